import { msg } from "@/lib/errors";
import { UNDONE_REASON } from "@/lib/facts/rules";
import { columnar, columnarSource } from "@/lib/imports/columnar";
import type { Remark, Run, Written } from "@/lib/imports/run-service";
import type { Target } from "@/lib/imports/upsert-service";

type Line = { line: number };

const remark = ({ line }: Line): Remark => ({ line, field: null, reason: msg("imports.wasVoided") });

/** Where some rows changed nothing, tells of those whose fact a person has voided: they stay voided. */
export async function warnOfVoided<Row extends Line>(
  { tx, ctx }: Pick<Run, "tx" | "ctx">,
  target: Target<Row>,
  rows: readonly Row[],
  written: Written,
): Promise<Written> {
  if (written.created + written.updated === rows.length) return written;
  const key = target.key[0] ?? "";
  const keyOf = target.columns[key]?.value ?? (() => null);
  const voided = await tx.$queryRawUnsafe<Line[]>(
    `SELECT given.line::integer AS line FROM ${columnarSource(2, ["line", key])}
     JOIN ${target.table} t ON t.organization_id = $1::uuid AND t.source = 'default' AND t.${key} = given.${key}
     WHERE t.voided_at IS NOT NULL ORDER BY 1`,
    ctx.organization.id,
    ...columnar(rows, [(row) => row.line, keyOf]),
  );
  return { ...written, warnings: voided.map(remark) };
}

/**
 * The rows that are not exactly what a person has voided: voiding a registration frees its place for another one,
 * and the same file, imported again, must not bring the mistake back.
 */
export async function withoutVoidedTwins<Row extends Line>(
  { tx, ctx }: Pick<Run, "tx" | "ctx">,
  target: Target<Row>,
  rows: readonly Row[],
): Promise<{ standing: readonly Row[]; warnings: Remark[] }> {
  const names = Object.keys(target.columns);
  const typed = names.map((name) => `given.${name}::${target.columns[name]?.type}`);
  const twins = await tx.$queryRawUnsafe<Line[]>(
    `SELECT DISTINCT given.line::integer AS line FROM ${columnarSource(3, ["line", ...names])}
     JOIN ${target.table} t ON t.organization_id = $1::uuid AND t.voided_at IS NOT NULL AND t.void_reason <> $2
       AND (${names.map((name) => `t.${name}`).join(", ")}) IS NOT DISTINCT FROM (${typed.join(", ")})
     WHERE NOT EXISTS (SELECT FROM ${target.table} s WHERE s.organization_id = t.organization_id AND s.voided_at IS NULL
       AND ${target.key.map((name) => `s.${name} = t.${name}`).join(" AND ")})
     ORDER BY 1`,
    ctx.organization.id,
    UNDONE_REASON,
    ...columnar(rows, [(row) => row.line, ...Object.values(target.columns).map(({ value }) => value)]),
  );
  if (twins.length === 0) return { standing: rows, warnings: [] };
  const lines = new Set(twins.map(({ line }) => line));
  return { standing: rows.filter(({ line }) => !lines.has(line)), warnings: twins.map(remark) };
}
