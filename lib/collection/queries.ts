import {
  type BadgeState,
  type Holder,
  type Outcome,
  type Standing,
  standingOf,
} from "@/lib/collection/rules";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { ask, momentOrNull, type Question } from "@/lib/database/question";
import { inTenant } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

export type KeptCredential = Readonly<{ encoding: "json" | "jws"; document: string }>;

type Page = Readonly<{ limit: number; offset: number; since: Date | null }>;

/**
 * The Open Badges 3.0 credentials that the acting person keeps, those kept longest first, and how many there are in all.
 * `since`: only those issued after it.
 */
export async function pageOfCredentials(
  ctx: Ctx,
  { limit, offset, since }: Page,
): Promise<{ total: number; credentials: KeptCredential[] }> {
  authorize(ctx, "account:write");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  const { userId } = ctx.actor;
  const mine = Prisma.sql`organization_id = ${ctx.organization.id}::uuid AND user_id = ${userId}::uuid AND format = 'ob3'
    AND (${since}::timestamptz IS NULL OR issued_at > ${since}::timestamptz)`;
  return inTenant(ctx, async (tx) => {
    const [counted] = await tx.$queryRaw<[{ total: number }]>`
      SELECT count(*)::integer AS total FROM external_badges WHERE ${mine}`;
    const credentials = await tx.$queryRaw<KeptCredential[]>`
      SELECT encoding, document FROM external_badges WHERE ${mine} ORDER BY created_at, id LIMIT ${limit}::integer OFFSET ${offset}::integer`;
    return { total: counted.total, credentials };
  });
}

export type ExternalBadge = Readonly<{
  id: string;
  name: string;
  issuerName: string | null;
  issuedAt: Date | null;
  outcome: Outcome;
  standing: Standing;
  /** Whether it was issued to the address that the organisation has of the person. */
  holder: Holder;
  checkedAt: Date | null;
  isVisible: boolean;
  /** The application that sent it; null: the person added it here. */
  sentBy: string | null;
}>;

type Row = Omit<ExternalBadge, "standing" | "issuedAt" | "checkedAt"> &
  Readonly<{ state: BadgeState; isNameless: boolean; issuedAt: string | null; checkedAt: string | null }>;

/** More than a page shows at once. */
const MOST_SHOWN = 200;

/**
 * What a person keeps from elsewhere, the newest first: of oneself everything, of others what they show. At most 200.
 */
export async function listExternalBadges(ctx: Ctx, userId: string): Promise<ExternalBadge[]> {
  return inTenant(ctx, (tx) => ask(tx, externalBadgesOf(ctx, userId)));
}

/** As `listExternalBadges`. */
export function externalBadgesOf(ctx: Ctx, userId: string): Question<ExternalBadge[]> {
  authorize(ctx, "profile:read");
  const isSelf = ctx.actor.kind === "user" && ctx.actor.userId === userId;
  return {
    sql: Prisma.sql`
    SELECT b.id, b.name, b.issuer_name AS "issuerName", b.issued_at AS "issuedAt", b.outcome, b.holder, b.state,
      b.checks @> '[{"code": "key_itself"}]' AS "isNameless",
      b.checked_at AS "checkedAt", b.is_visible AS "isVisible", c.name AS "sentBy"
    FROM external_badges b
    LEFT JOIN backpack_grants g ON g.organization_id = b.organization_id AND g.id = b.backpack_grant_id
    LEFT JOIN oauth_clients c ON c.id = g.client_id
    WHERE b.organization_id = ${ctx.organization.id}::uuid AND b.user_id = ${userId}::uuid AND (b.is_visible OR ${isSelf})
    ORDER BY b.created_at DESC, b.id LIMIT ${MOST_SHOWN}::integer`,
    read: (rows: readonly Row[]) =>
      rows.map(({ state, isNameless, ...row }) => ({
        ...row,
        issuedAt: momentOrNull(row.issuedAt),
        checkedAt: momentOrNull(row.checkedAt),
        standing: standingOf({ outcome: row.outcome, state, isNameless }),
      })),
  };
}

/** The acting person's own, shown or not. `not_found` where Open Badges are off. */
export async function listOwnExternalBadges(ctx: Ctx): Promise<ExternalBadge[]> {
  requireModule(ctx, "open_badges");
  return ctx.actor.kind === "user" ? listExternalBadges(ctx, ctx.actor.userId) : [];
}
