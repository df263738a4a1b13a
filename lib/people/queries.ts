import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { type PersonCursor, readCursor, writeCursor } from "@/lib/people/cursor";
import type { PersonFilter } from "@/lib/people/schema";

const PAGE_SIZE = 50;
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

function conditions(
  ctx: Ctx,
  { q, role, status, tier }: PersonFilter,
  periodKeys: readonly string[] = [],
): Prisma.Sql[] {
  const all = [Prisma.sql`organization_id = ${ctx.organization.id}::uuid`];
  if (q) all.push(matches(q));
  if (role) all.push(Prisma.sql`role = ${role}::membership_role`);
  if (status) all.push(Prisma.sql`status = ${status}::membership_status`);
  if (tier) all.push(holds(tier, periodKeys));
  return all;
}

const beyond = ({ name, id }: PersonCursor, backwards: boolean) =>
  backwards
    ? Prisma.sql`(display_name, id) < (${name}, ${id}::uuid)`
    : Prisma.sql`(display_name, id) > (${name}, ${id}::uuid)`;

/**
 * The people of the organisation by name, 50 at a time. `q` looks in names, e-mails and references; a tier is held in
 * one of the given periods.
 */
export async function listPeople(
  ctx: Ctx,
  filter: PersonFilter,
  periodKeys: readonly string[] = [],
): Promise<PeoplePage> {
  authorize(ctx, "people:read");
  const backwards = filter.before !== undefined && filter.after === undefined;
  const place = readCursor(filter.after ?? filter.before);
  const all = conditions(ctx, filter, periodKeys);
  if (place) all.push(beyond(place, backwards));
  const order = backwards ? Prisma.sql`display_name DESC, id DESC` : Prisma.sql`display_name, id`;
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(PersonRow & { id: string })[]>`
      SELECT id, ${columns} FROM memberships WHERE ${Prisma.join(all, " AND ")} ORDER BY ${order} LIMIT ${PAGE_SIZE + 1}`,
    // Names are an index; who matches a text or holds a tier may be few, and is found first.
    { walk: !filter.q && !filter.tier },
  );
  return pageOf(found, { backwards, isFirst: !place });
}

type Asked = Readonly<{ backwards: boolean; isFirst: boolean }>;

function pageOf(found: readonly (PersonRow & { id: string })[], { backwards, isFirst }: Asked): PeoplePage {
  // One row more than a page was asked for: its only use is to say that there is a further page that way.
  const hasMore = found.length > PAGE_SIZE;
  const shown = found.slice(0, PAGE_SIZE);
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
