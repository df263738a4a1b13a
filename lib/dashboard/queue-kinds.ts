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
  /** Why, as it is kept. */
  reason: string | null;
  /** Somebody else has to decide: it is the asker's own, or proposed by them. */
  isForOthers: boolean;
}>;

export type QueueSection = Readonly<{ kind: QueueKind; count: number; rows: readonly QueueRow[] }>;
