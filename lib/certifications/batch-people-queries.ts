import type { IssueMany } from "@/lib/certifications/batch-schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import type { Message } from "@/lib/errors";
import { severalNamed } from "@/lib/people/several-queries";

/** One line of a list, as it was read (lib/imports/certificate-list). Days are `yyyy-mm-dd`. */
export type ListedCertificate = Readonly<{
  line: number;
  person: string | null;
  issuedOn: string | null;
  expiresOn: string | null;
  notes: string | null;
  problem: Message | null;
}>;

/** What a batch is asked for: a list has been read into its lines by the door. */
export type IssueManyRequest = Omit<IssueMany, "list"> & Readonly<{ list?: readonly ListedCertificate[] }>;

/** Somebody a batch is about; what is not known of them is null. */
export type Candidate = Readonly<{
  line: number;
  given: string | null;
  userId: string | null;
  name: string | null;
  isActive: boolean;
  issuedOn: string | null;
  expiresOn: string | null;
  notes: string | null;
  problem: Message | null;
}>;

/** Everybody a batch is about, in order. People chosen one by one of whom nobody is known here are `not_found`. */
export async function candidatesOf(tx: Tx, ctx: Ctx, request: IssueManyRequest): Promise<Candidate[]> {
  const named = await severalNamed(tx, ctx, request);
  return named.map(({ listed, joinedOn: _, ...person }) => {
    const { issuedOn = null, expiresOn = null, notes = null, problem = null } = listed ?? {};
    return { ...person, issuedOn, expiresOn, notes, problem };
  });
}
