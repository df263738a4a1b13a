import type { Batch, PeopleMatching, PickerFilter } from "@/lib/badges/batch-schema";
import { actorUserId, authorize, type Ctx, may, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { type Message, notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

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

type Member = { userId: string; name: string; isActive: boolean; joinedOn: string | null };

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

/** Everybody a batch is about, in order. People chosen one by one of whom nobody is known here are `not_found`. */
export async function candidatesOf(tx: Tx, ctx: Ctx, request: BatchRequest): Promise<Candidate[]> {
  if (request.list) return listed(tx, ctx, request.list);
  const who = request.userIds ? chosen(ctx, request.userIds) : matchingPeople(ctx, request.matching ?? {});
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

const chosen = (ctx: Ctx, userIds: readonly string[]) =>
  Prisma.sql`m.organization_id = ${ctx.organization.id}::uuid AND m.user_id = ANY (${[...userIds]}::uuid[])`;

const nothing = (line: number): Candidate => ({
  line,
  given: null,
  userId: null,
  name: null,
  isActive: false,
  joinedOn: null,
  reason: null,
  day: null,
  problem: null,
});

type Known = Member & { ref: string | null; email: string | null };

/** By the reference they were imported with, or else the e-mail the organisation has for them, as imports do. */
async function listed(tx: Tx, ctx: Ctx, list: readonly ListedPerson[]): Promise<Candidate[]> {
  const given = list.flatMap(({ person }) => (person === null ? [] : [person]));
  const emails = given.map((text) => text.toLowerCase());
  const found = await tx.$queryRaw<Known[]>`
    SELECT ${member}, m.external_ref AS ref, m.email FROM memberships m
    WHERE m.organization_id = ${ctx.organization.id}::uuid
      AND (m.external_ref = ANY (${given}::text[]) OR m.email = ANY (${emails}::text[]))`;
  const byRef = new Map(found.map((one) => [one.ref, one]));
  const byEmail = new Map(found.map((one) => [one.email, one]));
  return list.map(({ line, person, reason, day, problem }) => {
    const one = person === null ? undefined : (byRef.get(person) ?? byEmail.get(person.toLowerCase()));
    const { userId = null, name = null, isActive = false, joinedOn = null } = one ?? {};
    return { line, given: person, userId, name, isActive, joinedOn, reason, day, problem };
  });
}

export type PickerRow = Readonly<{
  userId: string;
  name: string;
  detail: string | null;
  isYourself: boolean;
}>;
export type PickerPage = Readonly<{ rows: readonly PickerRow[]; total: number; next: string | null }>;

const PAGE_SIZE = 25;

/** Active people to give an achievement, see `pickAmong`. */
export async function pickPeople(ctx: Ctx, filter: PickerFilter): Promise<PickerPage> {
  authorize(ctx, "badges:award");
  requireModule(ctx, "achievements_gamification");
  return pickAmong(ctx, filter);
}

/** Active people to choose from, by name, 25 at a time, and how many match altogether. The caller has authorised it. */
export async function pickAmong(ctx: Ctx, { after, ...filter }: PickerFilter): Promise<PickerPage> {
  const self = actorUserId(ctx);
  return await inTenant(ctx, async (tx) => {
    const where = matchingPeople(ctx, filter);
    const found = await tx.$queryRaw<{ id: string; userId: string; name: string; detail: string | null }[]>`
      SELECT m.id, m.user_id AS "userId", m.display_name AS name, coalesce(m.email, m.external_ref) AS detail
      FROM memberships m WHERE ${where} ${beyond(after)} ORDER BY m.display_name, m.id LIMIT ${PAGE_SIZE + 1}`;
    const [count] = await tx.$queryRaw<[{ total: number }]>`
      SELECT count(*)::int AS total FROM memberships m WHERE ${where}`;
    const shown = found.slice(0, PAGE_SIZE);
    return {
      rows: shown.map(({ id: _, ...row }) => ({ ...row, isYourself: row.userId === self })),
      total: count.total,
      next: found.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** After the person with this id; somebody who is gone, or an id nobody gave out, means the first page. */
function beyond(after: string | undefined): Prisma.Sql {
  if (!after || !UUID.test(after)) return Prisma.empty;
  return Prisma.sql`AND (m.display_name, m.id) > (SELECT p.display_name, p.id FROM memberships p
    WHERE p.organization_id = m.organization_id AND p.id = ${after}::uuid)`;
}

export type GroupChoice = Readonly<{ id: string; name: string }>;

/** The organisation's groups by name, to choose people by. */
export async function listGroupChoices(ctx: Ctx): Promise<readonly GroupChoice[]> {
  if (!may(ctx, "certifications:issue")) authorize(ctx, "badges:award");
  return await inTenant(ctx, (tx) =>
    tx.group.findMany({
      where: { organizationId: ctx.organization.id },
      select: { id: true, name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
  );
}
