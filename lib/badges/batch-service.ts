import { createHash } from "node:crypto";
import { type BatchRequest, candidatesOf } from "@/lib/badges/batch-people-queries";
import { planBatch } from "@/lib/badges/batch-plan-queries";
import type { BatchOutcome } from "@/lib/badges/batch-schema";
import { type Awarder, type BatchWriting, writeBatchBadges } from "@/lib/badges/batch-write-service";
import { awardable, refusedByHand } from "@/lib/badges/by-hand-service";
import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import { dayOf } from "@/lib/badges/rules";
import { askedSignOffs } from "@/lib/badges/sign-off-rules";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { criteriaOf } from "@/lib/criteria/from-trigger";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, type Message, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { refreshStatistics } from "@/lib/statistics";

/** Bulk work may take this long, in milliseconds. */
const timeout = 10 * 60_000;
/** People of one outcome that a preview names; the counts are of all. */
const NAMED = 100;

export type PreviewRow = Readonly<{
  line: number;
  /** As the list says it; null for people chosen otherwise. */
  given: string | null;
  name: string | null;
  outcome: BatchOutcome;
  problem: Message | null;
}>;

export type BatchPreview = Readonly<{
  total: number;
  counts: Readonly<Partial<Record<BatchOutcome, number>>>;
  /** The first hundred of each outcome, in order. */
  rows: readonly PreviewRow[];
  /** The achievement asks for another's approval: what is given waits for that. */
  needsApproval: boolean;
}>;

/**
 * What a batch would do, and nothing of it done. Throws what awarding would throw for the whole of it: `not_found`
 * and `invalid` for the achievement, `not_found` when none of those chosen one by one is known, `unavailable` while
 * issuing is paused. What is wrong with one person is an outcome of that person.
 */
export async function previewBatch(ctx: Ctx, request: BatchRequest): Promise<BatchPreview> {
  begin(ctx);
  return await inTenant(
    ctx,
    async (tx, now) => {
      const achievement = await achievementOf(tx, ctx, request);
      const candidates = await candidatesOf(tx, ctx, request);
      const planned = await planBatch(tx, ctx, request, achievement, candidates, now);
      const counts: Partial<Record<BatchOutcome, number>> = {};
      const rows = planned.flatMap(({ candidate: { line, given, name, problem }, outcome }) => {
        const count = (counts[outcome] ?? 0) + 1;
        counts[outcome] = count;
        return count > NAMED ? [] : [{ line, given, name, outcome, problem }];
      });
      return { total: planned.length, counts, rows, needsApproval: achievement.needsApproval };
    },
    { timeout },
  );
}

export type Given = Readonly<{ id: string; awarded: number }>;

/**
 * Gives one achievement to many: each person who can have it gets it, what becomes of the others is kept beside it,
 * and all of it is one batch that can be taken back (lib/badges/batch-undo-service). The same key with the same
 * request answers the batch there is, also for two presses at once; with another request it is a `conflict`. Throws
 * what `previewBatch` does, and `conflict` when nobody at all can have the badge: then nothing is written.
 */
export async function awardBatch(ctx: Ctx, request: BatchRequest): Promise<Given> {
  const awarder = begin(ctx);
  const { idempotencyKey, ...body } = request;
  const hash = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  try {
    return await inTenant(
      ctx,
      async (tx, now) => {
        // Whoever presses twice waits here for the first press, and is then answered with what it gave.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${ctx.organization.id} ${idempotencyKey}`}, 0))`;
        const earlier = await batchOfKey(tx, ctx, idempotencyKey, hash);
        return earlier ?? (await insertBatch({ tx, ctx, now, awarder, request, hash }));
      },
      { timeout },
    );
  } catch (error) {
    throw refusedByHand(error) ?? error;
  }
}

function begin(ctx: Ctx): Awarder {
  authorize(ctx, "badges:award");
  requireModule(ctx, "achievements_gamification");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  return ctx.actor;
}

async function achievementOf(tx: Tx, ctx: Ctx, { achievementId }: BatchRequest) {
  const achievement = await awardable(tx, ctx, achievementId);
  if (askedSignOffs(criteriaOf(achievement)).length > 0) {
    throw new AppError("invalid", msg("form"), { achievementId: msg("badges.needsSignOffs") });
  }
  if (await isIssuingPaused(tx, ctx)) throw new AppError("unavailable", msg("issuingPaused"));
  return achievement;
}

async function batchOfKey(tx: Tx, ctx: Ctx, key: string, hash: string): Promise<Given | null> {
  const found = await tx.awardBatch.findFirst({
    where: { organizationId: ctx.organization.id, idempotencyKey: key },
    select: { id: true, awardedCount: true, idempotencyHash: true },
  });
  if (found && found.idempotencyHash !== hash) throw new AppError("conflict", msg("badges.keyReused"));
  return found && { id: found.id, awarded: found.awardedCount };
}

type Inserting = BatchWriting & Readonly<{ hash: string }>;

async function insertBatch(inserting: Inserting): Promise<Given> {
  const { tx, ctx, now, request } = inserting;
  const achievement = await achievementOf(tx, ctx, request);
  const candidates = await candidatesOf(tx, ctx, request);
  const people = candidates.flatMap(({ userId, isActive }) => (userId && isActive ? [userId] : []));
  // Before it is looked at what they have, and before the badges, as evaluation does.
  await requestEvaluation(tx, ctx, people);
  const planned = await planBatch(tx, ctx, request, achievement, candidates, now);
  const badges = await writeBatchBadges(inserting, achievement, planned);
  const rows = planned.map(({ candidate, outcome, award }, at) => {
    const badgeId = badges.get(at) ?? null;
    // Somebody else was faster, in the moment between.
    const settled: BatchOutcome = award && !badgeId ? "already_held" : outcome;
    const { line, given, userId, day } = candidate;
    return { line, given: given?.slice(0, 254) ?? null, userId, day, outcome: settled, badgeId };
  });
  const awarded = badges.size;
  if (awarded === 0) throw new AppError("conflict", msg("badges.nobodyToAward"));
  const id = await insertRows(inserting, rows, awarded);
  await refreshStatistics(tx, awarded, ["earned_badges"]);
  await record(
    tx,
    ctx,
    "badges.batch_awarded",
    { type: "award_batch", id },
    {
      after: {
        achievement: achievement.key,
        reason: request.reason,
        awarded,
        rows: rows.length,
        origin: originOf(request),
        silent: request.silent ?? false,
      },
    },
  );
  return { id, awarded };
}

const originOf = ({ userIds, list }: BatchRequest) => (userIds ? "chosen" : list ? "list" : "matching");

type Row = Readonly<{
  line: number;
  given: string | null;
  userId: string | null;
  day: string | null;
  outcome: BatchOutcome;
  badgeId: string | null;
}>;

async function insertRows(
  { tx, ctx, now, awarder, request, hash }: Inserting,
  rows: readonly Row[],
  awarded: number,
): Promise<string> {
  const organizationId = ctx.organization.id;
  const metOn = request.awardedOn ?? dayOf(now, ctx.organization.timeZone).toString();
  const { id } = await tx.awardBatch.create({
    data: {
      organizationId,
      achievementId: request.achievementId,
      origin: originOf(request),
      reason: request.reason,
      metOn: new Date(metOn),
      notify: !request.silent,
      rowCount: rows.length,
      awardedCount: awarded,
      idempotencyKey: request.idempotencyKey,
      idempotencyHash: hash,
      createdByUserId: awarder.userId,
    },
    select: { id: true },
  });
  await tx.$executeRaw`
    INSERT INTO award_batch_rows (organization_id, batch_id, line, given, user_id, met_on, outcome, earned_badge_id)
    SELECT ${organizationId}::uuid, ${id}::uuid, r.line, r.given, r."userId", r.day, r.outcome, r."badgeId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r (line integer, given text, "userId" uuid, day date,
      outcome award_batch_outcome, "badgeId" uuid)`;
  return id;
}
