import type { Batch } from "@/lib/badges/batch-schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import type { Message } from "@/lib/errors";
import { severalNamed } from "@/lib/people/several-queries";

/** One line of a list of people to be awarded, as it was read (lib/imports/award-list). */
export type ListedPerson = Readonly<{
  line: number;
  person: string | null;
  reason: string | null;
  /** `yyyy-mm-dd` */
  day: string | null;
  problem: Message | null;
}>;

/** What a batch is asked for: a list has been read into its lines by the door. */
export type BatchRequest = Omit<Batch, "list"> & Readonly<{ list?: readonly ListedPerson[] }>;

/** Somebody a batch is about; what is not known of them is null. */
export type Candidate = Readonly<{
  line: number;
  given: string | null;
  userId: string | null;
  name: string | null;
  isActive: boolean;
  /** `yyyy-mm-dd` */
  joinedOn: string | null;
  reason: string | null;
  day: string | null;
  problem: Message | null;
}>;

/** Everybody a batch is about, in order. People chosen one by one of whom nobody is known here are `not_found`. */
export async function candidatesOf(tx: Tx, ctx: Ctx, request: BatchRequest): Promise<Candidate[]> {
  const named = await severalNamed(tx, ctx, request);
  return named.map(({ listed, ...person }) => {
    const { reason = null, day = null, problem = null } = listed ?? {};
    return { ...person, reason, day, problem };
  });
}
