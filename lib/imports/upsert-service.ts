import { actorUserId } from "@/lib/context";
import { UNDONE_REASON } from "@/lib/facts/rules";
import { columnar, columnarSource } from "@/lib/imports/columnar";
import { rowIds } from "@/lib/imports/row-ids";
import type { Run, Written } from "@/lib/imports/run-service";

/** A table that imports write to. Everything here is text of ours that becomes SQL; values never do. */
export type Target<Row> = Readonly<{
  table: "activities" | "referrals" | "course_registrations" | "courses";
  /** What ON CONFLICT names, and the columns that identify a row within it. */
  conflict: string;
  key: readonly string[];
  /** Column → its type, and its value in a row; null is NULL. */
  columns: Readonly<Record<string, Readonly<{ type: string; value: (row: Row) => string | number | null }>>>;
  /** Column of the table → column of the file, where a file may leave it out. */
  optional?: Readonly<Record<string, string>>;
  /** The column that holds the person, if any. */
  person?: string;
  /** Has `recorded_by_user_id`, and rows that were voided come to life again when it was an undone import that voided them. */
  isFact: boolean;
  /** Rows keep their key when they are voided (else voiding frees it for a new row). */
  keepsKey: boolean;
}>;

type Counts = { created: number; updated: number; people: string | null };

const list = (names: readonly string[], write: (name: string) => string) => names.map(write).join(", ");

/** The newly made value: the file's, unless the file does not have the column. */
function assignment<Row>(target: Target<Row>, name: string, given: ReadonlySet<string>): string {
  const column = target.optional?.[name];
  return column === undefined || given.has(column) ? `excluded.${name}` : `t.${name}`;
}

/** What becomes of a row that is there already: of `given`, the columns that were sent. */
export function changeClause<Row>(target: Target<Row>, run: Pick<Run, "given">): string {
  const names = Object.keys(target.columns).filter((name) => !target.key.includes(name));
  const changed = `(${list(names, (name) => `t.${name}`)}) IS DISTINCT FROM (${list(names, (name) => assignment(target, name, run.given))})`;
  const values = list(names, (name) => `${name} = ${assignment(target, name, run.given)}`);
  if (!target.keepsKey) return `DO UPDATE SET ${values} WHERE ${changed}`;
  // A row that a person voided stays so; one that the undoing of an import voided is what this import brings back.
  return `DO UPDATE SET ${values}, voided_at = NULL, voided_by_user_id = NULL, void_reason = NULL,
      import_id = CASE WHEN t.voided_at IS NULL THEN t.import_id ELSE excluded.import_id END
    WHERE (t.voided_at IS NULL AND ${changed}) OR t.void_reason = '${UNDONE_REASON}'`;
}

function upsertSql<Row>(target: Target<Row>, run: Run): string {
  const names = Object.keys(target.columns);
  const isNew = target.keepsKey ? "old.id IS NULL OR old.voided_at IS NOT NULL" : "old.id IS NULL";
  const state = (row: string) => `jsonb_build_object(${list(names, (name) => `'${name}', ${row}.${name}`)})`;
  const { person } = target;
  return `WITH given AS MATERIALIZED (
      SELECT line::integer, id::uuid AS id, ${list(names, (name) => `${name}::${target.columns[name]?.type} AS ${name}`)}
      FROM ${columnarSource(4, ["line", "id", ...names])}
    ), written AS (
      INSERT INTO ${target.table} AS t (id, organization_id, import_id, ${target.isFact ? "recorded_by_user_id, " : ""}${names.join(", ")})
      SELECT id, $1::uuid, $2::uuid, ${target.isFact ? "$3::uuid, " : ""}${names.join(", ")} FROM given
      ON CONFLICT ${target.conflict} ${changeClause(target, run)}
      RETURNING ${list(target.key, (name) => `new.${name}`)}, new.id, ${isNew} AS is_new,
        ${person ? `new.${person} AS person, old.${person} AS former_person,` : ""}
        CASE WHEN NOT (${isNew}) THEN ${state("old")} END AS before, CASE WHEN NOT (${isNew}) THEN ${state("new")} END AS after
    ), noted AS (
      INSERT INTO import_rows (organization_id, import_id, line, outcome, subject_id, before, after)
      SELECT $1::uuid, $2::uuid, line, 'updated', written.id, before, after FROM written JOIN given USING (${target.key.join(", ")})
      WHERE NOT is_new
    )
    SELECT count(*) FILTER (WHERE is_new)::integer AS created, count(*) FILTER (WHERE NOT is_new)::integer AS updated,
      ${person ? "concat_ws(',', string_agg(DISTINCT person::text, ','), string_agg(DISTINCT former_person::text, ','))" : "NULL"} AS people
    FROM written WHERE $3::uuid IS NULL OR true`;
}

type Writer<Row> = Readonly<{
  /** The organisation has no rows of this table yet: nothing is there to compare with. */
  isFirst: boolean;
  write(rows: readonly Row[]): Promise<Written>;
}>;

/**
 * How rows are written by their key, set by set: new ones are created, different ones updated (their former state
 * is kept for the undoing), equal ones left alone. The keys are unique within the file. A first import only
 * inserts, which is cheaper by a third; should somebody else begin at the same time, a unique index refuses it.
 */
export async function prepareWriter<Row extends { line: number }>(
  run: Run,
  target: Target<Row>,
): Promise<Writer<Row>> {
  const [{ isFirst }] = await run.tx.$queryRawUnsafe<[{ isFirst: boolean }]>(
    `SELECT NOT EXISTS (SELECT FROM ${target.table} WHERE organization_id = $1::uuid) AS "isFirst"`,
    run.ctx.organization.id,
  );
  return {
    isFirst,
    write: (rows) => (isFirst ? insert(run, target, rows) : upsert(run, target, rows)),
  };
}

/** The parameters of both statements: organisation, import, who, and the rows as columns with an id for each. */
function parameters<Row extends { line: number }>(
  { ctx, importId }: Run,
  target: Target<Row>,
  rows: readonly Row[],
) {
  const ids = rowIds(rows.length);
  const values = columnar(rows, [
    (row) => row.line,
    (_, index) => ids[index] ?? null,
    ...Object.values(target.columns).map(({ value }) => value),
  ]);
  return [ctx.organization.id, importId, actorUserId(ctx), ...values];
}

async function insert<Row extends { line: number }>(
  run: Run,
  target: Target<Row>,
  rows: readonly Row[],
): Promise<Written> {
  const names = Object.keys(target.columns);
  // By person: the index of their facts, the largest, is then walked through once a batch and not all over.
  const created = await run.tx.$executeRawUnsafe(
    `INSERT INTO ${target.table} (id, organization_id, import_id, ${target.isFact ? "recorded_by_user_id, " : ""}${names.join(", ")})
     SELECT id::uuid, $1::uuid, $2::uuid, ${target.isFact ? "$3::uuid, " : ""}${list(names, (name) => `${name}::${target.columns[name]?.type}`)}
     FROM ${columnarSource(4, ["line", "id", ...names])} WHERE $3::uuid IS NULL OR true${target.person ? ` ORDER BY ${target.person}` : ""}`,
    ...parameters(run, target, rows),
  );
  const person = target.person === undefined ? undefined : target.columns[target.person];
  const people = person ? [...new Set(rows.map((row) => String(person.value(row))))] : [];
  return { created, updated: 0, people };
}

async function upsert<Row extends { line: number }>(
  run: Run,
  target: Target<Row>,
  rows: readonly Row[],
): Promise<Written> {
  const [counts] = await run.tx.$queryRawUnsafe<[Counts]>(
    upsertSql(target, run),
    ...parameters(run, target, rows),
  );
  const people = counts.people?.split(",").filter(Boolean) ?? [];
  return { created: counts.created, updated: counts.updated, people };
}
