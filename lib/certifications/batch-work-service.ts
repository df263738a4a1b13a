import type { Candidate } from "@/lib/certifications/batch-people-queries";
import { type PlanFor, type Planned, planRows } from "@/lib/certifications/batch-plan-queries";
import type { BatchOutcome } from "@/lib/certifications/batch-schema";
import { issuableType } from "@/lib/certifications/issuable-service";
import { writeCertifications } from "@/lib/certifications/write-service";
import { despiteDeadlocks, orRefusal } from "@/lib/constraints";
import { type Actor, type Ctx, may } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import type { Advance, OpenWork } from "@/lib/jobs/run-chunks";
import type { RunState } from "@/lib/jobs/run-state-queries";
import { actorOf } from "@/lib/organizations/acting-queries";
import { refreshStatistics } from "@/lib/statistics";

/** Rows of one transaction: set-based enough, and a step that can be seen. */
const ROWS = 1_000;

/** What a batch has come to by now. */
type Result = Readonly<{ issued: number; alreadyHeld: number; notIssued: number }>;

/**
 * The work of `issue_many`: the rows of a batch that wait, so many at a time, in the name of whoever ordered it. What
 * becomes of each is written with its certificate. Each is looked at once more, as somebody else may have issued one
 * meanwhile; days were settled when it was ordered, so a batch that runs over midnight stays in its year.
 */
export const issueManyWork =
  (size = ROWS): OpenWork =>
  async (ctx, run) => {
    const actor = await actorOf(ctx, run.createdByUserId);
    return {
      attempt: (transaction) => despiteDeadlocks(() => transaction(false)),
      chunk: (tx, fresh, state, { now }) => issueChunk(tx, as(fresh, actor), state, { size, now }),
    };
  };

/** The orderer's own context, as long as they may issue by hand. */
function as(ctx: Ctx, actor: Actor): Ctx {
  if (!ctx.modules.has("certifications")) throw new AppError("conflict", msg("jobs.moduleOff"));
  const acting = { ...ctx, actor };
  if (!may(acting, "certifications:issue")) throw new AppError("conflict", msg("jobs.starterLeft"));
  return acting;
}

type Batch = Readonly<{ id: string; typeId: string; issuedOn: string; notes: string | null; issuer: string }>;

async function batchOf(tx: Tx, ctx: Ctx, runId: string): Promise<Batch> {
  const [batch] = await tx.$queryRaw<Batch[]>`
    SELECT id, certification_type_id AS "typeId", issued_on::text AS "issuedOn", notes, created_by_user_id AS issuer
    FROM certification_batches WHERE organization_id = ${ctx.organization.id}::uuid AND job_run_id = ${runId}::uuid`;
  if (!batch) throw notFound("certificationBatch");
  return batch;
}

type Part = Readonly<{ size: number; now: Date }>;

async function issueChunk(tx: Tx, ctx: Ctx, run: RunState, { size, now }: Part): Promise<Advance> {
  const batch = await batchOf(tx, ctx, run.id);
  const type = await issuableType(tx, ctx, batch.typeId);
  const plan: PlanFor = { typeId: type.id, validityMonths: type.validityMonths, issuedOn: batch.issuedOn };
  const rows = await waitingRows(tx, ctx, batch, size);
  const settled = await settle(tx, ctx, now, { batch, planned: await planRows(tx, ctx, plan, rows, now) });
  const count = (outcome: BatchOutcome) => settled.filter((row) => row.outcome === outcome).length;
  const before = { issued: 0, alreadyHeld: 0, notIssued: 0, ...(run.result as Partial<Result>) };
  const [issued, alreadyHeld] = [count("issued"), count("already_held")];
  const result: Result = {
    issued: before.issued + issued,
    alreadyHeld: before.alreadyHeld + alreadyHeld,
    notIssued: before.notIssued + settled.length - issued - alreadyHeld,
  };
  const done = run.done + settled.length;
  const isOver = rows.length < size;
  if (isOver) {
    await refreshStatistics(tx, result.issued, ["certifications"]);
    const subject = { type: "certification_batch", id: batch.id };
    await record(tx, ctx, "certifications.batch_issued", subject, { after: result });
  }
  return { next: isOver ? null : { after: rows.at(-1)?.line ?? 0 }, done, result };
}

const waitingRows = (tx: Tx, ctx: Ctx, { id }: Batch, size: number): Promise<Candidate[]> =>
  tx.$queryRaw<Candidate[]>`
    SELECT r.line, r.given, r.user_id AS "userId", m.display_name AS name, coalesce(m.status = 'active', false) AS "isActive",
      r.issued_on::text AS "issuedOn", r.expires_on::text AS "expiresOn", r.notes, NULL AS problem
    FROM certification_batch_rows r
    LEFT JOIN memberships m ON m.organization_id = r.organization_id AND m.user_id = r.user_id
    WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.batch_id = ${id}::uuid AND r.outcome = 'waiting'
    ORDER BY r.line LIMIT ${size}`;

type Settled = Readonly<{ line: number; outcome: BatchOutcome; certificationId: string | null }>;
type Chunk = Readonly<{ batch: Batch; planned: readonly Planned[] }>;

async function settle(tx: Tx, ctx: Ctx, now: Date, { batch, planned }: Chunk): Promise<Settled[]> {
  const ready = planned.flatMap(({ candidate: { line, userId, notes }, dates }) =>
    userId && dates ? [{ line, userId, notes: notes ?? batch.notes ?? undefined, ...dates }] : [],
  );
  const rows = ready.map(({ line: _, ...row }) => ({
    ...row,
    certificationTypeId: batch.typeId,
    source: "manual" as const,
    issuedByUserId: batch.issuer,
  }));
  const written = await orRefusal(writeCertifications(tx, ctx, now, rows), {
    certifications_issued_by_role: () => new AppError("forbidden", msg("jobs.starterLeft")),
  });
  const certificates = new Map(ready.map(({ line }, at) => [line, written[at]]));
  const settled = planned.map(({ candidate: { line }, outcome, held }): Settled => {
    const certificate = certificates.get(line);
    if (!certificate) return { line, outcome, certificationId: held?.id ?? null };
    const became = certificate.outcome === "issued" ? "issued" : "already_held";
    return { line, outcome: became, certificationId: certificate.id };
  });
  await tx.$executeRaw`
    UPDATE certification_batch_rows r SET outcome = s.outcome, certification_id = s."certificationId"
    FROM jsonb_to_recordset(${JSON.stringify(settled)}::text::jsonb)
      AS s (line integer, outcome certification_batch_outcome, "certificationId" uuid)
    WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.batch_id = ${batch.id}::uuid AND r.line = s.line`;
  return settled;
}
