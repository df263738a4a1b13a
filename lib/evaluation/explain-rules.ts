/** How one occurrence of an achievement stands for a person, as far as it decides whether there is a badge. */
export type Standing = Readonly<{
  award: Readonly<{
    status: "pending_approval" | "rejected" | "awarded" | "revoked" | "expired";
    /** Its time is up, whether or not a job has written it down. */
    isOver: boolean;
    isDeclined: boolean;
    isFlagged: boolean;
    /** Revoked, by whom: a person (or an older system), or evaluation after a correction. */
    revokedBy: "person" | "evaluation" | null;
  }> | null;
  /** Whether the criteria are met now; null when it is only given by hand. */
  met: boolean | null;
  /** Met, but on a day before the achievement could be earned at all. */
  metTooEarly: boolean;
  isActivePerson: boolean;
  /** Of a course achievement: registered for the course. */
  isRegistered: boolean;
  achievement: "draft" | "active" | "inactive" | "archived";
  /** The last day of a badge of this achievement is over. */
  hasEnded: boolean;
  isRenewable: boolean;
  isPaused: boolean;
  isModuleOn: boolean;
}>;

export const outcomes = [
  "held",
  "flagged",
  "waiting",
  "rejected",
  "declined",
  "revokedByPerson",
  "revokedByEvaluation",
  "expired",
  "expiredRenewable",
  "byHand",
  "notMet",
  "moduleOff",
  "notActive.draft",
  "notActive.inactive",
  "notActive.archived",
  "inactivePerson",
  "notRegistered",
  "ended",
  "tooEarly",
  "paused",
  "soon",
] as const;
export type Outcome = (typeof outcomes)[number];

/** What became of an award. Only the last two leave the way open to earn it again. */
function ofAward(award: NonNullable<Standing["award"]>, isRenewable: boolean): Outcome {
  if (award.isDeclined) return "declined";
  if (award.status === "revoked") {
    return award.revokedBy === "evaluation" ? "revokedByEvaluation" : "revokedByPerson";
  }
  if (award.status === "rejected") return "rejected";
  if (award.status === "pending_approval") return "waiting";
  if (award.status === "expired" || award.isOver) return isRenewable ? "expiredRenewable" : "expired";
  return award.isFlagged ? "flagged" : "held";
}

const AGAIN = new Set<Outcome>(["revokedByEvaluation", "expiredRenewable"]);

/** What keeps evaluation from giving a badge to somebody who meets the criteria. */
function obstacles(standing: Standing): Outcome[] {
  const found: Outcome[] = [];
  if (!standing.isModuleOn) found.push("moduleOff");
  if (standing.achievement !== "active") found.push(`notActive.${standing.achievement}`);
  if (!standing.isActivePerson) found.push("inactivePerson");
  if (!standing.isRegistered) found.push("notRegistered");
  if (standing.hasEnded) found.push("ended");
  if (standing.metTooEarly) found.push("tooEarly");
  if (standing.isPaused) found.push("paused");
  return found;
}

/**
 * Why somebody has a badge or has not, the most important first: what became of the award there was, and, where one
 * could still come, what is missing or stands in the way. `soon` is what nothing stands in the way of.
 */
export function outcomesOf(standing: Standing): readonly Outcome[] {
  const past = standing.award ? [ofAward(standing.award, standing.isRenewable)] : [];
  if (past.some((outcome) => !AGAIN.has(outcome))) return past;
  if (standing.met === null) return [...past, "byHand"];
  const inTheWay = obstacles(standing);
  if (!standing.met) return [...past, "notMet", ...inTheWay.filter((one) => one !== "paused")];
  return [...past, ...(inTheWay.length > 0 ? inTheWay : (["soon"] as const))];
}
