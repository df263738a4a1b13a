import type { BackpackProblem } from "@/lib/backpacks/rules";
import { isAwarded } from "@/lib/badges/standing-queries";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";

export type OwnBackpack = Readonly<{
  /** Of the backpack. */
  id: string;
  name: string;
  webUrl: string | null;
  connection: Readonly<{
    id: string;
    autoSync: boolean;
    /** Why the person has to connect anew. */
    problem: "refused" | "secret" | null;
    pushed: number;
    waiting: number;
    failed: number;
  }> | null;
}>;

/** The backpacks that the organisation offers, each with what the acting person has there, in the organisation's order. */
export async function listOwnBackpacks(ctx: Ctx): Promise<OwnBackpack[]> {
  authorize(ctx, "account:write");
  requireModule(ctx, "open_badges");
  if (ctx.actor.kind !== "user") return [];
  const { userId } = ctx.actor;
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<OwnBackpack[]>`
      SELECT b.id, b.name, b.web_url AS "webUrl", CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'autoSync', c.auto_sync,
        'problem', c.problem, 'pushed', e.pushed, 'waiting', e.waiting, 'failed', e.failed) END AS connection
      FROM external_backpacks b
      LEFT JOIN backpack_connections c ON c.organization_id = b.organization_id AND c.external_backpack_id = b.id AND c.user_id = ${userId}::uuid
      LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE state = 'pushed') AS pushed, count(*) FILTER (WHERE state = 'pending') AS waiting,
          count(*) FILTER (WHERE state = 'failed') AS failed
        FROM external_identifiers i WHERE i.organization_id = c.organization_id AND i.backpack_connection_id = c.id) e ON true
      WHERE b.organization_id = ${ctx.organization.id}::uuid ORDER BY b.sort_order`,
  );
}

export type PushRow = Readonly<{
  badgeId: string;
  name: string;
  awardedAt: Date;
  /** Null: it was never ordered to be sent there. */
  state: "pending" | "pushed" | "failed" | null;
  problem: BackpackProblem | null;
  nextAttemptAt: Date | null;
}>;

const MOST_SHOWN = 200;

/** The acting person's awards that hold, with what has become of each at one of their connections; the newest first. */
export async function listPushes(ctx: Ctx, connectionId: string): Promise<PushRow[]> {
  authorize(ctx, "account:write");
  if (ctx.actor.kind !== "user") return [];
  const { userId } = ctx.actor;
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<PushRow[]>`
      SELECT b.id AS "badgeId", a.name, b.awarded_at AS "awardedAt", e.state::text AS state, e.last_error AS problem, e.next_attempt_at AS "nextAttemptAt"
      FROM earned_badges b JOIN achievements a ON a.organization_id = b.organization_id AND a.id = b.achievement_id
      LEFT JOIN external_identifiers e ON e.organization_id = b.organization_id AND e.earned_badge_id = b.id
        AND e.backpack_connection_id = ${connectionId}::uuid
      WHERE b.organization_id = ${ctx.organization.id}::uuid AND b.user_id = ${userId}::uuid AND ${isAwarded("b")}
      ORDER BY b.awarded_at DESC, b.id LIMIT ${MOST_SHOWN}::integer`,
  );
}

export type BadgeAtBackpack = Readonly<{
  connectionId: string;
  /** Of the backpack. */
  name: string;
  /** Null: it was never ordered to be sent there. */
  state: "pending" | "pushed" | "failed" | null;
}>;

/** The acting person's connections that work, with what has become of one award at each, in the organisation's order. */
export async function listBadgeAtBackpacks(ctx: Ctx, badgeId: string): Promise<BadgeAtBackpack[]> {
  authorize(ctx, "account:write");
  if (ctx.actor.kind !== "user") return [];
  const { userId } = ctx.actor;
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<BadgeAtBackpack[]>`
      SELECT c.id AS "connectionId", b.name, e.state::text AS state
      FROM backpack_connections c
      JOIN external_backpacks b ON b.organization_id = c.organization_id AND b.id = c.external_backpack_id
      LEFT JOIN external_identifiers e ON e.organization_id = c.organization_id AND e.backpack_connection_id = c.id
        AND e.earned_badge_id = ${badgeId}::uuid
      WHERE c.organization_id = ${ctx.organization.id}::uuid AND c.user_id = ${userId}::uuid AND c.problem IS NULL
      ORDER BY b.sort_order`,
  );
}
