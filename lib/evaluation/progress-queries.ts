import { BATCH_UNDONE_REASON } from "@/lib/badges/batch-undo-rules";
import { authorize, type Ctx } from "@/lib/context";
import { layOut } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import { inTenant, type Tx } from "@/lib/db";
import { activeDefinitions, type Definition } from "@/lib/evaluation/definition-queries";
import { type ReferenceNames, referenceNames } from "@/lib/evaluation/names-queries";
import { type ProgressRows, progressRows } from "@/lib/evaluation/progress-rows-queries";
import { overallShare, shareOf } from "@/lib/evaluation/rules";

export type RuleProgress = Readonly<{ path: string; have: number; need: number }>;

/** A badge that can still be earned, and how far the person is. */
export type Locked = Readonly<{
  achievementId: string;
  name: string;
  description: string;
  category: string;
  icon: string | null;
  isRepeatable: boolean;
  /** Null for what is only given by hand. */
  criteria: Criteria | null;
  rules: readonly RuleProgress[];
  /** From 0 to 1, over all rules. */
  share: number;
}>;

export type Progress = Readonly<{ locked: readonly Locked[]; names: ReferenceNames }>;

const NONE: Progress = { locked: [], names: {} };

/**
 * What a person can still earn, in display order: active achievements they do not hold, and of a repeatable one the
 * occurrence that is open (this window, the next threshold). The numbers come from the same rules as the awards.
 * Not what a person took back or turned down. Whether the asker may see this person is the page's question.
 */
export async function listLocked(ctx: Ctx, userId: string): Promise<Progress> {
  authorize(ctx, "profile:read");
  if (!ctx.modules.has("achievements_gamification")) return NONE;
  return await inTenant(ctx, (tx, now) => lockedIn(tx, ctx, userId, now));
}

/** The same inside the caller's transaction. */
export async function lockedIn(tx: Tx, ctx: Ctx, userId: string, now: Date): Promise<Progress> {
  const closed = await closedAchievements(tx, ctx, userId, now);
  const definitions = await activeDefinitions(tx, ctx);
  const rows = await progressRows(tx, ctx, userId, definitions, now);
  const known = new Map(definitions.map((one) => [one.id, one]));
  const locked = (await activeAchievements(tx, ctx)).flatMap((achievement) => {
    const { id, triggerType } = achievement;
    const definition = known.get(id);
    if (definition) return progressOf(definition, rows.get(id) ?? [], closed.get(id)) ?? [];
    return triggerType === "manual" && !closed.has(id) ? [manual(achievement)] : [];
  });
  const criteria = locked.flatMap((one) => one.criteria ?? []);
  return { locked, names: await referenceNames(tx, ctx, criteria) };
}

type Rows = NonNullable<ReturnType<ProgressRows["get"]>>;

/** Null for what is not to be earned: held already, refused, all of this window's reached, or not for this person. */
function progressOf(
  definition: Definition,
  rows: Rows,
  closed: "held" | "refused" | undefined,
): Locked | null {
  if (closed && !definition.isRepeatable) return null;
  const share = shareOfAll(definition.criteria, rows);
  const isReached = closed === "held" && share === 1;
  return rows.length === 0 || isReached ? null : view(definition, rows, share);
}

/**
 * Achievements of which the person holds a badge, or will not be given one. What somebody proposed and another has not
 * said yes to changes nothing here: the person does not know of it.
 */
async function closedAchievements(tx: Tx, ctx: Ctx, userId: string, now: Date) {
  const rows = await tx.$queryRaw<{ id: string; closed: "held" | "refused" }[]>`
    SELECT achievement_id AS id,
      CASE WHEN bool_or(status = 'pending_approval' OR (status = 'awarded' AND (expires_at IS NULL OR expires_at > ${now})))
        THEN 'held' ELSE 'refused' END AS closed
    FROM earned_badges WHERE organization_id = ${ctx.organization.id}::uuid AND user_id = ${userId}::uuid
      AND (status = 'awarded' OR (status IN ('pending_approval', 'rejected') AND source <> 'manual')
        OR (status = 'revoked' AND revoked_by_user_id IS NOT NULL AND revocation_reason <> ${BATCH_UNDONE_REASON}))
      AND (status <> 'awarded' OR expires_at IS NULL OR expires_at > ${now})
    GROUP BY achievement_id`;
  return new Map(rows.map(({ id, closed }) => [id, closed]));
}

type Tree = ReturnType<typeof layOut>["tree"];
type Part = Parameters<typeof overallShare>[0];

function shareOfAll(criteria: Criteria, rows: Rows): number {
  const { leaves, tree } = layOut(criteria);
  const shares = new Map(rows.map((row) => [row.rule_path, shareOf(row.have, row.need)]));
  const part = (node: Tree): Part =>
    node.kind === "leaf"
      ? (shares.get(leaves[node.index]?.path ?? "") ?? 0)
      : { match: node.match, parts: node.parts.map(part) };
  return overallShare(part(tree));
}

const view = (definition: Definition, rows: Rows, share: number): Locked => ({
  achievementId: definition.id,
  name: definition.name,
  description: definition.description,
  category: definition.category,
  icon: definition.badgeIconUrl,
  isRepeatable: definition.isRepeatable,
  criteria: definition.criteria,
  rules: rows.map(({ rule_path, have, need }) => ({ path: rule_path, have, need })),
  share,
});

/** In display order, also those that are given by hand alone. */
const activeAchievements = (tx: Tx, ctx: Ctx) =>
  tx.achievement.findMany({
    where: { organizationId: ctx.organization.id, status: "active" },
    select: {
      id: true,
      triggerType: true,
      name: true,
      description: true,
      category: true,
      badgeIconUrl: true,
      isRepeatable: true,
    },
    orderBy: [{ sortOrder: "asc" }, { name: "asc" }, { id: "asc" }],
  });

const manual = (row: Awaited<ReturnType<typeof activeAchievements>>[number]): Locked => ({
  achievementId: row.id,
  name: row.name,
  description: row.description,
  category: row.category,
  icon: row.badgeIconUrl,
  isRepeatable: row.isRepeatable,
  criteria: null,
  rules: [],
  share: 0,
});
