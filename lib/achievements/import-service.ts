import { circleProblem, holdDefinitions, linked, linkedDefinitions } from "@/lib/achievements/circle-service";
import type { AchievementStatus } from "@/lib/achievements/definition-keys";
import { namingProblems, writeImportedDetails } from "@/lib/achievements/import-details-service";
import type { ImportedAchievement } from "@/lib/achievements/import-schema";
import { earnableProblem, nextPlace } from "@/lib/achievements/row-service";
import type { AchievementDefinition } from "@/lib/achievements/schema";
import { publishVersions, requestEvaluationOfAll } from "@/lib/achievements/version-service";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { type Message, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { columnName } from "@/lib/validation";

/** What became of one definition; `before` is the former row of an updated one, so that the import can be undone. */
export type UpsertedAchievement =
  | Readonly<{ key: string; id: string; outcome: "created" | "updated" | "unchanged"; before: object | null }>
  | Readonly<{ key: string; outcome: "rejected"; fields: Fields }>;

type Existing = {
  id: string;
  key: string;
  status: AchievementStatus;
  before: object;
  isRepeatable: boolean;
  isAwarded: boolean;
};
type Fields = Readonly<Record<string, Message>>;

// What an import says about an achievement, in the names of the table.
const COLUMNS = `key, name, description, badge_icon_url, category, trigger_type, trigger_threshold, trigger_metadata, criteria,
  status, is_repeatable, unmet_policy, needs_approval, renewable, expire_date, expire_period`;

/** "Not active" asks nothing of a draft or of what lies in the archive. */
function statusOf(isActive: boolean, known: Existing | undefined): AchievementStatus {
  if (isActive) return "active";
  return known === undefined || known.status === "active" ? "inactive" : known.status;
}

function rowOf(
  { definition: d, isActive, sortOrder }: ImportedAchievement,
  known: Existing | undefined,
  index: number,
) {
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
    status: statusOf(isActive, known),
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
 * evaluated if anything changed. A definition that cannot be earned, or that would make an awarded one repeatable
 * (or not), is answered as rejected, by column, and does not stop the others.
 */
export async function upsertAchievements(
  tx: Tx,
  ctx: Ctx,
  definitions: readonly ImportedAchievement[],
  importId: string | null = null,
): Promise<UpsertedAchievement[]> {
  authorize(ctx, "achievements:write");
  requireModule(ctx, "achievements_gamification");
  await holdDefinitions(tx, ctx);
  const known = new Map((await lockKnown(tx, ctx, definitions)).map((row) => [row.key, row]));
  const refused = new Map<string, Fields>(
    definitions.flatMap(({ definition }) => {
      const fields = problemsOf(definition, known.get(definition.key));
      return fields ? [[definition.key, fields] as const] : [];
    }),
  );
  const good = await refuseStrangers(tx, ctx, definitions, refused);
  const written = new Map((await write(tx, ctx, good, known, importId)).map((row) => [row.key, row.id]));
  const outcomes = definitions.map(({ definition: { key } }): UpsertedAchievement => {
    const fields = refused.get(key);
    if (fields) return { key, outcome: "rejected", fields };
    const before = known.get(key);
    const id = written.get(key);
    if (id === undefined) return { key, id: before?.id ?? "", outcome: "unchanged", before: null };
    return { key, id, outcome: before ? "updated" : "created", before: before?.before ?? null };
  });
  if (written.size > 0) {
    const changed = outcomes.flatMap(({ key, outcome }) => (written.has(key) ? [{ key, outcome }] : []));
    await record(
      tx,
      ctx,
      "achievements.imported",
      { type: "achievements", id: importId },
      { after: changed },
    );
  }
  return outcomes;
}

/**
 * Those that name only what is there, or comes with them, and close no circle; the others are added to `refused`.
 * Looked at again after each refusal: what came with a refused one does not come.
 */
async function refuseStrangers(
  tx: Tx,
  ctx: Ctx,
  definitions: readonly ImportedAchievement[],
  refused: Map<string, Fields>,
): Promise<ImportedAchievement[]> {
  for (;;) {
    const good = definitions.filter(({ definition }) => !refused.has(definition.key));
    for (const [key, problems] of await namingProblems(tx, ctx, good)) refused.set(key, problems);
    for (const [key, problem] of await circlesOf(tx, ctx, good)) refused.set(key, { criteria: problem });
    if (good.every(({ definition }) => !refused.has(definition.key))) return good;
  }
}

/** The definitions of the list that would close a circle, with those before them or with what is there. */
async function circlesOf(
  tx: Tx,
  ctx: Ctx,
  definitions: readonly ImportedAchievement[],
): Promise<Map<string, Message>> {
  const given = new Set(definitions.map(({ definition }) => definition.key));
  const standing = (await linkedDefinitions(tx, ctx)).filter(({ key }) => !given.has(key));
  const refused = new Map<string, Message>();
  for (const { definition } of definitions) {
    const one = linked(definition);
    const problem = one && circleProblem([...standing, one], one.key);
    if (problem) refused.set(definition.key, problem);
    else if (one) standing.push(one);
  }
  return refused;
}

/** The rows of these keys as they are, held so that no award begins meanwhile. */
function lockKnown(tx: Tx, { organization }: Ctx, definitions: readonly ImportedAchievement[]) {
  const keys = definitions.map(({ definition }) => definition.key);
  return tx.$queryRaw<Existing[]>`
    SELECT id, key, status::text AS status, to_jsonb(a) || achievement_details(a) AS before, is_repeatable AS "isRepeatable",
      EXISTS (SELECT FROM earned_badges e WHERE e.organization_id = a.organization_id AND e.achievement_id = a.id) AS "isAwarded"
    FROM achievements a
    WHERE organization_id = ${organization.id}::uuid AND key = ANY(${keys}::text[]) ORDER BY id FOR UPDATE`;
}

function problemsOf(definition: AchievementDefinition, known: Existing | undefined): Fields | null {
  const problem = earnableProblem(definition);
  if (problem) return { [columnName(problem.field)]: problem.message };
  const isFinal = known?.isAwarded && known.isRepeatable !== definition.isRepeatable;
  return isFinal ? { is_repeatable: msg("achievements.repeatableIsFinal") } : null;
}

async function write(
  tx: Tx,
  ctx: Ctx,
  definitions: readonly ImportedAchievement[],
  known: ReadonlyMap<string, Existing>,
  importId: string | null,
): Promise<{ id: string; key: string }[]> {
  const rows = JSON.stringify(
    definitions.map((one, index) => rowOf(one, known.get(one.definition.key), index)),
  );
  const place = await nextPlace(tx, ctx);
  const parameters = [ctx.organization.id, actorUserId(ctx), importId, rows, place];
  const written = await tx.$queryRawUnsafe<{ id: string; key: string }[]>(upsertSql, ...parameters);
  const ids = new Set(written.map(({ id }) => id));
  const described = await writeImportedDetails(tx, ctx, definitions);
  if (ids.size + described.size === 0) return [];
  await publishVersions(tx, ctx, [...ids, ...described]);
  if (ids.size > 0) await requestEvaluationOfAll(tx, ctx);
  const also = await tx.achievement.findMany({
    where: { organizationId: ctx.organization.id, id: { in: [...described].filter((id) => !ids.has(id)) } },
    select: { id: true, key: true },
  });
  const named = new Set(definitions.map(({ definition }) => definition.key));
  return [...written, ...also.filter(({ key }) => named.has(key))];
}
