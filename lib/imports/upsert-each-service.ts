import { actorApiKeyId, actorUserId } from "@/lib/context";
import { columnar, columnarSource } from "@/lib/imports/columnar";
import { rowIds } from "@/lib/imports/row-ids";
import type { Run } from "@/lib/imports/run-service";
import { changeClause, type Target } from "@/lib/imports/upsert-service";

type State = Readonly<Record<string, unknown>>;

/** What became of one row. `isVoided`: somebody voided it, and it stays so. */
export type RowOutcome = Readonly<{
  id: string;
  status: "created" | "updated" | "unchanged";
  isVoided: boolean;
  /** Both states of a row that was updated, by column. */
  before: State | null;
  after: State | null;
  /** Whom to evaluate. */
  people: readonly string[];
}>;

type Value = string | number | null;
type Written = {
  id: string;
  key: (string | null)[];
  is_new: boolean;
  before: State | null;
  after: State | null;
  person: string;
  former_person: string | null;
};
type Standing = { line: number; id: string; is_voided: boolean };
type Receiving = Pick<Run, "tx" | "ctx" | "given">;

const list = (names: readonly string[], write: (name: string) => string) => names.map(write).join(", ");
const keyText = (values: readonly Value[]) =>
  JSON.stringify(values.map((value) => (value === null ? null : String(value))));

function upsertSql<Row>(target: Target<Row>, run: Receiving): string {
  const names = Object.keys(target.columns);
  const { table, key, person } = target;
  const isNew = target.keepsKey ? "old.id IS NULL OR old.voided_at IS NOT NULL" : "old.id IS NULL";
  const state = (row: string) => `jsonb_build_object(${list(names, (name) => `'${name}', ${row}.${name}`)})`;
  return `WITH given AS MATERIALIZED (
      SELECT id::uuid AS id, ${list(names, (name) => `${name}::${target.columns[name]?.type} AS ${name}`)}
      FROM ${columnarSource(4, ["id", ...names])}
    )
    INSERT INTO ${table} AS t (id, organization_id, recorded_by_user_id, api_key_id, ${names.join(", ")})
    SELECT id, $1::uuid, $2::uuid, $3::uuid, ${names.join(", ")} FROM given
    ON CONFLICT ${target.conflict} ${changeClause(target, run)}
    RETURNING new.id, ARRAY[${list(key, (name) => `new.${name}::text`)}] AS key, ${isNew} AS is_new,
      new.${person} AS person, old.${person} AS former_person,
      CASE WHEN NOT (${isNew}) THEN ${state("old")} END AS before, CASE WHEN NOT (${isNew}) THEN ${state("new")} END AS after`;
}

// Of a key that is free again after voiding, the row that stands; else the one that was voided last.
function standingSql<Row>({ table, key, columns }: Target<Row>): string {
  return `SELECT DISTINCT ON (given.line::integer) given.line::integer AS line, t.id, t.voided_at IS NOT NULL AS is_voided
    FROM ${columnarSource(2, ["line", ...key])}
    JOIN ${table} t ON t.organization_id = $1::uuid
      AND ${key.map((name) => `t.${name} = given.${name}::${columns[name]?.type}`).join(" AND ")}
    ORDER BY given.line::integer, t.voided_at DESC NULLS FIRST`;
}

/** Where the rows stand that changed nothing, by their place in `rows`. */
export async function standingRows<Row>(
  { tx, ctx }: Pick<Run, "tx" | "ctx">,
  target: Target<Row>,
  rows: readonly Row[],
): Promise<(RowOutcome | undefined)[]> {
  if (rows.length === 0) return [];
  const keys = target.key.map((name) => target.columns[name]?.value ?? (() => null));
  const found = await tx.$queryRawUnsafe<Standing[]>(
    standingSql(target),
    ctx.organization.id,
    ...columnar(rows, [(_, index) => index, ...keys]),
  );
  const byLine = new Map(found.map((row) => [row.line, row]));
  const nothing = { status: "unchanged", before: null, after: null, people: [] } as const;
  return rows.map((_, index) => {
    const row = byLine.get(index);
    return row && { id: row.id, isVoided: row.is_voided, ...nothing };
  });
}

/**
 * Writes rows by their key as an import does (prepareWriter), and answers what became of each, in their order. They
 * belong to no import, and so are corrected and voided, not undone. The keys are unique within `rows`; a row with a
 * null in its key is always new. Sorted by key, so that two who send the same rows cannot deadlock.
 */
export async function upsertEach<Row>(
  run: Receiving,
  target: Target<Row>,
  rows: readonly Row[],
): Promise<RowOutcome[]> {
  if (rows.length === 0) return [];
  const keyOf = (row: Row) => target.key.map((name) => target.columns[name]?.value(row) ?? null);
  const sorted = rows
    .map((row) => ({ row, key: keyText(keyOf(row)) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const ids = rowIds(sorted.length);
  const written = await run.tx.$queryRawUnsafe<Written[]>(
    upsertSql(target, run),
    run.ctx.organization.id,
    actorUserId(run.ctx),
    actorApiKeyId(run.ctx),
    ...columnar(
      sorted.map(({ row }) => row),
      [(_, index) => ids[index] ?? null, ...Object.values(target.columns).map(({ value }) => value)],
    ),
  );
  const byId = new Map(written.map((row) => [row.id, row]));
  const byKey = new Map(written.map((row) => [keyText(row.key), row]));
  const idOf = new Map(sorted.map(({ row }, index) => [row, ids[index] ?? ""]));
  const found = rows.map((row) => byId.get(idOf.get(row) ?? "") ?? byKey.get(keyText(keyOf(row))));
  const standing = await standingRows(
    run,
    target,
    rows.filter((_, index) => !found[index]),
  );
  let next = 0;
  return found.map((row) => (row ? outcomeOf(row) : standingOf(standing[next++])));
}

const outcomeOf = ({ id, is_new, before, after, person, former_person }: Written): RowOutcome => ({
  id,
  status: is_new ? "created" : "updated",
  isVoided: false,
  before,
  after,
  people: former_person && former_person !== person ? [person, former_person] : [person],
});

function standingOf(row: RowOutcome | undefined): RowOutcome {
  // ON CONFLICT saw it, so it is there; voided facts are never deleted.
  if (!row) throw new Error("a row that is there already was not found");
  return row;
}
