import { matchingPeople } from "@/lib/badges/batch-people-queries";
import type { IssueMany } from "@/lib/certifications/batch-schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { type Message, notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

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

type Member = Readonly<{ userId: string; name: string; isActive: boolean }>;
type Known = Member & Readonly<{ ref: string | null; email: string | null }>;

const member = Prisma.sql`m.user_id AS "userId", m.display_name AS name, m.status = 'active' AS "isActive"`;

/** Everybody a batch is about, in order. People chosen one by one of whom nobody is known here are `not_found`. */
export async function candidatesOf(tx: Tx, ctx: Ctx, request: IssueManyRequest): Promise<Candidate[]> {
  if (request.list) return listed(tx, ctx, request.list);
  const who = request.userIds
    ? Prisma.sql`m.organization_id = ${ctx.organization.id}::uuid AND m.user_id = ANY (${[...request.userIds]}::uuid[])`
    : matchingPeople(ctx, request.matching ?? {});
  const found = await tx.$queryRaw<Member[]>`
    SELECT ${member} FROM memberships m WHERE ${who} ORDER BY m.display_name, m.id`;
  if (request.userIds && found.length === 0) throw notFound("person");
  const known = new Set(found.map(({ userId }) => userId));
  const unknown = [...new Set(request.userIds ?? [])].filter((id) => !known.has(id));
  return [
    ...found.map((one, at) => ({ ...nothing(at + 1), ...one })),
    ...unknown.map((id, at) => ({ ...nothing(found.length + at + 1), given: id })),
  ];
}

const nothing = (line: number): Candidate => ({
  line,
  given: null,
  userId: null,
  name: null,
  isActive: false,
  issuedOn: null,
  expiresOn: null,
  notes: null,
  problem: null,
});

/** By the reference they were imported with, or else the e-mail the organisation has for them, as imports do. */
async function listed(tx: Tx, ctx: Ctx, list: readonly ListedCertificate[]): Promise<Candidate[]> {
  const given = list.flatMap(({ person }) => (person === null ? [] : [person]));
  const emails = given.map((text) => text.toLowerCase());
  const found = await tx.$queryRaw<Known[]>`
    SELECT ${member}, m.external_ref AS ref, m.email FROM memberships m
    WHERE m.organization_id = ${ctx.organization.id}::uuid
      AND (m.external_ref = ANY (${given}::text[]) OR m.email = ANY (${emails}::text[]))`;
  const byRef = new Map(found.map((one) => [one.ref, one]));
  const byEmail = new Map(found.map((one) => [one.email, one]));
  return list.map(({ person, ...row }) => {
    const one = person === null ? undefined : (byRef.get(person) ?? byEmail.get(person.toLowerCase()));
    const { userId = null, name = null, isActive = false } = one ?? {};
    return { ...row, given: person, userId, name, isActive };
  });
}
