import type { TimelineEntry } from "@/components/badges/timeline";
import { BATCH_UNDONE_REASON } from "@/lib/badges/batch-undo-rules";
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
export type Writing = Readonly<{
  tBadges: (key: `timeline.${Step}`, values: { name: string }) => string;
  tFlags: (key: "keptBy" | "flagged" | "revokedAutomatically", values: { name: string }) => string;
  tByHand: (key: "signedOffBy" | "batchUndone", values: { name: string; role: string }) => string;
  role: (role: string) => string;
  /** What was missing, in words. */
  missing: (reason: string) => readonly string[];
  written: (at: Date) => string;
  /** Stands for somebody who is not a member here. */
  unknown: string;
}>;

const at = (
  { written }: Pick<Writing, "written">,
  when: Date,
  what: string,
  why?: string | null,
): TimelineEntry => ({
  at: when,
  when: written(when),
  what,
  why,
});

type Done = Readonly<{ step: Step; when: Date; name?: string | undefined; why?: string | null }>;

function entry({ tBadges, ...writing }: Writing, { step, when, name, why }: Done): TimelineEntry {
  const what = tBadges(`timeline.${step}`, { name: name ?? writing.unknown });
  return at(writing, when, what, why);
}

/** What happened to a badge, oldest first: what it was signed off for, how it began, and what came of it. */
export function timelineOf(badge: BadgeView, writing: Writing): readonly TimelineEntry[] {
  const { createdAt: when, awardedBy, reason: why } = badge;
  const first = entry(writing, { step: beginning(badge), when, name: awardedBy?.name, why });
  const later = [...decisions(badge, writing), ...ending(badge, writing)];
  return [
    ...earlierSignOffs(badge, writing),
    first,
    ...later.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  ];
}

/** An award or an approval by hand is a sign-off too, and told already. */
function earlierSignOffs(
  { source, signOffs, decision }: BadgeView,
  { tByHand, ...writing }: Writing,
): TimelineEntry[] {
  if (source === "manual") return [];
  return signOffs
    .filter((signed) => signed.at.getTime() !== decision?.at.getTime())
    .map(({ at: when, by, role, comment }) => {
      const values = { name: by?.name ?? writing.unknown, role: writing.role(role) };
      return at(writing, when, tByHand("signedOffBy", values), comment);
    });
}

function decisions(
  { standing, decision, kept, flag }: BadgeView,
  { tFlags, ...rest }: Writing,
): TimelineEntry[] {
  const writing = { tFlags, ...rest };
  const entries: TimelineEntry[] = [];
  if (decision) {
    const { at: when, by, reason: why } = decision;
    const step = standing === "rejected" ? "rejected" : "approved";
    entries.push(entry(writing, { step, when, name: by?.name, why }));
  }
  if (kept) {
    const what = tFlags("keptBy", { name: kept.by?.name ?? writing.unknown });
    entries.push(at(writing, kept.at, what, kept.note));
  }
  if (flag) {
    const why = writing.missing(flag.reason).join(", ");
    entries.push(at(writing, flag.at, tFlags("flagged", { name: "" }), why));
  }
  return entries;
}

function ending(
  { standing, expiresAt, revocation }: BadgeView,
  { tFlags, tByHand, ...rest }: Writing,
): TimelineEntry[] {
  const writing = { tFlags, tByHand, ...rest };
  const entries: TimelineEntry[] = [];
  if (standing === "expired" && expiresAt) entries.push(entry(writing, { step: "expired", when: expiresAt }));
  if (revocation && readUnmet(revocation.reason)) {
    const why = writing.missing(revocation.reason).join(", ");
    entries.push(at(writing, revocation.at, tFlags("revokedAutomatically", { name: "" }), why));
  } else if (revocation) {
    const isUndone = revocation.reason === BATCH_UNDONE_REASON;
    const why = isUndone ? tByHand("batchUndone", { name: "", role: "" }) : revocation.reason;
    entries.push(entry(writing, { step: "revoked", when: revocation.at, name: revocation.by?.name, why }));
  }
  return entries;
}

function beginning(badge: BadgeView): Step {
  if (badge.source === "import") return "imported";
  if (badge.source !== "manual") return "awardedAutomatically";
  return badge.decision || badge.standing === "pending_approval" ? "nominated" : "awardedBy";
}
