import * as z from "zod";
import type { Order, Waiting } from "@/lib/dashboard/queue-failure-queries";
import type { QueueRow } from "@/lib/dashboard/queue-kinds";
import type { Tx } from "@/lib/db";
import { momentKey, momentText } from "@/lib/facts/keyset-queries";
import { Prisma } from "@/lib/generated/prisma/client";

const PAGE_SIZE = 50;

type Cursors = Readonly<{ after?: string | undefined; before?: string | undefined }>;
type Page = Readonly<{
  count: number;
  rows: readonly QueueRow[];
  previous: string | null;
  next: string | null;
}>;
type Found = QueueRow & Readonly<{ key: string }>;

/** As an ORDER BY. */
export const inOrder = ({ columns, isNewestFirst }: Order): Prisma.Sql =>
  Prisma.raw(columns.map((column) => `${column} ${isNewestFirst ? "DESC" : "ASC"}`).join(", "));

/** What is said of a row; of what is no failure nothing was answered. */
export const columnsOf = ({ columns, said }: Waiting): Prisma.Sql =>
  Prisma.sql`${columns}, ${said ?? Prisma.sql`NULL`} AS said`;

/** The moment of a row, and its id, which is made of what tells equals apart. */
const place = z.tuple([z.string(), z.string().regex(/^[0-9a-f-]{36}(?:\.[0-9a-f-]{36})?$/)]);

/** What lies beyond a cursor; nothing for one that nobody gave out, which means the first page. */
function beyond({ columns, isNewestFirst }: Order, cursor: string | undefined): Prisma.Sql | null {
  try {
    const [key, id] = place.parse(JSON.parse(Buffer.from(cursor ?? "", "base64url").toString()));
    const at = momentKey(key);
    const ids = z
      .array(z.uuid())
      .length(columns.length - 1)
      .parse(id.split("."));
    if (!at) return null;
    const values = Prisma.join([at, ...ids.map((one) => Prisma.sql`${one}::uuid`)]);
    return Prisma.sql`(${Prisma.raw(columns.join(", "))}) ${Prisma.raw(isNewestFirst ? "<" : ">")} (${values})`;
  } catch {
    return null;
  }
}

const cursorOf = ({ key, id }: Found): string => Buffer.from(JSON.stringify([key, id])).toString("base64url");

/** One page of what waits, and how many wait in all. */
export async function pageOf(tx: Tx, kind: Waiting, { after, before }: Cursors): Promise<Page> {
  const { waiting, named, order, count } = kind;
  const isBackwards = before !== undefined && after === undefined;
  const way = isBackwards ? { ...order, isNewestFirst: !order.isNewestFirst } : order;
  const from = beyond(way, after ?? before);
  const [total] = await tx.$queryRaw<[{ count: number }]>`
    SELECT (${count ?? Prisma.sql`SELECT count(*)::int ${waiting}`}) AS count`;
  const found = await tx.$queryRaw<Found[]>`
    SELECT ${columnsOf(kind)}, ${momentText(order.columns[0])} AS key
    FROM (SELECT f.* ${waiting} AND ${from ?? Prisma.sql`true`} ORDER BY ${inOrder(way)} LIMIT ${PAGE_SIZE + 1}) f
    ${named} ORDER BY ${inOrder(way)}`;
  const hasMore = found.length > PAGE_SIZE;
  const shown = found.slice(0, PAGE_SIZE);
  if (isBackwards) shown.reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  return {
    count: total.count,
    rows: shown.map(({ key: _, ...row }) => row),
    previous: first && from && (!isBackwards || hasMore) ? cursorOf(first) : null,
    next: last && (isBackwards || hasMore) ? cursorOf(last) : null,
  };
}
