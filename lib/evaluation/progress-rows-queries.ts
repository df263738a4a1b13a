import { type CompiledQuery, sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import { laterScope } from "@/lib/criteria/sql/scope";
import { bind } from "@/lib/criteria/sql/slots";
import { progressTogetherSql, tablesTogether } from "@/lib/criteria/together";
import { runQuery, type Tx } from "@/lib/db";
import type { Definition } from "@/lib/evaluation/definition-queries";

/** How far the person is with one rule of one achievement. */
type Row = Readonly<{ achievement_id: string; rule_path: string; have: number; need: number }>;

/** By achievement, its rules; none of an achievement that is not for this person. */
export type ProgressRows = ReadonlyMap<string, readonly Row[]>;

/** Achievements of one statement: planning more at once takes longer than asking again. */
const MOST_TOGETHER = 40;

/** Statements by the definitions they ask for, which are the same objects for as long as nothing of them changes. */
const known = new WeakMap<readonly Definition[], readonly CompiledQuery<Row>[]>();

/**
 * How far a person is with the open occurrence of all these achievements at once: the same rules as awards, in statements
 * that read the person's activities and membership once and whose plans are kept. A statement for each achievement took
 * three milliseconds each, nearly all of it to plan.
 */
export async function progressRows(
  tx: Tx,
  ctx: Ctx,
  userId: string,
  definitions: readonly Definition[],
  now: Date,
): Promise<ProgressRows> {
  const values = {
    organization: ctx.organization.id,
    zone: ctx.organization.timeZone,
    now,
    people: [userId],
  };
  const rows: Row[] = [];
  for (const statement of statementsOf(definitions)) {
    rows.push(...(await runQuery(tx, bind(statement, values), { isKept: true })));
  }
  return Map.groupBy(rows, (row) => row.achievement_id);
}

function statementsOf(definitions: readonly Definition[]): readonly CompiledQuery<Row>[] {
  const statements = known.get(definitions) ?? chunksOf(definitions).map(statementOf);
  known.set(definitions, statements);
  return statements;
}

const chunksOf = (definitions: readonly Definition[]): readonly (readonly Definition[])[] =>
  Array.from({ length: Math.ceil(definitions.length / MOST_TOGETHER) }, (_, at) =>
    definitions.slice(at * MOST_TOGETHER, (at + 1) * MOST_TOGETHER),
  );

function statementOf(definitions: readonly Definition[]): CompiledQuery<Row> {
  const scope = laterScope();
  const progress = progressTogetherSql(
    scope,
    definitions.map(({ id, ...definition }) => ({ achievementId: id, ...definition })),
  );
  return sql<Row>`WITH ${tablesTogether(scope)}progress AS (${progress})
    SELECT achievement_id, rule_path, have, need FROM progress`.compile(compiler);
}
