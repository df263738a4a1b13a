export type UnmetPolicy = "keep" | "flag" | "revoke";

/** How an automatic award stands that evaluation looks at again. */
export type Judged = Readonly<{
  policy: UnmetPolicy;
  /** What its criteria lack now, as a line; null while they are met. */
  reason: string | null;
  /** Why it is flagged, null when it is not. */
  flagReason: string | null;
  /** For which reason somebody has let it stand. */
  keptReason: string | null;
}>;

export type Decision = "nothing" | "flag" | "unflag" | "revoke";

/**
 * What follows for the award. Met again, a flag goes. What somebody let stand stands until more is missing. Nothing is
 * flagged twice: a flag only learns another reason. Keeping leaves an older flag to whoever has to decide about it.
 */
export function decisionOf({ policy, reason, flagReason, keptReason }: Judged): Decision {
  if (reason === null) return flagReason === null ? "nothing" : "unflag";
  if (policy === "keep" || reason === keptReason) return "nothing";
  if (policy === "revoke") return "revoke";
  return reason === flagReason ? "nothing" : "flag";
}
