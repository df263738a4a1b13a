import type { TimelineEntry } from "@/components/badges/timeline";
import type { CertificationEntry, RecordedState } from "@/lib/certifications/history-queries";
import type { CertificationView } from "@/lib/certifications/queries";
import type { CertificationStatus } from "@/lib/certifications/rules";

type Word =
  | "issued"
  | "issuedByCourse"
  | "imported"
  | "issuedAsRenewal"
  | "registered"
  | "warned"
  | "corrected"
  | "succeeded"
  | "expired"
  | "willExpire"
  | "revoked"
  | "overridden"
  | "issuedChanged"
  | "lastDayChanged"
  | "statusChanged"
  | "because"
  | "never"
  | "system"
  | "command"
  | "globalAdmin";

export type TimelineWords = Readonly<{
  t: (word: Word, values?: Record<string, string>) => string;
  standing: (status: CertificationStatus) => string;
  /** Stands for somebody who is not a member here. */
  unknown: string;
  dateTime: (at: Date) => string;
  date: (at: Date) => string;
  /** The last day of a certificate that ends then. */
  lastDay: (end: Date) => string;
}>;

const BEGINNING = { manual: "issued", course_completion: "issuedByCourse", import: "imported" } as const;

/** What happened to a certificate and what will, oldest first: from its dates, and from what was recorded of it. */
export function timelineOf(
  certification: CertificationView,
  history: readonly CertificationEntry[],
  words: TimelineWords,
): readonly TimelineEntry[] {
  const recorded = history.flatMap((entry) => recordedEntry(entry, words));
  return [
    ...beginning(certification, words),
    ...recorded,
    ...unrecorded(certification, history, words),
    ...end(certification, words),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}

const entryAt = (at: Date, words: TimelineWords, what: string): TimelineEntry => ({
  at,
  when: words.dateTime(at),
  what,
});

/** The day it is said to end everywhere else; the moment may be midnight, which is the next day's. */
const endAt = (at: Date, words: TimelineWords, what: "expired" | "willExpire"): TimelineEntry => ({
  at,
  when: words.lastDay(at),
  what: words.t(what),
});

function beginning(
  { source, issuedAt, createdAt, issuedBy, renews }: CertificationView,
  words: TimelineWords,
) {
  const name = issuedBy ?? words.unknown;
  const isRenewal = source === "manual" && renews;
  const what = isRenewal
    ? words.t("issuedAsRenewal", { name, number: renews.certificateNumber })
    : words.t(BEGINNING[source], { name });
  const taken = source === "import" ? [entryAt(createdAt, words, words.t("registered"))] : [];
  return [entryAt(issuedAt, words, what), ...taken];
}

function recordedEntry(entry: CertificationEntry, words: TimelineWords): TimelineEntry[] {
  const { event, at, after } = entry;
  const name = nameOf(entry, words);
  const because = after.reason ? words.t("because", { reason: after.reason }) : null;
  switch (event) {
    case "corrected":
    case "overridden":
      return [
        { ...entryAt(at, words, words.t(event, { name })), changes: changesOf(entry, words), why: because },
      ];
    case "revoked":
      return [{ ...entryAt(at, words, words.t("revoked", { name })), why: because }];
    case "succeeded":
      return [entryAt(at, words, words.t("succeeded", { name, number: after.certificateNumber ?? "" }))];
    case "expiring_soon":
      return [entryAt(at, words, words.t("warned"))];
    case "expired":
      // It was over at its end, and not only when that was written down.
      return after.expiresAt ? [endAt(new Date(after.expiresAt), words, "expired")] : [];
    default:
      return [];
  }
}

function nameOf(
  { actorKind, actorName, isGlobalAdmin }: CertificationEntry,
  { t, unknown }: TimelineWords,
): string {
  if (actorName) return actorName;
  if (isGlobalAdmin) return t("globalAdmin");
  return actorKind === "system" || actorKind === "command" ? t(actorKind) : unknown;
}

function changesOf({ before, after }: CertificationEntry, { t, standing, date, lastDay }: TimelineWords) {
  const moment = (value: string | null | undefined, write: (at: Date) => string) =>
    value ? write(new Date(value)) : t("never");
  const changes: string[] = [];
  const add = (
    word: "issuedChanged" | "lastDayChanged" | "statusChanged",
    write: (state: RecordedState) => string,
  ) => {
    const values = { before: write(before), after: write(after) };
    if (values.before !== values.after) changes.push(t(word, values));
  };
  add("statusChanged", ({ status }) => (status ? standing(status) : ""));
  add("issuedChanged", ({ issuedAt }) => moment(issuedAt, date));
  add("lastDayChanged", ({ expiresAt }) => moment(expiresAt, lastDay));
  return changes;
}

/** What came with an import, where nothing was recorded of its own. */
function unrecorded(
  certification: CertificationView,
  history: readonly CertificationEntry[],
  words: TimelineWords,
): TimelineEntry[] {
  const { revokedAt, revokedBy, revocationReason } = certification;
  const isTold = history.some(({ after }) => after.status === "revoked");
  if (!revokedAt || isTold) return [];
  const what = words.t("revoked", { name: revokedBy ?? words.unknown });
  const why = revocationReason ? words.t("because", { reason: revocationReason }) : null;
  return [{ ...entryAt(revokedAt, words, what), why }];
}

/** An end that nobody has written down yet, or that is still to come. */
function end(
  { standing, status, source, expiresAt }: CertificationView,
  words: TimelineWords,
): TimelineEntry[] {
  if (!expiresAt) return [];
  if (standing === "expired" && (status !== "expired" || source === "import"))
    return [endAt(expiresAt, words, "expired")];
  const isComing = standing === "active" || standing === "expiring_soon";
  return isComing ? [endAt(expiresAt, words, "willExpire")] : [];
}
