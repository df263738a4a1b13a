import * as z from "zod";
import { JOB_RUN_KINDS, JOB_RUN_STATUSES } from "@/lib/jobs/run-rules";

export const jobId = z.strictObject({ id: z.uuid() });

const cursor = z.string().max(300).optional().catch(undefined);
export const jobFilter = z.object({
  kind: z.enum(JOB_RUN_KINDS).optional().catch(undefined),
  status: z.enum(JOB_RUN_STATUSES).optional().catch(undefined),
  after: cursor,
  before: cursor,
});
export type JobFilter = z.output<typeof jobFilter>;

/** How a run stands, written in the reader's language; what a page that watches asks for. */
export type WrittenProgress = Readonly<{
  isAtWork: boolean;
  /** Null where it is not known how much there is to do. */
  total: number | null;
  done: number;
  text: string;
  /** Why it does not get on just now. */
  waiting: string | null;
  /** What is said aloud; it changes at each quarter and at the end, and not with each look. */
  spoken: string;
}>;
