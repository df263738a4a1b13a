import { BATCH_UNDONE_REASON } from "@/lib/badges/batch-undo-rules";
import { authorize, type Ctx } from "@/lib/context";
import { compileDetail, type DetailRow } from "@/lib/criteria/detail";
import { layOut } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import { inTenant, runQuery, type Tx } from "@/lib/db";
import { activeDefinitions, type Definition } from "@/lib/evaluation/definition-queries";
import { type ReferenceNames, referenceNames } from "@/lib/evaluation/names-queries";
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
  const definitions = new Map((await activeDefinitions(tx, ctx)).map((one) => [one.id, one]));
  const locked: Locked[] = [];
  for (const achievement of await activeAchievements(tx, ctx)) {
    const { id, triggerType } = achievement;
    const definition = definitions.get(id);
    if (definition) {
      const one = await progressOf({ tx, ctx, userId, now }, definition, closed.get(id));
      if (one) locked.push(one);
    } else if (triggerType === "manual" && !closed.has(id)) locked.push(manual(achievement));
  }
  const criteria = locked.flatMap((one) => one.criteria ?? []);
  return { locked, names: await referenceNames(tx, ctx, criteria) };
}

type Asking = Readonly<{ tx: Tx; ctx: Ctx; userId: string; now: Date }>;

/** Null for what is not to be earned: held already, refused, all of this window's reached, or not for this person. */
async function progressOf(
  asking: Asking,
  definition: Definition,
  closed: "held" | "refused" | undefined,
): Promise<Locked | null> {
  if (closed && !definition.isRepeatable) return null;
  const rows = await detail(asking, definition);
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

const detail = ({ tx, ctx, userId, now }: Asking, definition: Definition) =>
  runQuery(
    tx,
    compileDetail(definition.criteria, {
      organizationId: ctx.organization.id,
      timeZone: ctx.organization.timeZone,
      now,
      people: [userId],
      isRepeatable: definition.isRepeatable,
      achievementId: definition.id,
      courseId: definition.courseId ?? undefined,
    }),
  );

type Tree = ReturnType<typeof layOut>["tree"];
type Part = Parameters<typeof overallShare>[0];

function shareOfAll(criteria: Criteria, rows: readonly DetailRow[]): number {
  const { leaves, tree } = layOut(criteria);
  const shares = new Map(rows.map((row) => [row.rule_path, shareOf(row.have, row.need)]));
  const part = (node: Tree): Part =>
    node.kind === "leaf"
      ? (shares.get(leaves[node.index]?.path ?? "") ?? 0)
      : { match: node.match, parts: node.parts.map(part) };
  return overallShare(part(tree));
}

const view = (definition: Definition, rows: readonly DetailRow[], share: number): Locked => ({
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
