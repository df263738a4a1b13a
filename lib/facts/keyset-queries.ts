import * as z from "zod";
import { Prisma } from "@/lib/generated/prisma/client";
import { isStorable } from "@/lib/validation";

const PAGE_SIZE = 50;

/** One page of a list, and the cursors of its neighbours; null where there is none. */
export type Page<Row> = Readonly<{ rows: readonly Row[]; previous: string | null; next: string | null }>;

/** Where a list goes on: the sort key's text as PostgreSQL writes it, and the id that breaks ties. */
type Place = Readonly<{ key: string; id: string }>;

const place = z.tuple([z.string().max(500).refine(isStorable), z.uuid()]);

// A cursor that nobody gave out means the first page.
function readPlace(text: string | undefined): Place | null {
  try {
    const [key, id] = place.parse(JSON.parse(Buffer.from(text ?? "", "base64url").toString()));
    return { key, id };
  } catch {
    return null;
  }
}

const writePlace = ({ key, id }: Place) => Buffer.from(JSON.stringify([key, id])).toString("base64url");

type Keyset = Readonly<{
  cursors: Readonly<{ after?: string | undefined; before?: string | undefined }>;
  column: Prisma.Sql;
  /** How a cursor's text becomes the column's type; null when a text is no such thing. */
  read: (key: string) => Prisma.Sql | null;
  id: Prisma.Sql;
  descending: boolean;
  /** All of it from the other end, the ids too, so that the same index serves. */
  isTurned?: boolean;
  /** Rows of the page. */
  size?: number | undefined;
}>;

/** Condition, order and limit of one page by a column and an ascending id. */
export function keyset(asked: Keyset) {
  const { cursors, column, read, id, descending, isTurned = false, size = PAGE_SIZE } = asked;
  const backwards = cursors.before !== undefined && cursors.after === undefined;
  const isFromEnd = backwards !== isTurned;
  const from = readPlace(cursors.after ?? cursors.before);
  const key = from && read(from.key);
  const [first, then] = descending !== isFromEnd ? ["<", "DESC"] : [">", "ASC"];
  const [tie, tied] = isFromEnd ? ["<", "DESC"] : [">", "ASC"];
  const condition =
    from && key
      ? // Two conditions, so that an index on the column bounds the scan.
        Prisma.sql`${column} ${Prisma.raw(`${first}=`)} ${key}
          AND (${column} ${Prisma.raw(first)} ${key} OR ${id} ${Prisma.raw(tie)} ${from.id}::uuid)`
      : Prisma.sql`true`;
  const order = Prisma.sql`${column} ${Prisma.raw(then)}, ${id} ${Prisma.raw(tied)}`;
  return {
    condition,
    orderAndLimit: Prisma.sql`ORDER BY ${order} LIMIT ${size + 1}`,
    /** Makes the page of what was found: one row more than shown says that there is a further page that way. */
    page<Row extends Place>(found: readonly Row[]): Page<Omit<Row, "key">> {
      const hasMore = found.length > size;
      const shown = found.slice(0, size);
      if (backwards) shown.reverse();
      const [head, last] = [shown[0], shown.at(-1)];
      return {
        rows: shown.map(({ key: _, ...row }) => row),
        previous: head && key && (!backwards || hasMore) ? writePlace(head) : null,
        next: last && (backwards || hasMore) ? writePlace(last) : null,
      };
    },
  };
}

/** A moment of a cursor, with the microseconds PostgreSQL has and JavaScript has not. */
export function momentKey(key: string): Prisma.Sql | null {
  if (!/^[12]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/.test(key)) return null;
  const moment = new Date(key);
  // A day that does not exist is another one to JavaScript, and an error to PostgreSQL.
  const exists = !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 19) === key.slice(0, 19);
  return exists ? Prisma.sql`${key}::timestamptz` : null;
}

export const momentText = (column: string): Prisma.Sql =>
  Prisma.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

/** A page of a file may be read for so long, in milliseconds. */
export const FILE_TIMEOUT = 120_000;

/** How facts, `f`, are listed: by their moment, newest first. */
export const newestFirst = {
  column: Prisma.sql`f.occurred_at`,
  read: momentKey,
  id: Prisma.sql`f.id`,
  descending: true,
} as const;

/** How a list is sorted by a text, from first to last. */
export const byText = (column: "m.display_name" | "c.title", id: "f.id" | "c.id") =>
  ({
    column: Prisma.raw(column),
    read: (key: string) => Prisma.sql`${key}`,
    id: Prisma.raw(id),
    descending: false,
  }) as const;
