import { orRefusal, type Refusals, violatedConstraint } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { lockRow, requireSeen } from "@/lib/facts/lock-service";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

/** One fact: what a form can change of it, in a fixed order, and how it stands. */
type Row<State> = Readonly<{ id: string; state: State; voidedAt: Date | null; updatedAt: Date }>;

type One = Readonly<{ organizationId: string; id: string }>;
type Origin = Readonly<{
  organizationId: string;
  recordedByUserId: string | null;
  externalId: string | null;
}>;
type Voided = Readonly<{ voidedAt: Date; voidedByUserId: string | null; voidReason: string }>;

/** What one kind of fact is called and how it is stored; the rules below are the same for all. */
export type FactKind<State extends object> = Readonly<{
  name: "activity" | "referral" | "course_registration";
  missing: "activity" | "referral" | "courseRegistration";
  table: "activities" | "referrals" | "course_registrations";
  /** The constraint that refuses a second fact with the same idempotency key. */
  oncePerKey?: string;
  refusals: Refusals;
  person: (state: State) => string;
  create: (tx: Tx, origin: Origin, state: State) => Promise<{ id: string }>;
  find: (
    tx: Tx,
    which: One | Readonly<{ organizationId: string; externalId: string }>,
  ) => Promise<Row<State> | null>;
  update: (tx: Tx, one: One, state: State) => Promise<unknown>;
  setVoided: (tx: Tx, one: One, voided: Voided) => Promise<unknown>;
}>;

const CAUSES = { activity: "activity", referral: "referral", course_registration: "course" } as const;

const isSame = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Records a fact and has its person evaluated. A form's `key` is kept where an import keeps the id of its row, so
 * the same constraint guards it: the same key with the same content answers the fact it made already, and with
 * other content it is a `conflict`.
 */
export async function recordFact<State extends object>(
  ctx: Ctx,
  kind: FactKind<State>,
  stateAt: (now: Date) => State,
  key?: string,
): Promise<{ id: string }> {
  authorize(ctx, "facts:write");
  const organizationId = ctx.organization.id;
  const externalId = key === undefined ? null : `form:${key}`;
  const insert = inTenant(ctx, async (tx, now) => {
    const state = stateAt(now);
    const origin = { organizationId, recordedByUserId: actorUserId(ctx), externalId };
    const { id } = await kind.create(tx, origin, state);
    await requestEvaluation(tx, ctx, [kind.person(state)], CAUSES[kind.name], { isNew: true });
    await record(tx, ctx, `${kind.name}.recorded`, { type: kind.name, id }, { after: state });
    return { id };
  });
  try {
    return await orRefusal(insert, kind.refusals);
  } catch (error) {
    const refused = violatedConstraint(error);
    if (externalId === null || refused === null || refused !== kind.oncePerKey) throw error;
    return await inTenant(ctx, async (tx, now) => {
      const earlier = await kind.find(tx, { organizationId, externalId });
      if (earlier && isSame(earlier.state, stateAt(now))) return { id: earlier.id };
      throw new AppError("conflict", msg("facts.keyReused"));
    });
  }
}

/** Waits for whoever is changing the fact, then reads it. */
async function lockStanding<State extends object>(tx: Tx, ctx: Ctx, kind: FactKind<State>, id: string) {
  await lockRow(tx, ctx, kind.table, id);
  const row = await kind.find(tx, { organizationId: ctx.organization.id, id });
  if (!row) throw notFound(kind.missing);
  if (row.voidedAt) throw new AppError("conflict", msg("facts.isVoided"));
  return row;
}

/**
 * Corrects a fact, and has whoever it was of and whoever it now is of evaluated. Saying what is there already
 * changes nothing. `conflict` when it has been voided, or changed since `version`.
 */
export async function correctFact<State extends object>(
  ctx: Ctx,
  kind: FactKind<State>,
  which: Which,
  stateAt: StateAt<State>,
): Promise<void> {
  authorize(ctx, "facts:write");
  await inTenant(ctx, async (tx, now) => {
    const { write } = await readyToCorrect(tx, ctx, kind, which, (before) => stateAt(now, before));
    await write();
  });
}

type Which = Readonly<{ id: string; version: string }>;
type StateAt<State> = (now: Date, before: State) => State;

/** A correction that has not happened yet: whom it is about, nobody when it says what is there already. */
export type ReadyCorrection = Readonly<{ people: readonly string[]; write: () => Promise<void> }>;

/** The same up to the point where it is written, inside the caller's transaction, which holds the fact from now on. */
export async function readyToCorrect<State extends object>(
  tx: Tx,
  ctx: Ctx,
  kind: FactKind<State>,
  { id, version }: Which,
  stateOf: (before: State) => State,
): Promise<ReadyCorrection> {
  const row = await lockStanding(tx, ctx, kind, id);
  requireSeen(row, version);
  const before = row.state;
  const after = stateOf(before);
  if (isSame(before, after)) return { people: [], write: async () => undefined };
  const people = [...new Set([kind.person(before), kind.person(after)])];
  const write = async () => {
    await orRefusal(kind.update(tx, { organizationId: ctx.organization.id, id }, after), kind.refusals);
    await requestEvaluation(tx, ctx, people, CAUSES[kind.name]);
    await record(tx, ctx, `${kind.name}.corrected`, { type: kind.name, id }, { before, after });
  };
  return { people, write };
}

/** Takes a fact out of all counting, with a reason; the row stays. `conflict` when it is voided already. */
export async function voidFact<State extends object>(
  ctx: Ctx,
  kind: FactKind<State>,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  authorize(ctx, "facts:write");
  await inTenant(ctx, async (tx, now) => {
    const { state } = await lockStanding(tx, ctx, kind, id);
    const voided = { voidedAt: now, voidedByUserId: actorUserId(ctx), voidReason: reason };
    await kind.setVoided(tx, { organizationId: ctx.organization.id, id }, voided);
    await requestEvaluation(tx, ctx, [kind.person(state)], CAUSES[kind.name]);
    const change = { before: state, after: { voided: true, reason } };
    await record(tx, ctx, `${kind.name}.voided`, { type: kind.name, id }, change);
  });
}
