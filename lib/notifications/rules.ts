/**
 * What people are told of. A new kind is a value here and of `notification_kind`, and its sentences in the catalogue
 * `notifications`: `kinds.<kind>.title` and `.body`.
 *
 * | kind | values |
 * |---|---|
 * | `tier_reached` | `tier`, `period` (`lifetime`, `year`, `quarter`), `year`, `quarter` |
 * | `approval_wanted` | `what` (`one`, `many`, `sign_off`), `achievement`, `person` unless many |
 * | `job_finished` | `job` (a kind of run), `outcome` (`succeeded`, `failed`), `done`, `total` |
 * | `mistake_reported`, `mistake_answered` | `about`; `person`; `outcome` (`resolved`, `dismissed`) and `answer` |
 * | `pause_wanted`, `pause_answered` | `fromDay`, `toDay`; `person`; `outcome` (`approved`, `declined`) |
 */
export const NOTIFICATION_KINDS = [
  "certificate_issued",
  "certificate_renewed",
  "certificate_expiring",
  "certificate_expired",
  "certificate_revoked",
  "badge_awarded",
  "badge_digest",
  "tier_reached",
  "approval_wanted",
  "job_finished",
  "mistake_reported",
  "mistake_answered",
  "pause_wanted",
  "pause_answered",
] as const;

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What is mailed at once, also to who has chosen digests: soon it would be too late, or somebody waits for it. */
export const URGENT_KINDS = [
  "certificate_expiring",
  "certificate_revoked",
  "approval_wanted",
] as const satisfies readonly NotificationKind[];

/** What a kind's sentences are filled with. A value whose name ends with `Day` is a calendar day, `yyyy-mm-dd`. */
export type NotificationValues = Readonly<Record<string, string | number>>;

/** What a notification can be about and lead to. */
const SUBJECTS = [
  "certification",
  "badge",
  "achievement",
  "tier",
  "approval",
  "sign_off",
  "job",
  "mistake",
  "pause",
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** The subject of a notification, or null for one that leads nowhere. */
export const subjectOf = (type: string): Subject | null =>
  SUBJECTS.find((subject) => subject === type) ?? null;

type About = Readonly<{ kind: NotificationKind; subject: Subject; id: string }>;

/** Where a notification leads, below its organisation's address: a badge to its holder's page of it, while badges are on. */
export function pathOfSubject({ kind, subject, id }: About, modules: ReadonlySet<string>): string {
  switch (subject) {
    case "certification":
      return "profile#certificates";
    case "badge":
      return modules.has("achievements_gamification") ? `profile/badges/${id}` : "profile";
    case "achievement":
      return `achievements/${id}`;
    case "tier":
      return "profile";
    case "approval":
      return "badges/approvals";
    case "sign_off":
      return "badges/sign-offs";
    case "job":
      return `jobs/${id}`;
    // Whoever asked has a page of their own for the answers; the others have a queue.
    case "mistake":
      return kind === "mistake_answered" ? "profile/mistakes" : `mistakes/${id}`;
    case "pause":
      return kind === "pause_answered" ? "profile/pauses" : "pauses";
  }
}

/** Seconds after the first, the second … time something was not taken. */
const PAUSES = [60, 120, 300, 600, 1800, 3600] as const;

/** So many attempts are a day. */
export const MOST_ATTEMPTS = 28;

/** Seconds until what was not taken so many times is tried again, or null after a day of attempts: then it has failed. */
export function pauseAfter(attempts: number): number | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  return PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? PAUSES[0];
}
