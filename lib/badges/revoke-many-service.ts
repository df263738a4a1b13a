import { createHash, randomUUID } from "node:crypto";
import {
  type PlannedRevocation,
  planRevocation,
  type RevocationPlan,
} from "@/lib/badges/revoke-many-plan-queries";
import { type BadgeChoice, type RevokeMany, revokeConfirmation } from "@/lib/badges/revoke-many-schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { startRun } from "@/lib/jobs/run-service";
import { parse } from "@/lib/validation";

/** Bulk work may take this long, in milliseconds. */
const timeout = 10 * 60_000;

/** What revoking these would do, and nothing of it done. Throws what `planRevocation` does. */
export async function previewRevokeMany(ctx: Ctx, choice: BadgeChoice): Promise<RevocationPlan> {
  begin(ctx);
  return inTenant(ctx, (tx, now) => planRevocation(tx, ctx, choice, now), { timeout });
}

export type OrderedRevocation = Readonly<{
  id: string;
  runId: string;
  /** Badges that are to be revoked; of the others it is written already why not. */
  waiting: number;
}>;

/**
 * Orders that many are revoked with one reason: which, and the run that does it (lib/badges/revoke-many-work-service), in
 * one transaction. The same key with the same request answers the order there is, also for two presses at once; with
 * another request it is a `conflict`. So it is when nothing is left to revoke, and when something else would become of the
 * badges by now than was shown. `invalid` when their number is asked for and differs. Throws what `planRevocation` does.
 */
export async function orderRevokeMany(ctx: Ctx, request: RevokeMany): Promise<OrderedRevocation> {
  const userId = begin(ctx);
  // What was seen is no part of what is asked for: once it is done, a preview of the same shows another.
  const { idempotencyKey, seen: _, ...body } = request;
  const hash = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  return await inTenant(
    ctx,
    async (tx, now) => {
      // Whoever presses twice waits here for the first press, and is then answered with what it ordered.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${ctx.organization.id} ${idempotencyKey}`}, 2))`;
      const earlier = await orderOfKey(tx, ctx, idempotencyKey, hash);
      return earlier ?? (await insertOrder(tx, ctx, { request, hash, userId, now }));
    },
    { timeout },
  );
}

function begin(ctx: Ctx): string {
  authorize(ctx, "badges:revoke");
  requireModule(ctx, "achievements_gamification");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  return ctx.actor.userId;
}

async function orderOfKey(tx: Tx, ctx: Ctx, key: string, hash: string): Promise<OrderedRevocation | null> {
  const found = await tx.badgeRevocation.findFirst({
    where: { organizationId: ctx.organization.id, idempotencyKey: key },
    select: { id: true, jobRunId: true, idempotencyHash: true, jobRun: { select: { total: true } } },
  });
  if (found && found.idempotencyHash !== hash) throw new AppError("conflict", msg("badges.keyReused"));
  return found && { id: found.id, runId: found.jobRunId, waiting: found.jobRun.total ?? 0 };
}

type Order = Readonly<{ request: RevokeMany; hash: string; userId: string; now: Date }>;

async function insertOrder(
  tx: Tx,
  ctx: Ctx,
  { request, hash, userId, now }: Order,
): Promise<OrderedRevocation> {
  const { reason, typed, seen, idempotencyKey } = request;
  const plan = await planRevocation(tx, ctx, request, now);
  const waiting = plan.badges.filter(({ outcome }) => outcome === "waiting").length;
  if (waiting === 0) throw new AppError("conflict", msg("badges.nothingToRevoke"));
  if (plan.seen !== seen) throw new AppError("conflict", msg("badges.choiceChanged"));
  parse(revokeConfirmation(waiting), { reason, typed });
  const id = randomUUID();
  const run = await startRun(
    tx,
    ctx,
    "revoke_badges",
    { revocationId: id },
    { total: waiting, exclusiveKey: id },
  );
  const origin = request.ids ? "chosen" : "matching";
  const rowCount = plan.badges.length + plan.unknown.length;
  await tx.badgeRevocation.create({
    data: {
      id,
      organizationId: ctx.organization.id,
      origin,
      reason,
      rowCount,
      jobRunId: run.id,
      idempotencyKey,
      idempotencyHash: hash,
      createdByUserId: userId,
    },
    select: { id: true },
  });
  await insertRows(tx, ctx, id, plan);
  const subject = { type: "badge_revocation", id };
  const after = { reason, origin, rows: rowCount, toRevoke: waiting };
  await record(tx, ctx, "badges.revocation_ordered", subject, { after });
  return { id, runId: run.id, waiting };
}

async function insertRows(tx: Tx, ctx: Ctx, id: string, { badges, unknown }: RevocationPlan): Promise<void> {
  const known = badges.map((badge: PlannedRevocation) => ({
    given: null,
    badge: badge.id,
    outcome: badge.outcome,
  }));
  const others = unknown.map((given) => ({ given, badge: null, outcome: "unknown_badge" }));
  const rows = [...known, ...others].map((row, at) => ({ ...row, line: at + 1 }));
  await tx.$executeRaw`
    INSERT INTO badge_revocation_rows (organization_id, revocation_id, line, given, earned_badge_id, outcome)
    SELECT ${ctx.organization.id}::uuid, ${id}::uuid, r.line, r.given, r.badge, r.outcome
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      AS r (line integer, given text, badge uuid, outcome badge_revocation_outcome)`;
}
