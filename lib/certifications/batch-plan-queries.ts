import type { Candidate } from "@/lib/certifications/batch-people-queries";
import type { BatchOutcome } from "@/lib/certifications/batch-schema";
import { endAfter, expiryOf, issueMoment } from "@/lib/certifications/calendar-rules";
import { validOf } from "@/lib/certifications/completion-queries";
import type { Issued } from "@/lib/certifications/write-service";
import { actorUserId, type Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";

export type Dates = Readonly<{ issuedAt: Date; expiresAt: Date | null }>;

/** What becomes of a row: who gets one has an outcome of `waiting` and the dates, who holds one has that. */
export type Planned = Readonly<{
  candidate: Candidate;
  outcome: Exclude<BatchOutcome, "issued">;
  dates: Dates | null;
  held: Issued | null;
}>;

export type PlanFor = Readonly<{
  typeId: string;
  validityMonths: number | null;
  /** The day of rows without one, `yyyy-mm-dd`. */
  issuedOn: string;
}>;

/** Decides about rows in order, by the same rules as an issue to one person; a person's second row is one too many. */
export async function planRows(
  tx: Tx,
  ctx: Ctx,
  plan: PlanFor,
  candidates: readonly Candidate[],
  now: Date,
): Promise<Planned[]> {
  const holders = await validOf(tx, ctx, plan.typeId, candidates, now);
  const given = new Set<string>();
  const datesFor = alike((days: Days) => datesOf(ctx.organization, plan, days, now));
  return candidates.map((candidate) => {
    const refused = personProblem(ctx, candidate);
    if (refused || candidate.userId === null) return left(candidate, refused ?? "unknown_person");
    const dates = datesFor(candidate);
    if (typeof dates === "string") return left(candidate, dates);
    if (given.has(candidate.userId)) return left(candidate, "repeated");
    const held = holders.get(candidate.userId);
    if (held) return { candidate, outcome: "already_held", dates: null, held };
    given.add(candidate.userId);
    return { candidate, outcome: "waiting", dates, held: null };
  });
}

const left = (candidate: Candidate, outcome: Planned["outcome"]): Planned => ({
  candidate,
  outcome,
  dates: null,
  held: null,
});

function personProblem(ctx: Ctx, { problem, userId, isActive }: Candidate): Planned["outcome"] | null {
  if (problem) return "unreadable";
  if (userId === null) return "unknown_person";
  if (userId === actorUserId(ctx)) return "yourself";
  return isActive ? null : "inactive";
}

type Days = Pick<Candidate, "issuedOn" | "expiresOn">;

/** Ten thousand rows have a handful of days between them, and a calendar takes its time over each. */
function alike<T>(answer: (days: Days) => T): (days: Days) => T {
  const known = new Map<string, T>();
  return (days) => {
    const key = `${days.issuedOn} ${days.expiresOn}`;
    const found = known.get(key) ?? answer(days);
    known.set(key, found);
    return found;
  };
}

/** A given day of expiry is valid through that day; without one, the type says how long. */
function datesOf(
  { timeZone }: Ctx["organization"],
  plan: PlanFor,
  { issuedOn, expiresOn }: Days,
  now: Date,
): Dates | "in_future" | "expiry_before_issue" | "already_over" {
  const day = issuedOn ?? plan.issuedOn;
  const issuedAt = issueMoment(day, now, timeZone);
  if (!issuedAt) return "in_future";
  if (expiresOn !== null && expiresOn < day) return "expiry_before_issue";
  const expiresAt =
    expiresOn === null ? expiryOf(issuedAt, plan.validityMonths, timeZone) : endAfter(expiresOn, timeZone);
  return expiresAt && expiresAt <= now ? "already_over" : { issuedAt, expiresAt };
}
