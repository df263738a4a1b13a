import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { keyset, momentText, newestFirst, type Page } from "@/lib/facts/keyset-queries";
import { Prisma } from "@/lib/generated/prisma/client";
import { type About, aboutColumns, aboutJoins, aboutOwn } from "@/lib/mistakes/about-queries";
import type { MistakeStatus, MistakeSubject } from "@/lib/mistakes/rules";
import type { MistakeFilter } from "@/lib/mistakes/schema";

type Answered = Readonly<{
  status: MistakeStatus;
  text: string;
  createdAt: Date;
  answeredAt: Date | null;
  answer: string | null;
}>;

export type MistakeRow = Readonly<{
  id: string;
  userId: string;
  person: string;
  status: MistakeStatus;
  createdAt: Date;
}> &
  About;

// As the partial indexes have it.
const OPEN = Prisma.sql`r.status = 'open'`;
const ANSWERED = Prisma.sql`r.status <> 'open'`;

/** The reports that wait for an answer, or those that have one, newest first, 50 at a time. */
export async function listMistakes(
  ctx: Ctx,
  { shown, ...cursors }: MistakeFilter,
): Promise<Page<MistakeRow>> {
  authorize(ctx, "mistakes:read");
  const column = Prisma.sql`r.created_at`;
  const id = Prisma.sql`r.id`;
  const { condition, orderAndLimit, page } = keyset({ ...newestFirst, cursors, column, id });
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(MistakeRow & { key: string })[]>`
      SELECT r.id, r.reporter_user_id AS "userId", m.display_name AS person, r.status::text AS status,
        r.created_at AS "createdAt", ${aboutColumns}, ${momentText("r.created_at")} AS key
      FROM mistake_reports r
      JOIN memberships m ON m.organization_id = r.organization_id AND m.user_id = r.reporter_user_id ${aboutJoins}
      WHERE r.organization_id = ${ctx.organization.id}::uuid AND ${shown === "open" ? OPEN : ANSWERED} AND ${condition}
      ${orderAndLimit}`,
  );
  return page(found);
}

export type MistakeView = About &
  Answered &
  Readonly<{ userId: string; person: string; isOwn: boolean; answeredBy: string | null }>;

/** One report; unknown and foreign ones are `not_found`. */
export async function getMistake(ctx: Ctx, id: string): Promise<MistakeView> {
  authorize(ctx, "mistakes:read");
  const [found] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<Omit<MistakeView, "isOwn">[]>`
      SELECT r.reporter_user_id AS "userId", m.display_name AS person, r.status::text AS status, r.text, r.created_at AS "createdAt",
        r.answered_at AS "answeredAt", r.answer, by.display_name AS "answeredBy", ${aboutColumns}
      FROM mistake_reports r
      JOIN memberships m ON m.organization_id = r.organization_id AND m.user_id = r.reporter_user_id
      LEFT JOIN memberships by ON by.organization_id = r.organization_id AND by.user_id = r.answered_by_user_id ${aboutJoins}
      WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.id = ${id}::uuid`,
  );
  if (!found) throw notFound("mistake");
  return { ...found, isOwn: found.userId === actorUserId(ctx) };
}

export type OwnMistake = About & Answered & Readonly<{ id: string }>;

const LATEST = 100;

/** What the reader reported, the newest hundred first. */
export async function listOwnMistakes(ctx: Ctx): Promise<OwnMistake[]> {
  authorize(ctx, "mistakes:report");
  return await inTenant(
    ctx,
    (tx) => tx.$queryRaw<OwnMistake[]>`
      SELECT r.id, r.status::text AS status, r.text, r.created_at AS "createdAt", r.answered_at AS "answeredAt",
        r.answer, ${aboutColumns}
      FROM mistake_reports r ${aboutJoins}
      WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.reporter_user_id = ${actorUserId(ctx)}::uuid
      ORDER BY r.created_at DESC, r.id LIMIT ${LATEST}`,
  );
}

/** What a form would be about. What is unknown, foreign or another's is `not_found`. */
export async function aboutMistake(
  ctx: Ctx,
  what: Readonly<{ about: MistakeSubject; id?: string | undefined }>,
): Promise<About> {
  authorize(ctx, "mistakes:report");
  const userId = actorUserId(ctx);
  const found =
    userId && (await inTenant(ctx, (tx) => aboutOwn(tx, ctx, userId, { subject: what.about, id: what.id })));
  if (!found) throw notFound("page");
  return found;
}
