import type { TimelineEntry } from "@/components/badges/timeline";
import { readUnmet } from "@/lib/badges/flag-rules";
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
type Words = Readonly<{
  badges: (key: `timeline.${Step}`, values: { name: string }) => string;
  flags: (key: "keptBy" | "flagged" | "revokedAutomatically", values: { name: string }) => string;
  /** What was missing, in words. */
  missing: (reason: string) => readonly string[];
}>;

/** What happened to a badge, oldest first. `unknown` stands for somebody who is not a member here. */
export function timelineOf(
  badge: BadgeView,
  words: Words,
  written: (at: Date) => string,
  unknown: string,
): readonly TimelineEntry[] {
  const at = (when: Date, what: string, why?: string | null) => ({
    at: when,
    when: written(when),
    what,
    why,
  });
  const entry = (when: Date, step: Step, name: string | undefined, why?: string | null) =>
    at(when, words.badges(`timeline.${step}`, { name: name ?? unknown }), why);
  const first = entry(badge.createdAt, beginning(badge), badge.awardedBy?.name, badge.reason);
  const entries: TimelineEntry[] = [];
  const { decision, revocation, kept, flag } = badge;
  if (decision) {
    const step = badge.standing === "rejected" ? "rejected" : "approved";
    entries.push(entry(decision.at, step, decision.by?.name, decision.reason));
  }
  if (kept) entries.push(at(kept.at, words.flags("keptBy", { name: kept.by?.name ?? unknown }), kept.note));
  if (flag)
    entries.push(at(flag.at, words.flags("flagged", { name: "" }), words.missing(flag.reason).join(", ")));
  if (badge.standing === "expired" && badge.expiresAt)
    entries.push(entry(badge.expiresAt, "expired", undefined));
  if (revocation && readUnmet(revocation.reason)) {
    const why = words.missing(revocation.reason).join(", ");
    entries.push(at(revocation.at, words.flags("revokedAutomatically", { name: "" }), why));
  } else if (revocation) {
    entries.push(entry(revocation.at, "revoked", revocation.by?.name, revocation.reason));
  }
  return [first, ...entries.toSorted((a, b) => a.at.getTime() - b.at.getTime())];
}

function beginning(badge: BadgeView): Step {
  if (badge.source === "import") return "imported";
  if (badge.source !== "manual") return "awardedAutomatically";
  return badge.decision || badge.standing === "pending_approval" ? "nominated" : "awardedBy";
}
