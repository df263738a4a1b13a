import { readFact } from "@/lib/api/fact-queries";
import { claimKey, type KeptAnswer, keepAnswer, requestHash } from "@/lib/api/idempotency-service";
import { INTAKES, type Intake } from "@/lib/api/intake";
import { type Judged, judgeItems } from "@/lib/api/judge-service";
import { recordReceived } from "@/lib/api/received-record-service";
import type { Received } from "@/lib/api/rules";
import { type Fields, readItems, type Sent } from "@/lib/api/sent-items";
import { despiteDeadlocks, orRefusal } from "@/lib/constraints";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import type { ApiAnswer, ApiRequest } from "@/lib/http/api-route";
import { fieldProblems, type Say } from "@/lib/http/problem";
import { type RowOutcome, standingRows, upsertEach } from "@/lib/imports/upsert-each-service";
import { withoutVoidedTwins } from "@/lib/imports/voided-service";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

type AnyRow = { line: number };

/** What became of one item. */
type Outcome = Readonly<{ judged: Judged; written?: RowOutcome }>;

type Work = Readonly<{ kind: Received; sent: Sent; say: Say }>;

/**
 * Receives facts from another system: one, or up to a thousand of which each stands for itself. One transaction holds
 * the facts, the request to evaluate their people, the audit entries and, with an `Idempotency-Key`, the answer: all
 * or nothing, and the same request again is answered as the first time. One alone that is refused throws `invalid`.
 */
export async function receive(ctx: Ctx, kind: Received, request: ApiRequest): Promise<ApiAnswer> {
  authorize(ctx, INTAKES[kind].permission);
  const body = await request.json();
  const sent = readItems(kind, body.value);
  const work = { kind, sent, say: request.say };
  const claim = claimOf(ctx, request, body.hash);
  const inOneTransaction = () =>
    inTenant(ctx, async (tx, now): Promise<ApiAnswer> => {
      const kept = claim && (await claimKey(tx, ctx, claim));
      if (kept) return { ...kept, headers: { "idempotency-replayed": "true" } };
      const answer = await receiveInside(tx, ctx, now, work);
      if (claim) await keepAnswer(tx, ctx, claim, answer);
      return answer;
    });
  const changedMeanwhile = () => new AppError("conflict", msg("api.changedMeanwhile"));
  return orRefusal(despiteDeadlocks(inOneTransaction), {
    activities_organization_id_user_id_fkey: changedMeanwhile,
    referrals_organization_id_referrer_user_id_fkey: changedMeanwhile,
    course_registrations_organization_id_user_id_fkey: changedMeanwhile,
    course_registrations_organization_id_course_id_fkey: changedMeanwhile,
    evaluation_requests_organization_id_user_id_fkey: changedMeanwhile,
  });
}

function claimOf({ actor }: Ctx, { idempotencyKey, path }: ApiRequest, body: Uint8Array) {
  if (idempotencyKey === null || actor.kind !== "api_key") return null;
  return { apiKeyId: actor.keyId, key: idempotencyKey, hash: requestHash(path, body) };
}

async function receiveInside(tx: Tx, ctx: Ctx, now: Date, { kind, sent, say }: Work): Promise<KeptAnswer> {
  const intake = INTAKES[kind];
  const judged = await judgeItems({ tx, ctx, now }, intake, sent.items);
  const rows = judged.flatMap((one) => ("row" in one ? one.row : []));
  const written = await write(tx, ctx, intake, rows);
  const byLine = new Map(rows.map(({ line }, index) => [line, written[index]]));
  const outcomes = judged.map((one, index): Outcome => ({ judged: one, written: byLine.get(index) }));
  const changed = written.filter(({ status }) => status !== "unchanged");
  await requestEvaluation(tx, ctx, [...new Set(changed.flatMap(({ people }) => people))], intake.cause);
  await recordReceived(tx, ctx, intake, { isBatch: sent.isBatch, rows, written, read: sent.items.length });
  if (sent.isBatch) return { status: 200, text: JSON.stringify({ results: resultsOf(outcomes, say) }) };
  return answerOne(tx, ctx, kind, outcomes[0]);
}

/** A registration that somebody voided does not come back by being sent again: voiding frees its place for another. */
async function write(
  tx: Tx,
  ctx: Ctx,
  { target, columns }: Intake<AnyRow>,
  rows: readonly AnyRow[],
): Promise<RowOutcome[]> {
  const run = { tx, ctx, given: new Set(columns) };
  if (target.keepsKey || rows.length === 0) return upsertEach(run, target, rows);
  const { standing } = await withoutVoidedTwins(run, target, rows);
  if (standing.length === rows.length) return upsertEach(run, target, rows);
  const written = await upsertEach(run, target, standing);
  const twins = rows.filter((row) => !standing.includes(row));
  const left = await standingRows(run, target, twins);
  const byRow = new Map<AnyRow, RowOutcome | undefined>([
    ...standing.map((row, index) => [row, written[index]] as const),
    ...twins.map((row, index) => [row, left[index]] as const),
  ]);
  return rows.flatMap((row) => byRow.get(row) ?? []);
}

/** What is odd about an item that was received all the same. */
const warningsOf = ({ judged, written }: Outcome): Fields => ({
  ...("warnings" in judged ? judged.warnings : {}),
  ...(written?.isVoided ? { "": msg("api.wasVoided") } : {}),
});

const resultsOf = (outcomes: readonly Outcome[], say: Say) =>
  outcomes.map((outcome, index) => ({
    index,
    status: outcome.written?.status ?? "rejected",
    id: outcome.written?.id ?? null,
    errors: "fields" in outcome.judged ? fieldProblems(outcome.judged.fields, say) : [],
    warnings: fieldProblems(warningsOf(outcome), say),
  }));

async function answerOne(
  tx: Tx,
  ctx: Ctx,
  kind: Received,
  outcome: Outcome | undefined,
): Promise<KeptAnswer> {
  if (outcome && "fields" in outcome.judged) {
    throw new AppError("invalid", msg("api.invalid"), outcome.judged.fields);
  }
  if (!outcome?.written) throw new Error("an item was neither refused nor written");
  const { id, status } = outcome.written;
  const fact = await readFact(tx, ctx, kind, id);
  return { status: status === "created" ? 201 : 200, text: JSON.stringify(fact) };
}
