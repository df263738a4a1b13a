import * as z from "zod";
import type { Paging } from "@/lib/api/read-schema";
import { DEFAULT_PAGE } from "@/lib/api/rules";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { momentKey, momentText } from "@/lib/facts/keyset-queries";
import { Prisma } from "@/lib/generated/prisma/client";
import type { ApiAnswer, ApiRequest } from "@/lib/http/api-route";
import { isStorable } from "@/lib/validation";

/** What a list is made of. The rows' own columns are the answer; `alias` is the table that is paged through. */
export type List = Readonly<{
  columns: Prisma.Sql;
  from: Prisma.Sql;
  alias: "m" | "a" | "e" | "t" | "c";
  /** Which rows, the organisation aside. */
  where: readonly Prisma.Sql[];
}>;

/** Where a page begins, and until when whoever began with the first page will have seen everything. */
type Place = Readonly<{ key: string; id: string; until: string }>;

const place = z.tuple([z.string().max(40).refine(isStorable), z.uuid(), z.iso.datetime()]);
const badCursor = () => new AppError("invalid", msg("api.invalid"), { cursor: msg("api.badCursor") });

function readPlace(cursor: string): Place {
  try {
    const [key, id, until] = place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { key, id, until };
  } catch {
    throw badCursor();
  }
}
const writePlace = ({ key, id, until }: Place) =>
  Buffer.from(JSON.stringify([key, id, until])).toString("base64url");

function afterPlace(from: Place, updatedAt: Prisma.Sql, id: Prisma.Sql): Prisma.Sql {
  const key = momentKey(from.key);
  if (!key) throw badCursor();
  return Prisma.sql`(${updatedAt}, ${id}) > (${key}, ${from.id}::uuid)`;
}

type Row = Readonly<Record<string, unknown>> & Readonly<{ page_key: string; page_id: string }>;

/** Instants in UTC with Z, everything else as it is. */
function shown({ page_key: _, page_id: __, ...row }: Row) {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  );
}

function nextAddress(path: string, { limit, cursor: _, ...filters }: Paging, place: Place): string {
  const given = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = new URLSearchParams(given);
  if (limit !== DEFAULT_PAGE) query.set("limit", String(limit));
  query.set("cursor", writePlace(place));
  return `${path}?${query}`;
}

/**
 * One page of a list, by the time of the last change. What another transaction began to write before this page and
 * commits after it carries an earlier time, so it can be missing here: `synced_until` lies before all of these, and
 * whoever asks next time for what changed since then misses nothing.
 */
export async function readPage(
  ctx: Ctx,
  { path }: Pick<ApiRequest, "path">,
  query: Paging,
  listAt: (now: Date) => List,
): Promise<ApiAnswer> {
  const from = query.cursor === undefined ? null : readPlace(query.cursor);
  const { rows, until } = await inTenant(ctx, async (tx, now) => {
    const { columns, from: source, alias, where } = listAt(now);
    const updatedAt = Prisma.raw(`${alias}.updated_at`);
    const id = Prisma.raw(`${alias}.id`);
    const all = [Prisma.sql`${Prisma.raw(alias)}.organization_id = ${ctx.organization.id}::uuid`, ...where];
    if (query.updated_since) all.push(Prisma.sql`${updatedAt} >= ${query.updated_since}::timestamptz`);
    if (from) all.push(afterPlace(from, updatedAt, id));
    const [{ until }] = await tx.$queryRaw<[{ until: Date }]>`
      SELECT least(min(xact_start), now()) - interval '1 second' AS until FROM pg_stat_activity
      WHERE datname = current_database() AND usename = current_user AND xact_start IS NOT NULL`;
    const rows = await tx.$queryRaw<Row[]>`
      SELECT ${columns}, ${momentText(`${alias}.updated_at`)} AS page_key, ${id} AS page_id FROM ${source}
      WHERE ${Prisma.join(all, " AND ")} ORDER BY ${updatedAt}, ${id} LIMIT ${query.limit + 1}`;
    return { rows, until: from?.until ?? until.toISOString() };
  });
  const items = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  const next = last ? nextAddress(path, query, { key: last.page_key, id: last.page_id, until }) : null;
  return {
    status: 200,
    body: { items: items.map(shown), next, synced_until: until },
    ...(next ? { headers: { link: `<${next}>; rel="next"` } } : {}),
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A condition on an id that may be no id at all. */
export const isId = (column: Prisma.Sql, id: string): Prisma.Sql =>
  UUID.test(id.toLowerCase()) ? Prisma.sql`${column} = ${id.toLowerCase()}::uuid` : Prisma.sql`false`;

/** The person as everywhere: by reference, or else by e-mail address, or else by id. */
export const isPerson = (ctx: Ctx, column: Prisma.Sql, person: string): Prisma.Sql => Prisma.sql`${column} = (
  SELECT p.user_id FROM memberships p WHERE p.organization_id = ${ctx.organization.id}::uuid
    AND (p.external_ref = ${person} OR p.email = ${person.toLowerCase()} OR ${isId(Prisma.sql`p.user_id`, person)})
  ORDER BY (p.external_ref = ${person}) IS TRUE DESC, (p.email = ${person.toLowerCase()}) IS TRUE DESC LIMIT 1)`;

/** How a person is named in answers: what `person` of a request takes. */
export const personName = Prisma.sql`coalesce(m.external_ref, m.email, m.user_id::text)`;
