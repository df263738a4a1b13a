import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import type { PeopleMatching } from "@/lib/people/several-schema";

/** A line of a list, as a door has read it; `person` is null where it cannot be read. */
type Line = Readonly<{ line: number; person: string | null }>;

/** Whom something is done for, in one of the ways of `severalPeople`. */
export type Several<L extends Line> = Readonly<{
  userIds?: readonly string[];
  matching?: PeopleMatching;
  list?: readonly L[];
}>;

/** Somebody who was named; what is not known of them is null. */
export type NamedPerson<L extends Line> = Readonly<{
  /** The line of the list, or their place among those who were chosen. */
  line: number;
  /** As they were named, where that is not by choosing somebody known. */
  given: string | null;
  userId: string | null;
  name: string | null;
  isActive: boolean;
  /** `yyyy-mm-dd` */
  joinedOn: string | null;
  /** What the list says of them; null for people chosen otherwise. */
  listed: L | null;
}>;

type Member = Readonly<{ userId: string; name: string; isActive: boolean; joinedOn: string | null }>;

const member = Prisma.sql`m.user_id AS "userId", m.display_name AS name, m.status = 'active' AS "isActive", m.joined_on::text AS "joinedOn"`;

const contains = (q: string) => `%${q.replace(/[\\%_]/g, "\\$&")}%`;

/** The active members whom a description is about, as a condition on `memberships m`. */
export function matchingPeople(ctx: Ctx, { q, role, group }: PeopleMatching): Prisma.Sql {
  const all = [Prisma.sql`m.organization_id = ${ctx.organization.id}::uuid AND m.status = 'active'`];
  if (q) {
    const like = contains(q);
    all.push(
      Prisma.sql`(m.display_name ILIKE ${like} OR m.email ILIKE ${like} OR m.external_ref ILIKE ${like})`,
    );
  }
  if (role) all.push(Prisma.sql`m.role = ${role}::membership_role`);
  if (group) {
    all.push(Prisma.sql`EXISTS (SELECT FROM group_members g WHERE g.organization_id = m.organization_id
      AND g.user_id = m.user_id AND g.group_id = ${group}::uuid)`);
  }
  return Prisma.join(all, " AND ");
}

/** Everybody who was named, in order. People chosen one by one of whom nobody is known here are `not_found`. */
export async function severalNamed<L extends Line>(
  tx: Tx,
  ctx: Ctx,
  { userIds, matching, list }: Several<L>,
): Promise<NamedPerson<L>[]> {
  if (list) return listed(tx, ctx, list);
  const who = userIds
    ? Prisma.sql`m.organization_id = ${ctx.organization.id}::uuid AND m.user_id = ANY (${[...userIds]}::uuid[])`
    : matchingPeople(ctx, matching ?? {});
  const found = await tx.$queryRaw<Member[]>`
    SELECT ${member} FROM memberships m WHERE ${who} ORDER BY m.display_name, m.id`;
  if (userIds && found.length === 0) throw notFound("person");
  const known = new Set(found.map(({ userId }) => userId));
  const unknown = [...new Set(userIds ?? [])].filter((id) => !known.has(id));
  return [
    ...found.map((one, at) => ({ ...one, line: at + 1, given: null, listed: null })),
    ...unknown.map((id, at) => ({ ...nobody, line: found.length + at + 1, given: id, listed: null })),
  ];
}

const nobody = { userId: null, name: null, isActive: false, joinedOn: null } as const;

type Known = Member & Readonly<{ ref: string | null; email: string | null }>;

/** By the reference they were imported with, or else the e-mail the organisation has for them, as imports do. */
async function listed<L extends Line>(tx: Tx, ctx: Ctx, list: readonly L[]): Promise<NamedPerson<L>[]> {
  const given = list.flatMap(({ person }) => (person === null ? [] : [person]));
  const emails = given.map((text) => text.toLowerCase());
  const found = await tx.$queryRaw<Known[]>`
    SELECT ${member}, m.external_ref AS ref, m.email FROM memberships m
    WHERE m.organization_id = ${ctx.organization.id}::uuid
      AND (m.external_ref = ANY (${given}::text[]) OR m.email = ANY (${emails}::text[]))`;
  const byRef = new Map(found.map((one) => [one.ref, one]));
  const byEmail = new Map(found.map((one) => [one.email, one]));
  return list.map((one) => {
    const { line, person } = one;
    const known = person === null ? undefined : (byRef.get(person) ?? byEmail.get(person.toLowerCase()));
    const { userId, name, isActive, joinedOn } = known ?? nobody;
    return { line, given: person, userId, name, isActive, joinedOn, listed: one };
  });
}
