import { keptStatement, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * A SELECT and how its answer is read. The rows come as JSON, so that several questions can be asked as one: moments
 * are text like `2026-11-30T16:12:29.219+00:00`, days are `yyyy-mm-dd`.
 */
export type Question<T> = Readonly<{ sql: Prisma.Sql; read: (rows: readonly never[]) => T }>;

type Answers<Q> = { readonly [Name in keyof Q]: Q[Name] extends Question<infer T> ? T : never };

const rowsOf = (sql: Prisma.Sql) => Prisma.sql`SELECT coalesce(json_agg(q), '[]') AS rows FROM (${sql}) q`;

/** Asks inside the caller's transaction. The connection keeps the plan; what reading refuses is thrown. */
export async function ask<T>(tx: Tx, { sql, read }: Question<T>): Promise<T> {
  const [answer] = await tx.$queryRaw<[{ rows: never[] }]>(keptStatement(rowsOf(sql)));
  return read(answer.rows);
}

/** Several questions as one, by names that are no one's words: whoever asks waits for the database once. */
export function together<Q extends Readonly<Record<string, Question<unknown>>>>(
  questions: Q,
): Question<Answers<Q>> {
  const all = Object.entries(questions);
  const columns = all.map(([name, { sql }]) => Prisma.sql`(${rowsOf(sql)}) AS ${Prisma.raw(`"${name}"`)}`);
  return {
    sql: Prisma.sql`SELECT ${Prisma.join(columns)}`,
    read: (rows) => {
      const [row] = rows as readonly Record<string, never[]>[];
      return Object.fromEntries(all.map(([name, { read }]) => [name, read(row?.[name] ?? [])])) as Answers<Q>;
    },
  };
}

/** What is known without asking, where something else would be asked. */
export const known = <T>(value: T): Question<T> => ({
  sql: Prisma.sql`SELECT WHERE false`,
  read: () => value,
});

/** A moment of an answer. */
export const moment = (text: string): Date => new Date(text);

/** A moment of an answer, or null. */
export const momentOrNull = (text: string | null): Date | null => (text === null ? null : new Date(text));
