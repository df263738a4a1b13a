import type { ImportedAchievement } from "@/lib/achievements/import-schema";
import { definitionRefusals, nextPlace } from "@/lib/achievements/row-service";
import { publishVersions, requestEvaluationOfAll } from "@/lib/achievements/version-service";
import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { record } from "@/lib/events/record";

/** What became of one definition; `before` is the former row of an updated one, so that the import can be undone. */
export type UpsertedAchievement = Readonly<{
  key: string;
  id: string;
  outcome: "created" | "updated" | "unchanged";
  before: object | null;
}>;

type Existing = { id: string; key: string; before: object };

// What an import says about an achievement, in the names of the table.
const COLUMNS = `key, name, description, badge_icon_url, category, trigger_type, trigger_threshold, trigger_metadata, criteria,
  status, is_repeatable, unmet_policy, needs_approval, renewable, expire_date, expire_period`;

function rowOf({ definition: d, isActive, sortOrder }: ImportedAchievement, index: number) {
  return {
    key: d.key,
    name: d.name,
    description: d.description,
    badge_icon_url: d.badgeIconUrl ?? null,
    category: d.category,
    trigger_type: d.triggerType,
    trigger_threshold: d.triggerThreshold ?? null,
    trigger_metadata: d.triggerMetadata,
    criteria: d.criteria ?? null,
    status: isActive ? "active" : "inactive",
    is_repeatable: d.isRepeatable,
    unmet_policy: d.unmetPolicy,
    needs_approval: d.needsApproval,
    renewable: d.renewable,
    expire_date: d.expireDate ?? null,
    expire_period: d.expirePeriod ?? null,
    given_order: sortOrder,
    place: index,
  };
}

const upsertSql = `
  INSERT INTO achievements AS a (organization_id, created_by_user_id, import_id, sort_order, ${COLUMNS})
  SELECT $1::uuid, $2::uuid, $3::uuid, coalesce(r.given_order, $5::integer + r.place), ${COLUMNS}
  FROM jsonb_to_recordset($4::text::jsonb) AS r (key text, name text, description text, badge_icon_url text,
    category achievement_category, trigger_type achievement_trigger, trigger_threshold integer, trigger_metadata jsonb, criteria jsonb,
    status achievement_status, is_repeatable boolean, unmet_policy unmet_policy, needs_approval boolean, renewable boolean,
    expire_date date, expire_period integer, given_order integer, place integer)
  ON CONFLICT (organization_id, key) DO UPDATE SET
    (${COLUMNS}) = ROW(${COLUMNS.replace(/\w+/g, "excluded.$&")}),
    sort_order = coalesce((SELECT (g ->> 'given_order')::integer FROM jsonb_array_elements($4::text::jsonb) g
                           WHERE g ->> 'key' = excluded.key), a.sort_order)
  WHERE (${COLUMNS.replace(/\w+/g, "a.$&")}) IS DISTINCT FROM (${COLUMNS.replace(/\w+/g, "excluded.$&")})
    OR a.sort_order <> (SELECT (g ->> 'given_order')::integer FROM jsonb_array_elements($4::text::jsonb) g WHERE g ->> 'key' = excluded.key)
  RETURNING a.id, a.key`;

/**
 * Writes imported definitions by key, in the caller's transaction: new ones at the end of the order, known ones
 * changed, equal ones left alone. Keys are unique within the list. Active ones get their version, and everybody is
 * evaluated if anything changed.
 */
export async function upsertAchievements(
  tx: Tx,
  ctx: Ctx,
  definitions: readonly ImportedAchievement[],
  importId: string | null = null,
): Promise<UpsertedAchievement[]> {
  authorize(ctx, "achievements:write");
  requireModule(ctx, "achievements_gamification");
  const organizationId = ctx.organization.id;
  const keys = definitions.map(({ definition }) => definition.key);
  const known = await tx.$queryRaw<Existing[]>`
    SELECT id, key, to_jsonb(a) AS before FROM achievements a
    WHERE organization_id = ${organizationId}::uuid AND key = ANY(${keys}::text[]) ORDER BY id FOR UPDATE`;
  const rows = JSON.stringify(definitions.map(rowOf));
  const place = await nextPlace(tx, ctx);
  const written = await orRefusal(
    tx.$queryRawUnsafe<{ id: string; key: string }[]>(
      upsertSql,
      organizationId,
      actorUserId(ctx),
      importId,
      rows,
      place,
    ),
    definitionRefusals,
  );
  const ids = written.map(({ id }) => id);
  await publishVersions(tx, ctx, ids);
  const outcomes = outcomesOf(keys, known, written);
  if (ids.length > 0) {
    await requestEvaluationOfAll(tx, ctx);
    const changed = outcomes.filter(({ outcome }) => outcome !== "unchanged");
    await record(
      tx,
      ctx,
      "achievements.imported",
      { type: "achievements", id: importId },
      { after: changed.map(({ key, outcome }) => ({ key, outcome })) },
    );
  }
  return outcomes;
}

function outcomesOf(
  keys: readonly string[],
  known: readonly Existing[],
  written: readonly { id: string; key: string }[],
): UpsertedAchievement[] {
  const former = new Map(known.map((row) => [row.key, row]));
  const now = new Map(written.map((row) => [row.key, row.id]));
  return keys.map((key) => {
    const before = former.get(key);
    const id = now.get(key) ?? before?.id ?? "";
    if (!now.has(key)) return { key, id, outcome: "unchanged", before: null };
    return before
      ? { key, id, outcome: "updated", before: before.before }
      : { key, id, outcome: "created", before: null };
  });
}
