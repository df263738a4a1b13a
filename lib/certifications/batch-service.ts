import { createHash, randomUUID } from "node:crypto";
import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import { dayOf } from "@/lib/badges/rules";
import { candidatesOf, type IssueManyRequest } from "@/lib/certifications/batch-people-queries";
import { type PlanFor, type Planned, planRows } from "@/lib/certifications/batch-plan-queries";
import { type BatchOutcome, MAX_ROWS } from "@/lib/certifications/batch-schema";
import { issuableType } from "@/lib/certifications/issuable-service";
import { type Actor, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { startRun } from "@/lib/jobs/run-service";

/** Bulk work may take this long, in milliseconds. */
const timeout = 10 * 60_000;
/** Rows of one outcome that a preview names; the counts are of all. */
const NAMED = 100;
/** Rows that are written with one statement. */
const PART = 5_000;

export type TrialRow = Pick<Planned, "outcome" | "dates" | "held"> &
  Readonly<{
    line: number;
    given: string | null;
    name: string | null;
    problem: Planned["candidate"]["problem"];
  }>;

export type Trial = Readonly<{
  total: number;
  counts: Readonly<Partial<Record<BatchOutcome, number>>>;
  /** The first hundred of each outcome, in order; `waiting` are those who would get one. */
  rows: readonly TrialRow[];
}>;

/**
 * What issuing to many would do to each row, and nothing of it done. Throws what would be in the way of the whole of
 * it: `not_found` and `conflict` for the type, `not_found` when none of those chosen one by one is known, `unavailable`
 * while issuing is paused. What is wrong with one row is an outcome of that row. `named` rows of each outcome are told.
 */
export async function previewIssueMany(
  ctx: Ctx,
  request: IssueManyRequest,
  named: number = NAMED,
): Promise<Trial> {
  begin(ctx);
  return await inTenant(
    ctx,
    async (tx, now) => {
      const { planned } = await planAll(tx, ctx, now, request);
      const counts: Partial<Record<BatchOutcome, number>> = {};
      const rows = planned.flatMap(({ candidate, outcome, dates, held }): TrialRow[] => {
        const count = (counts[outcome] ?? 0) + 1;
        counts[outcome] = count;
        const { line, given, name, problem } = candidate;
        return count > named ? [] : [{ line, given, name, problem, outcome, dates, held }];
      });
      return { total: planned.length, counts, rows };
    },
    { timeout },
  );
}

export type Ordered = Readonly<{
  id: string;
  runId: string;
  /** Rows that are to be issued; the others have their outcome already. */
  waiting: number;
}>;

/**
 * Orders one type for many: the rows, what is decided about them already, and the run that issues the others
 * (lib/certifications/batch-work-service), in one transaction. The same key with the same request answers the batch
 * there is, also for two presses at once; with another request it is a `conflict`. Throws what `previewIssueMany` does,
 * and `conflict` when nobody at all can have one: then nothing is written.
 */
export async function orderIssueMany(ctx: Ctx, request: IssueManyRequest): Promise<Ordered> {
  const issuer = begin(ctx);
  const { idempotencyKey, ...body } = request;
  const hash = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  return await inTenant(
    ctx,
    async (tx, now) => {
      // Whoever presses twice waits here for the first press, and is then answered with what it ordered.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${ctx.organization.id} ${idempotencyKey}`}, 1))`;
      const earlier = await batchOfKey(tx, ctx, idempotencyKey, hash);
      return earlier ?? (await insertBatch(tx, ctx, now, { request, hash, issuer }));
    },
    { timeout },
  );
}

type Issuer = Extract<Actor, { kind: "user" }>;

function begin(ctx: Ctx): Issuer {
  authorize(ctx, "certifications:issue");
  requireModule(ctx, "certifications");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  return ctx.actor;
}

async function planAll(tx: Tx, ctx: Ctx, now: Date, request: IssueManyRequest) {
  const type = await issuableType(tx, ctx, request.certificationTypeId);
  if (await isIssuingPaused(tx, ctx)) throw new AppError("unavailable", msg("issuingPaused"));
  const issuedOn = request.issuedOn ?? dayOf(now, ctx.organization.timeZone).toString();
  const plan: PlanFor = { typeId: type.id, validityMonths: type.validityMonths, issuedOn };
  const candidates = await candidatesOf(tx, ctx, request);
  if (candidates.length > MAX_ROWS) {
    throw new AppError("invalid", msg("form"), { userIds: msg("field.tooMany", { maximum: MAX_ROWS }) });
  }
  return { plan, planned: await planRows(tx, ctx, plan, candidates, now) };
}

async function batchOfKey(tx: Tx, ctx: Ctx, key: string, hash: string): Promise<Ordered | null> {
  const found = await tx.certificationBatch.findFirst({
    where: { organizationId: ctx.organization.id, idempotencyKey: key },
    select: { id: true, jobRunId: true, idempotencyHash: true, jobRun: { select: { total: true } } },
  });
  if (found && found.idempotencyHash !== hash)
    throw new AppError("conflict", msg("certifications.keyReused"));
  return found && { id: found.id, runId: found.jobRunId, waiting: found.jobRun.total ?? 0 };
}

type Order = Readonly<{ request: IssueManyRequest; hash: string; issuer: Issuer }>;

async function insertBatch(tx: Tx, ctx: Ctx, now: Date, { request, hash, issuer }: Order): Promise<Ordered> {
  const { plan, planned } = await planAll(tx, ctx, now, request);
  const waiting = planned.filter(({ outcome }) => outcome === "waiting").length;
  if (waiting === 0) throw new AppError("conflict", msg("issuing.nobodyToIssue"));
  const id = randomUUID();
  const run = await startRun(tx, ctx, "issue_many", { batchId: id }, { total: waiting, exclusiveKey: id });
  const origin = request.userIds ? "chosen" : request.list ? "list" : "matching";
  await tx.certificationBatch.create({
    data: {
      id,
      organizationId: ctx.organization.id,
      certificationTypeId: plan.typeId,
      origin,
      issuedOn: new Date(plan.issuedOn),
      notes: request.notes || null,
      rowCount: planned.length,
      jobRunId: run.id,
      idempotencyKey: request.idempotencyKey,
      idempotencyHash: hash,
      createdByUserId: issuer.userId,
    },
    select: { id: true },
  });
  for (let at = 0; at < planned.length; at += PART)
    await insertRows(tx, ctx, id, planned.slice(at, at + PART));
  const after = { certificationTypeId: plan.typeId, origin, rows: planned.length, toIssue: waiting };
  await record(tx, ctx, "certifications.batch_ordered", { type: "certification_batch", id }, { after });
  return { id, runId: run.id, waiting };
}

async function insertRows(tx: Tx, ctx: Ctx, batchId: string, planned: readonly Planned[]): Promise<void> {
  const rows = planned.map(({ candidate, outcome, held }) => {
    const { name: _, isActive: __, ...row } = candidate;
    return { ...row, given: row.given?.slice(0, 254) ?? null, outcome, certificationId: held?.id ?? null };
  });
  await tx.$executeRaw`
    INSERT INTO certification_batch_rows (organization_id, batch_id, line, given, user_id, issued_on, expires_on, notes, outcome,
      problem, certification_id)
    SELECT ${ctx.organization.id}::uuid, ${batchId}::uuid, r.line, r.given, r."userId", r."issuedOn", r."expiresOn", r.notes, r.outcome,
      r.problem, r."certificationId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r (line integer, given text, "userId" uuid, "issuedOn" date,
      "expiresOn" date, notes text, outcome certification_batch_outcome, problem jsonb, "certificationId" uuid)`;
}
