import * as z from "zod";
import { issueInput } from "@/lib/certifications/schema";
import { requireOneWay, severalPeople } from "@/lib/people/several-schema";

/** Rows of one batch; characters of a pasted list or file. */
export const MAX_ROWS = 50_000;
export const MAX_LIST = 8_000_000;

/** One type for many: chosen one by one, all that match, or a list with the columns of lib/imports/certificate-list. */
export const issueManyInput = issueInput
  .pick({ certificationTypeId: true, issuedOn: true, notes: true, idempotencyKey: true })
  .extend(severalPeople({ people: MAX_ROWS, characters: MAX_LIST }))
  .superRefine(requireOneWay);
export type IssueManyInput = z.input<typeof issueManyInput>;
export type IssueMany = z.output<typeof issueManyInput>;

export const certificationBatchId = z.strictObject({ id: z.uuid() });

/** What becomes of a row; `waiting` as long as the run has not come to it. */
export const batchOutcomes = [
  "waiting",
  "issued",
  "already_held",
  "unknown_person",
  "inactive",
  "yourself",
  "in_future",
  "expiry_before_issue",
  "already_over",
  "repeated",
  "unreadable",
] as const;
export type BatchOutcome = (typeof batchOutcomes)[number];

/** What the address of a batch's page may say. */
export const certificationBatchFilter = z.object({
  outcome: z.enum(batchOutcomes).optional().catch(undefined),
  after: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined),
});
export type CertificationBatchFilter = z.output<typeof certificationBatchFilter>;

/** A row of the dry run, its days written in the reader's language. */
export type WrittenTrialRow = Readonly<{
  line: number;
  /** As the list says it; null for people chosen otherwise. */
  given: string | null;
  name: string | null;
  outcome: BatchOutcome;
  /** Why it cannot be read, or null. */
  problem: string | null;
  issued: string | null;
  /** Null where it never expires or nothing is issued. */
  expires: string | null;
  /** The certificate in the way. */
  held: Readonly<{ id: string; certificateNumber: string }> | null;
}>;

export type WrittenTrial = Readonly<{
  total: number;
  counts: Readonly<Partial<Record<BatchOutcome, number>>>;
  /** The first hundred of each outcome, in order. */
  rows: readonly WrittenTrialRow[];
}>;
