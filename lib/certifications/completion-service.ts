import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import {
  type Completion,
  type CourseType,
  completionDates,
  countCompletions,
  courseTypeOf,
  courseTypes,
  firstCompletion,
  nextCompletions,
} from "@/lib/certifications/completion-queries";
import { lockType } from "@/lib/certifications/type-service";
import { holdTypes, writeCertifications } from "@/lib/certifications/write-service";
import { despiteDeadlocks, orRefusal } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { record, recordAll } from "@/lib/events/record";
import type { OpenWork } from "@/lib/jobs/run-chunks";
import { type Started, startRun } from "@/lib/jobs/run-service";
import { refreshStatistics } from "@/lib/statistics";

/** Completed courses that are decided in one transaction. */
const CHUNK = 1_000;
/** As long as one of them may take, in milliseconds. */
const timeout = 10 * 60_000;

/** How many completed courses have led to what. */
export type Decided = Readonly<{ issued: number; alreadyHeld: number; alreadyOver: number }>;

const NOTHING: Decided = { issued: 0, alreadyHeld: 0, alreadyOver: 0 };
const sum = (one: Decided, other: Decided): Decided => ({
  issued: one.issued + other.issued,
  alreadyHeld: one.alreadyHeld + other.alreadyHeld,
  alreadyOver: one.alreadyOver + other.alreadyOver,
});
const countOf = ({ issued, alreadyHeld, alreadyOver }: Decided) => issued + alreadyHeld + alreadyOver;

/**
 * The job `certifications.issue-completed`: everybody who has completed a course on the day a type began to come with
 * it, or later, gets a certificate of that type, issued on the day of the completion by nobody. Each completed course
 * is decided once for each type and kept in `certification_completions`, so it may run as often as it likes, with any
 * number of workers: who holds a valid one keeps that and gets no other, and a course so long ago that the certificate
 * would be over gives none. Days that are still to come wait for their day, and everything waits while issuing is paused.
 * Then certificates whose course counts as completed no longer are marked; they stay valid until a person revokes them.
 */
export async function issueCompleted(ctx: Ctx, size = CHUNK): Promise<Decided> {
  authorize(ctx, "certifications:issue");
  requireModule(ctx, "certifications");
  let all = NOTHING;
  for (const { id } of await inTenant(ctx, (tx) => courseTypes(tx, ctx))) {
    for (;;) {
      const decided = await despiteDeadlocks(() =>
        inTenant(ctx, (tx, now) => decideChunk(tx, ctx, now, { id, size }), { timeout }),
      );
      all = sum(all, decided);
      if (countOf(decided) < size) break;
    }
  }
  await inTenant(ctx, (tx, now) => markWithdrawn(tx, ctx, now), { timeout });
  return all;
}

type Chunk = Readonly<{ id: string; size: number }>;

async function decideChunk(tx: Tx, ctx: Ctx, now: Date, { id, size }: Chunk): Promise<Decided> {
  // Whoever holds the type sees what the last one decided: two workers never take the same completion.
  await holdTypes(tx, ctx, [id]);
  const [type] = await courseTypes(tx, ctx, id);
  if (!type || (await isIssuingPaused(tx, ctx))) return NOTHING;
  const completions = await nextCompletions(tx, ctx, { type, isEarlier: false, now }, size);
  return await decide(tx, ctx, now, type, completions);
}

type Decision = Readonly<{
  registrationId: string;
  outcome: "issued" | "already_held" | "already_over";
  certificationId: string | null;
}>;

async function decide(
  tx: Tx,
  ctx: Ctx,
  now: Date,
  type: CourseType,
  completions: readonly Completion[],
): Promise<Decided> {
  const dated = completions.flatMap((one) => {
    const dates = completionDates(ctx.organization, one.completedOn, type.validityMonths, now);
    return dates ? [{ ...dates, userId: one.userId, courseRegistrationId: one.registrationId }] : [];
  });
  const rows = dated.map((row) => ({
    ...row,
    certificationTypeId: type.id,
    source: "course_completion" as const,
  }));
  const written = await orRefusal(writeCertifications(tx, ctx, now, rows), {});
  const known = new Map(rows.map(({ courseRegistrationId }, at) => [courseRegistrationId, written[at]]));
  const decisions = completions.map(({ registrationId }): Decision => {
    const certificate = known.get(registrationId);
    if (!certificate) return { registrationId, outcome: "already_over", certificationId: null };
    const outcome = certificate.outcome === "issued" ? "issued" : "already_held";
    return { registrationId, outcome, certificationId: certificate.id };
  });
  await keep(tx, ctx, type, decisions);
  const count = (outcome: Decision["outcome"]) => decisions.filter((one) => one.outcome === outcome).length;
  const decided = {
    issued: count("issued"),
    alreadyHeld: count("already_held"),
    alreadyOver: count("already_over"),
  };
  await refreshStatistics(tx, decided.issued, ["certifications"]);
  if (decisions.length > 0) {
    const subject = { type: "certification_type", id: type.id };
    await record(tx, ctx, "certification_type.issued_completed", subject, { after: decided });
  }
  return decided;
}

async function keep(tx: Tx, ctx: Ctx, type: CourseType, decisions: readonly Decision[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO certification_completions (organization_id, certification_type_id, course_registration_id, outcome, certification_id)
    SELECT ${ctx.organization.id}::uuid, ${type.id}::uuid, d."registrationId", d.outcome, d."certificationId"
    FROM jsonb_to_recordset(${JSON.stringify(decisions)}::text::jsonb)
      AS d ("registrationId" uuid, outcome certification_completion_outcome, "certificationId" uuid)`;
}

/** Said of a certificate once, and taken back when the course counts again. A correction is no revocation. */
async function markWithdrawn(tx: Tx, ctx: Ctx, now: Date): Promise<void> {
  const organizationId = ctx.organization.id;
  const changed = await tx.$queryRaw<{ id: string; isWithdrawn: boolean }[]>`
    UPDATE certification_completions d SET withdrawn_at = CASE WHEN d.withdrawn_at IS NULL THEN ${now}::timestamptz END
    FROM course_registrations r, certifications c
    WHERE d.organization_id = ${organizationId}::uuid AND d.outcome = 'issued'
      AND r.organization_id = d.organization_id AND r.id = d.course_registration_id
      AND c.organization_id = d.organization_id AND c.id = d.certification_id
      AND (d.withdrawn_at IS NULL) = (r.status <> 'completed' OR r.voided_at IS NOT NULL OR r.user_id <> c.user_id)
    RETURNING d.certification_id AS id, d.withdrawn_at IS NOT NULL AS "isWithdrawn"`;
  for (const isWithdrawn of [true, false]) {
    const action = isWithdrawn ? "certification.completion_withdrawn" : "certification.completion_restored";
    const these = changed.filter((one) => one.isWithdrawn === isWithdrawn);
    await recordAll(
      tx,
      ctx,
      action,
      these.map(({ id }) => ({ subject: { type: "certification", id } })),
    );
  }
}

/**
 * Also those who completed the course before the type began to come with it: from now on it comes since the first of
 * them, and a run issues their certificates (`previewEarlier` says which). Throws what that does, and `conflict` when
 * there is nobody.
 */
export async function issueEarlier(ctx: Ctx, { id }: { id: string }): Promise<Started> {
  authorize(ctx, "certification_types:write");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx, now) => {
    await lockType(tx, ctx, id);
    const type = await courseTypeOf(tx, ctx, id);
    if (await isIssuingPaused(tx, ctx)) throw new AppError("unavailable", msg("issuingPaused"));
    const which = { type, isEarlier: true, now };
    const since = await firstCompletion(tx, ctx, which);
    if (since === null) throw new AppError("conflict", msg("issuing.nobodyEarlier"));
    const total = await countCompletions(tx, ctx, which);
    const where = { organizationId: ctx.organization.id, id };
    await tx.certificationType.updateMany({ where, data: { autoIssueSince: new Date(since) } });
    const subject = { type: "certification_type", id };
    const change = { before: { autoIssueSince: type.since }, after: { autoIssueSince: since } };
    await record(tx, ctx, "certification_type.updated", subject, change);
    return startRun(tx, ctx, "issue_completed", { typeId: id }, { total, exclusiveKey: id });
  });
}

/** The work of `issue_completed`: one type, everybody of whom nothing is decided yet. */
export const completionWork =
  (size = CHUNK): OpenWork =>
  async () => ({
    attempt: (transaction) => despiteDeadlocks(() => transaction(false)),
    async chunk(tx, ctx, run, { now }) {
      requireModule(ctx, "certifications");
      if (await isIssuingPaused(tx, ctx)) throw new AppError("unavailable", msg("issuingPaused"));
      const id = String(run.input.typeId);
      const decided = await decideChunk(tx, ctx, now, { id, size });
      const count = countOf(decided);
      const result = sum({ ...NOTHING, ...(run.result as Partial<Decided>) }, decided);
      return { next: count < size ? null : { at: run.done + count }, done: run.done + count, result };
    },
  });
