import type { TimelineEntry } from "@/components/badges/timeline";
import type { BadgeView } from "@/lib/badges/queries";

type Step =
  | "awardedBy"
  | "awardedAutomatically"
  | "imported"
  | "nominated"
  | "approved"
  | "rejected"
  | "expired"
  | "revoked";
type Words = (key: `timeline.${Step}`, values: { name: string }) => string;

/** What happened to a badge, oldest first. `unknown` stands for somebody who is not a member here. */
export function timelineOf(
  badge: BadgeView,
  t: Words,
  written: (at: Date) => string,
  unknown: string,
): readonly TimelineEntry[] {
  const entry = (at: Date, step: Step, name: string | undefined, why?: string | null) => ({
    at,
    when: written(at),
    what: t(`timeline.${step}`, { name: name ?? unknown }),
    why,
  });
  const entries = [entry(badge.createdAt, beginning(badge), badge.awardedBy?.name, badge.reason)];
  const { decision, revocation } = badge;
  if (decision) {
    const step = badge.standing === "rejected" ? "rejected" : "approved";
    entries.push(entry(decision.at, step, decision.by?.name, decision.reason));
  }
  if (badge.standing === "expired" && badge.expiresAt)
    entries.push(entry(badge.expiresAt, "expired", undefined));
  if (revocation) entries.push(entry(revocation.at, "revoked", revocation.by?.name, revocation.reason));
  return entries;
}

function beginning(badge: BadgeView): Step {
  if (badge.source === "import") return "imported";
  if (badge.source !== "manual") return "awardedAutomatically";
  return badge.decision || badge.standing === "pending_approval" ? "nominated" : "awardedBy";
}
