import type { Refusals } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

/** What a fact's refusal by the database means at its form. */
export const FACT_REFUSALS: Refusals = {
  activities_organization_id_user_id_fkey: () => at("userId", "facts.unknownPerson"),
  referrals_organization_id_referrer_user_id_fkey: () => at("userId", "facts.unknownPerson"),
  course_registrations_organization_id_user_id_fkey: () => at("userId", "facts.unknownPerson"),
  course_registrations_organization_id_course_id_fkey: () => notFound("course"),
  course_registrations_one_per_course: () => at("userId", "facts.alreadyRegistered", "conflict"),
  courses_code_unique: () => at("code", "facts.codeTaken", "conflict"),
};

/** A refusal that stands at one field of the form. */
export const at = (field: string, key: string, code: "invalid" | "conflict" = "invalid") =>
  new AppError(code, msg("form"), { [field]: msg(key) });

/** Throws `invalid` at the day for what has not happened yet. */
export function mustHaveHappened(occurredAt: Date, now: Date): void {
  if (occurredAt > now) throw at("occurredOn", "facts.inFuture");
}

const FACTS = {
  activities: { person: "user_id", event: "activity", type: "activity" },
  referrals: { person: "referrer_user_id", event: "referral", type: "referral" },
  course_registrations: { person: "user_id", event: "course_registration", type: "registration" },
} as const;
export type FactTable = keyof typeof FACTS;

type Before = Readonly<{ id: string; person: string; voided: boolean; row: object }>;

/** The fact, held until the transaction ends, as the record will show it. Unknown and foreign ones are `not_found`. */
export async function lockFact(tx: Tx, ctx: Ctx, table: FactTable, id: string): Promise<Before> {
  const { person, type } = FACTS[table];
  const [before] = await tx.$queryRawUnsafe<Before[]>(
    `SELECT id, ${person}::text AS person, voided_at IS NOT NULL AS voided,
       to_jsonb(t) - ARRAY['organization_id', 'created_at', 'updated_at'] AS row
     FROM ${table} t WHERE organization_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE`,
    ctx.organization.id,
    id,
  );
  if (!before) throw notFound(type);
  return before;
}

/** Throws `conflict` for a fact that no longer counts: it is corrected by recording it anew. */
export function mustStand({ voided }: Before): void {
  if (voided) throw new AppError("conflict", msg("facts.isVoided"));
}

/** What every change of a fact ends with: its people are evaluated again, and it is on record. */
export async function factChanged(
  tx: Tx,
  ctx: Ctx,
  table: FactTable,
  change: Readonly<{
    id: string;
    did: "recorded" | "corrected" | "voided";
    people: readonly string[];
    before?: unknown;
    after: unknown;
  }>,
): Promise<void> {
  const { event } = FACTS[table];
  await requestEvaluation(tx, ctx, [...new Set(change.people)]);
  const { before, after } = change;
  await record(tx, ctx, `${event}.${change.did}`, { type: event, id: change.id }, { before, after });
}

/**
 * Says that a fact never was, with a reason: it stays readable and no longer counts. Throws `not_found`, or
 * `conflict` when it has been voided before.
 */
export async function voidFact(
  ctx: Ctx,
  table: FactTable,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  authorize(ctx, "facts:write");
  await inTenant(ctx, async (tx) => {
    const before = await lockFact(tx, ctx, table, id);
    mustStand(before);
    await tx.$executeRawUnsafe(
      `UPDATE ${table} SET voided_at = now(), voided_by_user_id = $3::uuid, void_reason = $4
       WHERE organization_id = $1::uuid AND id = $2::uuid`,
      ctx.organization.id,
      id,
      actorUserId(ctx),
      reason,
    );
    const people = [before.person];
    await factChanged(tx, ctx, table, { id, did: "voided", people, before: before.row, after: { reason } });
  });
}
