import { namedIn } from "@/lib/criteria/occurrences";
import type { LeafRule } from "@/lib/criteria/schema";
import type { CountingRule } from "@/lib/evaluation/counted-facts";

/** Rules about what somebody holds or is, and not about what was recorded of them. */
export type HoldingRule = Exclude<LeafRule, CountingRule>;

export type Held = Readonly<{
  type: "certificate" | "badge" | "tier" | "group" | "signOff" | "membership" | "field";
  id: string;
  /** A name to show; for a field of the profile and a role its key. */
  what: string;
  /** What rules name it by: a code, a key, a role. */
  key: string;
  /** Since which day (yyyy-mm-dd) of the organisation's calendar. */
  day: string | null;
  state:
    | "holds"
    | "revoked"
    | "renewed"
    | "ended"
    | "declined"
    | "waiting"
    | "rejected"
    | "lower"
    | "missing";
  endsAt: Date | null;
}>;

export type HeldReason = Readonly<{
  code: Exclude<Held["state"], "holds"> | "notNamed" | "otherRole" | "again";
}>;

export type JudgedHeld = Readonly<{ held: Held; reason: HeldReason | null }>;

type Moment = Readonly<{ now: Date; inThePast: boolean }>;

/**
 * What somebody holds that counts for a rule, and why the rest does not, in the order given. Several of one kind
 * (a certificate and its renewal, a badge earned again) count once, the first that holds.
 */
export function judgeHeld(rule: HoldingRule, held: readonly Held[], moment: Moment): JudgedHeld[] {
  const seen = new Set<string>();
  return held.map((one) => {
    const reason = reasonOf(rule, one, moment);
    if (reason) return { held: one, reason };
    if (seen.has(one.key)) return { held: one, reason: { code: "again" } };
    seen.add(one.key);
    return { held: one, reason: null };
  });
}

/** What has ended or was renewed by now held at a moment in the past, if that moment was before its end. */
function stateAt({ state, endsAt }: Held, { now, inThePast }: Moment): Held["state"] {
  if (endsAt !== null && endsAt <= now && (state === "holds" || inThePast)) return "ended";
  return inThePast && (state === "ended" || state === "renewed") ? "holds" : state;
}

function reasonOf(rule: HoldingRule, one: Held, moment: Moment): HeldReason | null {
  const named = namedIn(rule);
  const isTier = rule.type === "tier_held";
  if (!isTier && named.length > 0 && !named.includes(one.key)) {
    return { code: rule.type === "manual_approval" ? "otherRole" : "notNamed" };
  }
  const state = stateAt(one, moment);
  return state === "holds" ? null : { code: state };
}
