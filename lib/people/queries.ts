import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { type PersonCursor, readCursor, writeCursor } from "@/lib/people/cursor";
import type { PersonFilter, PersonMatching } from "@/lib/people/schema";

const PAGE_SIZE = 50;
/** A page of a file may take this long, in milliseconds. */
const FILE_TIMEOUT = 120_000;
const SUGGESTIONS = 12;

type MemberRole = "org_admin" | "coordinator" | "peer_mentor";

export type PersonRow = Readonly<{
  userId: string;
  displayName: string;
  email: string | null;
  externalRef: string | null;
  role: MemberRole;
  status: "active" | "inactive";
  /** A calendar day, `yyyy-mm-dd`. */
  joinedOn: string | null;
}>;

export type PeoplePage = Readonly<{
  rows: readonly PersonRow[];
  /** Cursors for `before` and `after`; null where there is no further page. */
  previous: string | null;
  next: string | null;
}>;

const columns = Prisma.sql`user_id AS "userId", display_name AS "displayName", email, external_ref AS "externalRef",
  role::text AS role, status::text AS status, joined_on::text AS "joinedOn"`;

const contains = (q: string) => `%${q.replace(/[\\%_]/g, "\\$&")}%`;

const matches = (q: string) =>
  Prisma.sql`(display_name ILIKE ${contains(q)} OR email ILIKE ${contains(q)} OR external_ref ILIKE ${contains(q)})`;

const holds = (
  tier: string,
  periodKeys: readonly string[],
) => Prisma.sql`EXISTS (SELECT FROM tier_assignments a
  WHERE a.organization_id = memberships.organization_id AND a.user_id = memberships.user_id AND a.status = 'assigned'
    AND a.period_key = ANY (${[...periodKeys]}) AND a.tier_id = ${tier}::uuid)`;

const isIn = (group: string) => Prisma.sql`EXISTS (SELECT FROM group_members g
  WHERE g.organization_id = memberships.organization_id AND g.user_id = memberships.user_id AND g.group_id = ${group}::uuid)`;

function conditions(
  ctx: Ctx,
  { q, role, status, tier, group, ids }: Partial<PersonMatching>,
  periodKeys: readonly string[] = [],
): Prisma.Sql[] {
  const all = [Prisma.sql`organization_id = ${ctx.organization.id}::uuid`];
  if (q) all.push(matches(q));
  if (role) all.push(Prisma.sql`role = ${role}::membership_role`);
  if (status) all.push(Prisma.sql`status = ${status}::membership_status`);
  if (tier) all.push(holds(tier, periodKeys));
  if (group) all.push(isIn(group));
  if (ids) all.push(Prisma.sql`user_id = ANY (${[...ids]}::uuid[])`);
  return all;
}

const beyond = ({ name, id }: PersonCursor, isFalling: boolean) =>
  isFalling
    ? Prisma.sql`(display_name, id) < (${name}, ${id}::uuid)`
    : Prisma.sql`(display_name, id) > (${name}, ${id}::uuid)`;

/**
 * The people of the organisation by name, 50 at a time. `q` looks in names, e-mails and references; a tier is held in
 * one of the given periods.
 */
export async function listPeople(
  ctx: Ctx,
  filter: PersonFilter & Readonly<{ size?: number }>,
  periodKeys: readonly string[] = [],
): Promise<PeoplePage> {
  authorize(ctx, "people:read");
  const size = filter.size ?? PAGE_SIZE;
  const backwards = filter.before !== undefined && filter.after === undefined;
  const isFalling = (filter.sort === "-name") !== backwards;
  const place = readCursor(filter.after ?? filter.before);
  const all = conditions(ctx, filter, periodKeys);
  if (place) all.push(beyond(place, isFalling));
  const order = isFalling ? Prisma.sql`display_name DESC, id DESC` : Prisma.sql`display_name, id`;
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(PersonRow & { id: string })[]>`
      SELECT id, ${columns} FROM memberships WHERE ${Prisma.join(all, " AND ")} ORDER BY ${order} LIMIT ${size + 1}`,
    // Names are an index; who matches a text or holds a tier may be few, and is found first.
    {
      walk: ![filter.q, filter.tier, filter.group, filter.ids].some(Boolean),
      ...(filter.size ? { timeout: FILE_TIMEOUT } : {}),
    },
  );
  return pageOf(found, { backwards, isFirst: !place, size });
}

/** How many people match; `atMost + 1` means more than that, and no more are counted. */
export async function countPeople(
  ctx: Ctx,
  matching: PersonMatching,
  periodKeys: readonly string[],
  atMost: number,
): Promise<number> {
  authorize(ctx, "people:read");
  const all = Prisma.join(conditions(ctx, matching, periodKeys), " AND ");
  const [row] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<[{ count: number }]>`
      SELECT count(*)::int AS count FROM (SELECT FROM memberships WHERE ${all} LIMIT ${atMost + 1}) found`,
  );
  return row.count;
}

type Asked = Readonly<{ backwards: boolean; isFirst: boolean; size: number }>;

function pageOf(
  found: readonly (PersonRow & { id: string })[],
  { backwards, isFirst, size }: Asked,
): PeoplePage {
  // One row more than a page was asked for: its only use is to say that there is a further page that way.
  const hasMore = found.length > size;
  const shown = found.slice(0, size);
  if (backwards) shown.reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  const hasPrevious = backwards ? hasMore : !isFirst;
  return {
    rows: shown.map(({ id: _, ...row }) => row),
    previous: first && hasPrevious ? writeCursor(first) : null,
    next: last && (backwards || hasMore) ? writeCursor(last) : null,
  };
}

export type Person = PersonRow &
  Readonly<{
    addedAt: Date;
    deactivatedAt: Date | null;
    /** Since when mail does not arrive at their address, and what the mail server said. */
    mailBouncedAt: Date | null;
    mailBounceReason: string | null;
    groups: readonly string[];
    /** What their account is like, for those who may invite; null for others. */
    account: Readonly<{ hasPassword: boolean; mayBeInvited: boolean }> | null;
  }>;

type PersonDetailsRow = PersonRow &
  Pick<Person, "addedAt" | "deactivatedAt" | "mailBouncedAt" | "mailBounceReason">;

async function accountOf(tx: Tx, userId: string): Promise<Person["account"]> {
  const [row] = await tx.$queryRaw<{ has_password: boolean; may_be_invited: boolean }[]>`
    SELECT has_password, may_be_invited FROM accounts_of_members(ARRAY[${userId}]::uuid[])`;
  return row ? { hasPassword: row.has_password, mayBeInvited: row.may_be_invited } : null;
}

/** One person of the organisation by their user id. Unknown and foreign ones are both `not_found`. */
export async function getPerson(ctx: Ctx, userId: string): Promise<Person> {
  authorize(ctx, "people:read");
  const organizationId = ctx.organization.id;
  return inTenant(ctx, async (tx) => {
    const [person] = await tx.$queryRaw<PersonDetailsRow[]>`
      SELECT ${columns}, created_at AS "addedAt", deactivated_at AS "deactivatedAt", mail_bounced_at AS "mailBouncedAt",
        mail_bounce_reason AS "mailBounceReason"
      FROM memberships
      WHERE organization_id = ${organizationId}::uuid AND user_id = ${userId}::uuid`;
    if (!person) throw notFound("person");
    const groups = await tx.group.findMany({
      where: { organizationId, groupMembers: { some: { userId } } },
      select: { name: true },
      orderBy: { name: "asc" },
    });
    return { ...person, groups: groups.map(({ name }) => name), account: await accountOf(tx, userId) };
  });
}

export type PersonSuggestion = Pick<PersonRow, "userId" | "displayName" | "email" | "externalRef">;

/** The first active people that match, for a search as somebody types. */
export async function searchPeople(ctx: Ctx, q: string): Promise<PersonSuggestion[]> {
  authorize(ctx, "people:read");
  const all = conditions(ctx, { q, role: undefined, status: "active" });
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<PersonSuggestion[]>`
      SELECT user_id AS "userId", display_name AS "displayName", email, external_ref AS "externalRef"
      FROM memberships WHERE ${Prisma.join(all, " AND ")} ORDER BY display_name, id LIMIT ${SUGGESTIONS}`,
  );
}

/** The acting person in this organisation; a global admin need not be a member of it. */
export async function getOwnPlace(ctx: Ctx) {
  authorize(ctx, "account:write");
  const { actor } = ctx;
  if (actor.kind !== "user") throw notFound("person");
  const { userId, name } = actor;
  const where = { organizationId: ctx.organization.id, userId };
  const found = await inTenant(ctx, (tx) =>
    tx.membership.findFirst({ where, select: { displayName: true } }),
  );
  return { userId, isMember: found !== null, displayName: found?.displayName ?? name };
}
