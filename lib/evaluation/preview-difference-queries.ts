import { sql } from "kysely";
import { courseColumnsOf } from "@/lib/achievements/detail-service";
import { requireEarnable } from "@/lib/achievements/row-service";
import type { AchievementDefinition } from "@/lib/achievements/schema";
import { expiryOf } from "@/lib/badges/rules";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { criteriaOf } from "@/lib/criteria/from-trigger";
import { compiler } from "@/lib/criteria/sql/compiler";
import type { Sql } from "@/lib/criteria/sql/people";
import { inTenant, runQuery, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { readPlace, writePlace } from "@/lib/evaluation/preview-cursor";
import { type Readable, readDefinition } from "@/lib/evaluation/preview-definition-queries";
import type { DifferenceAsked } from "@/lib/evaluation/preview-difference-schema";
import { changesSql } from "@/lib/evaluation/preview-difference-sql";
import type { Previewed } from "@/lib/evaluation/preview-people";
import { type DifferenceKind, differenceKinds } from "@/lib/evaluation/preview-rules";
import { prepareForMany } from "@/lib/evaluation/requests-service";

export type DifferenceRow = Readonly<{
  userId: string;
  name: string;
  /** The badges that are meant: `once`, `2026`, `10` … */
  occurrences: readonly string[];
}>;

export type Difference = Readonly<{
  /** People of each kind, and the badges they are about. */
  people: Readonly<Record<DifferenceKind, number>>;
  badges: Readonly<Record<DifferenceKind, number>>;
  /** Only given by hand, with the new rules: nobody is awarded by evaluation. */
  isManual: boolean;
  /** Whether those who gain would be awarded when it is saved, or only once the achievement is in use. */
  isActive: boolean;
  needsApproval: boolean;
  rows: readonly DifferenceRow[];
  next: string | null;
}>;

const PAGE_SIZE = 50;
/** Longer than a page usually may, in milliseconds: everybody is looked at, twice. */
const timeout = 120_000;

/**
 * What saving these rules would change, before they are saved. `gained`: badges that would be awarded with the new
 * rules and would not with the present ones. `lost`: badges that evaluation gave, that stand, and that the present
 * rules find today but the new ones would not; they are kept all the same, since a badge is judged by the version it
 * was given by. `unaffected`: all others that stand. Throws as saving would: what cannot be evaluated, a course that
 * does not exist, and an achievement that was awarded already and would change between once and several times.
 */
export async function previewDifference(
  ctx: Ctx,
  { id, definition, show, after }: DifferenceAsked,
): Promise<Difference> {
  authorize(ctx, "achievements:write");
  requireModule(ctx, "achievements_gamification");
  requireEarnable(definition);
  return inTenant(
    ctx,
    async (tx, now) => {
      const read = await readDefinition(tx, ctx, id, now);
      const next = await changed(tx, ctx, read, definition);
      await requireSameRepeating(tx, ctx, read, definition);
      await prepareForMany(tx, "all");
      const people = changesSql(ctx, { read, next, now, isOver: isOverAt(ctx, definition, now) });
      const [row] = await runQuery(tx, statement(ctx, people, show, after).compile(compiler));
      const found = row?.rows ?? [];
      const last = found.length > PAGE_SIZE ? found.at(PAGE_SIZE - 1) : undefined;
      return {
        people: { gained: 0, lost: 0, unaffected: 0, ...row?.people },
        badges: { gained: 0, lost: 0, unaffected: 0, ...row?.badges },
        isManual: next === null,
        isActive: read.achievement.status === "active",
        needsApproval: definition.needsApproval,
        rows: found.slice(0, PAGE_SIZE),
        next: last ? writePlace({ rank: 0, missing: 0, name: last.name, id: last.userId }) : null,
      };
    },
    { timeout },
  );
}

function isOverAt(ctx: Ctx, { expireDate, expirePeriod }: AchievementDefinition, now: Date): boolean {
  const columns = { expireDate: expireDate ?? null, expirePeriod: expirePeriod ?? null };
  const expiresAt = expiryOf(columns, now, ctx.organization.timeZone);
  return expiresAt !== null && expiresAt <= now;
}

async function changed(
  tx: Tx,
  ctx: Ctx,
  { achievement }: Readable,
  definition: AchievementDefinition,
): Promise<Previewed | null> {
  const { courseId } = await courseColumnsOf(tx, ctx, definition);
  const criteria = criteriaOf(definition);
  const { isRepeatable, renewable } = definition;
  return (
    criteria && {
      id: achievement.id,
      isRepeatable,
      renewable,
      courseId,
      earnFrom: achievement.earnFrom,
      criteria,
    }
  );
}

async function requireSameRepeating(
  tx: Tx,
  ctx: Ctx,
  { achievement }: Readable,
  { isRepeatable }: AchievementDefinition,
): Promise<void> {
  if (achievement.isRepeatable === isRepeatable) return;
  const where = { organizationId: ctx.organization.id, achievementId: achievement.id };
  if ((await tx.earnedBadge.findFirst({ where, select: { id: true } })) === null) return;
  throw new AppError("conflict", msg("form"), { isRepeatable: msg("achievements.repeatableIsFinal") });
}

type StatementRow = {
  people: Partial<Record<DifferenceKind, number>>;
  badges: Partial<Record<DifferenceKind, number>>;
  rows: DifferenceRow[] | null;
};

/** Whose badges of this kind are meant; whoever only has others is unaffected. */
const IS_OF: Readonly<Record<DifferenceKind, Sql>> = {
  gained: sql`p.gained IS NOT NULL`,
  lost: sql`p.lost IS NOT NULL`,
  unaffected: sql`p.gained IS NULL AND p.lost IS NULL`,
};

/** Counts and one page of names, from one look at everybody. */
function statement(ctx: Ctx, people: Sql, show: DifferenceKind, after: string | undefined) {
  const place = readPlace(after);
  const beyond = place
    ? sql` AND (m.display_name, m.user_id) > (${place.name}::text, ${place.id}::uuid)`
    : sql``;
  const counts = (value: (kind: DifferenceKind) => Sql) =>
    sql`jsonb_build_object(${sql.join(differenceKinds.map((kind) => sql`${sql.lit(kind)}, ${value(kind)}`))})`;
  return sql<StatementRow>`WITH person AS MATERIALIZED (${people})
    SELECT ${counts((kind) => sql`count(*) FILTER (WHERE ${IS_OF[kind]})`)} AS people,
      ${counts((kind) => sql`coalesce(sum(cardinality(p.${sql.raw(kind)})) FILTER (WHERE ${IS_OF[kind]}), 0)`)} AS badges,
      (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.name, l."userId") FROM (
        SELECT m.user_id AS "userId", m.display_name AS name, p.${sql.raw(show)} AS occurrences
        FROM person p JOIN memberships m ON m.organization_id = ${ctx.organization.id}::uuid AND m.user_id = p.user_id
        WHERE ${IS_OF[show]}${beyond} ORDER BY m.display_name, m.user_id LIMIT ${sql.lit(PAGE_SIZE + 1)}) l) AS rows
    FROM person p`;
}
