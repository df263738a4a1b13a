import { actorUserId } from "@/lib/context";
import { UNDONE_REASON } from "@/lib/facts/rules";
import type { Undoing } from "@/lib/imports/run-service";
import type { Undone } from "@/lib/imports/undone";
import type { Target } from "@/lib/imports/upsert-service";

type Restorable = "activities" | "referrals" | "course_registrations" | "courses" | "achievements";
type People = { person: string | null; former_person: string | null };

/**
 * Gives the rows that an import changed their former values, where they still say what the import wrote. Answers
 * how many, how many were changed since, and the people of both states.
 */
export async function restoreRows(
  { tx, ctx, importId }: Undoing,
  table: Restorable,
  columns: readonly string[],
  options: { person?: string; voidable?: boolean } = {},
): Promise<Pick<Undone, "restored" | "changedSince" | "people">> {
  const { person, voidable } = options;
  const list = (row: string) => columns.map((name) => `${row}.${name}`).join(", ");
  const restored = await tx.$queryRawUnsafe<People[]>(
    `UPDATE ${table} t SET ${columns.map((name) => `${name} = former.${name}`).join(", ")}
     FROM import_rows r, LATERAL jsonb_populate_record(NULL::${table}, r.before) former,
       LATERAL jsonb_populate_record(NULL::${table}, r.after) made
     WHERE r.organization_id = $1::uuid AND r.import_id = $2::uuid AND r.outcome = 'updated'
       AND t.organization_id = r.organization_id AND t.id = r.subject_id ${voidable ? "AND t.voided_at IS NULL" : ""}
       AND (${list("t")}) IS NOT DISTINCT FROM (${list("made")})
     RETURNING ${person ? `new.${person}::text AS person, old.${person}::text AS former_person` : "NULL AS person, NULL AS former_person"}`,
    ctx.organization.id,
    importId,
  );
  const changed = await tx.importRow.count({
    where: { organizationId: ctx.organization.id, importId, outcome: "updated" },
  });
  const people = restored.flatMap((row) => [row.person ?? [], row.former_person ?? []].flat());
  return { restored: restored.length, changedSince: changed - restored.length, people };
}

/** Voids the facts an import created, and restores those it changed. */
export async function takeBackFacts<Row>(undoing: Undoing, target: Target<Row>): Promise<Undone> {
  const { tx, ctx, importId } = undoing;
  const { table, person = "user_id" } = target;
  if (table === "courses") throw new Error("courses are not voided");
  const restored = await restoreRows(undoing, table, Object.keys(target.columns), { person, voidable: true });
  const voided = await tx.$queryRawUnsafe<{ person: string }[]>(
    `WITH voided AS (
       UPDATE ${table} SET voided_at = now(), voided_by_user_id = $3::uuid, void_reason = $4
       WHERE organization_id = $1::uuid AND import_id = $2::uuid AND voided_at IS NULL RETURNING ${person}
     )
     SELECT ${person}::text AS person, count(*)::integer AS count FROM voided GROUP BY 1`,
    ctx.organization.id,
    importId,
    actorUserId(ctx),
    UNDONE_REASON,
  );
  const removed = (voided as { person: string; count: number }[]).reduce((sum, { count }) => sum + count, 0);
  return {
    ...restored,
    removed,
    kept: 0,
    people: [...restored.people, ...voided.map((row) => row.person)],
  };
}

/** Deletes the rows an import created that nothing else refers to; answers how many, and how many stay. */
export async function deleteCreated(
  { tx, ctx, importId }: Undoing,
  table: "courses" | "achievements",
): Promise<Pick<Undone, "removed" | "kept">> {
  const [counts] = await tx.$queryRawUnsafe<[{ created: number; removed: number }]>(
    `WITH made AS (SELECT coalesce(array_agg(id ORDER BY id), '{}') AS ids FROM ${table} WHERE organization_id = $1::uuid AND import_id = $2::uuid)
     SELECT cardinality(ids) AS created,
       (SELECT count(*)::integer FROM delete_unreferenced('${table}', ids)) AS removed FROM made`,
    ctx.organization.id,
    importId,
  );
  return { removed: counts.removed, kept: counts.created - counts.removed };
}
