/** What can wait for somebody to act, in the order in which it is shown. */
export const queueKinds = [
  "approvals",
  "flagged",
  "mistakes",
  "pauses",
  "nearly",
  "expiring",
  "jobs",
  "backpacks",
  "webhooks",
  "mails",
] as const;
export type QueueKind = (typeof queueKinds)[number];

/** One thing that waits. */
export type QueueRow = Readonly<{
  id: string;
  /** Whom it is about; null where it is about no person. */
  person: string | null;
  userId: string | null;
  /** What it is about: an achievement's, a certificate type's or a file's name, or an address. */
  subject: string;
  /** Of an achievement, its id; of a job and a delivery, its kind. */
  detail: string | null;
  /** Since when it waits; of a certificate, when it ends. */
  at: Date;
  /** Why, as it is kept: a person's own words, of a failure the name of what went wrong, of a job a `Message` as JSON. */
  reason: string | null;
  /** Of a failure, what was answered: a mail server's own words, a web server's status. */
  said: string | null;
  /** Somebody else has to decide: it is the asker's own, or proposed by them. */
  isForOthers: boolean;
}>;

/** Why a mail cannot be sent as things are, however often it is tried. */
export const mailStops = ["inactive", "no_address", "bounced"] as const;
export type MailStop = (typeof mailStops)[number];

export type QueueSection = Readonly<{ kind: QueueKind; count: number; rows: readonly QueueRow[] }>;
