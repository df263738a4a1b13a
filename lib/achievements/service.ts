import type * as z from "zod";
import { holdDefinitions, refuseCircle } from "@/lib/achievements/circle-service";
import type { AchievementStatus } from "@/lib/achievements/definition-keys";
import {
  copyDetails,
  courseColumnsOf,
  detailColumnsOf,
  writeAlignments,
  writeRelations,
} from "@/lib/achievements/detail-service";
import { requireReferences, requireUntaken } from "@/lib/achievements/reference-service";
import {
  columnsOf,
  definitionRefusals,
  lockAchievement,
  nextPlace,
  requireEarnable,
} from "@/lib/achievements/row-service";
import { canBecome, copyKey } from "@/lib/achievements/rules";
import type { AchievementDefinition, achievementId, achievementUpdate } from "@/lib/achievements/schema";
import { publishVersions, requestEvaluationOfAll } from "@/lib/achievements/version-service";
import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import type { Prisma } from "@/lib/generated/prisma/client";

type Id = z.output<typeof achievementId>;

async function change<T>(ctx: Ctx, run: (tx: Tx) => Promise<T>): Promise<T> {
  authorize(ctx, "achievements:write");
  requireModule(ctx, "achievements_gamification");
  return inTenant(ctx, async (tx) => {
    await holdDefinitions(tx, ctx);
    return run(tx);
  });
}

/** A new achievement, as a draft at the end of the order. A key in use is a conflict at `key` (seed 000 org_scoped_key_uniqueness). */
export async function createAchievement(
  ctx: Ctx,
  definition: AchievementDefinition,
): Promise<{ id: string }> {
  requireEarnable(definition);
  return change(ctx, async (tx) => {
    await requireReferences(tx, ctx, definition);
    const data = {
      ...columnsOf(definition),
      ...detailColumnsOf(definition),
      ...(await courseColumnsOf(tx, ctx, definition)),
      organizationId: ctx.organization.id,
      sortOrder: await nextPlace(tx, ctx),
      createdByUserId: actorUserId(ctx),
    };
    const created = await orRefusal(
      tx.achievement.create({ data, select: { id: true } }),
      definitionRefusals,
    );
    await refuseCircle(tx, ctx, definition.key);
    await writeAlignments(tx, ctx, created.id, definition.alignments);
    await publishOthers(tx, ctx, await writeRelations(tx, ctx, created.id, definition.related));
    await record(
      tx,
      ctx,
      "achievement.created",
      { type: "achievement", id: created.id },
      { after: definition },
    );
    return created;
  });
}

/** Those that a change of another one says something new about get their version; what they take is the same. */
async function publishOthers(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await publishVersions(tx, ctx, ids);
}

const changedMeanwhile = () => new AppError("conflict", msg("achievements.changedMeanwhile"));

/**
 * Changes a definition. An active one gets a new version, and everybody is evaluated again; awards already made
 * keep the version they refer to. What was awarded cannot change between once and several times. With a `revision`
 * that is no longer the newest, somebody else has changed it meanwhile: a conflict, and nothing is written.
 */
export async function updateAchievement(
  ctx: Ctx,
  { id, revision, ...definition }: z.output<typeof achievementUpdate>,
): Promise<{ id: string }> {
  requireEarnable(definition);
  return change(ctx, async (tx) => {
    const before = await lockAchievement(tx, ctx, id);
    await requireReferences(tx, ctx, definition);
    if (before.key !== definition.key) await requireUntaken(tx, ctx, before.key, "key");
    const written = tx.achievement.updateMany({
      where: { organizationId: ctx.organization.id, id, ...(revision === undefined ? {} : { revision }) },
      data: {
        ...columnsOf(definition),
        ...detailColumnsOf(definition),
        ...(await courseColumnsOf(tx, ctx, definition)),
        // Counted here and not only by the trigger: alignments and relations are rows of their own.
        revision: { increment: 1 },
      },
    });
    const { count } = await orRefusal(written, definitionRefusals);
    if (count === 0) throw changedMeanwhile();
    await refuseCircle(tx, ctx, definition.key);
    await writeAlignments(tx, ctx, id, definition.alignments);
    const others = await writeRelations(tx, ctx, id, definition.related);
    const published = await publishVersions(tx, ctx, [id]);
    await publishOthers(tx, ctx, others);
    if (published.length > 0) await requestEvaluationOfAll(tx, ctx);
    await record(
      tx,
      ctx,
      "achievement.updated",
      { type: "achievement", id },
      { before: before.definition, after: definition },
    );
    return { id };
  });
}

function changeStatus(ctx: Ctx, id: string, to: AchievementStatus, event: string): Promise<{ id: string }> {
  return change(ctx, async (tx) => {
    const { status: from, key } = await lockAchievement(tx, ctx, id);
    if (from === to) return { id };
    if (!canBecome(from, to)) throw new AppError("conflict", msg("achievements.statusChange", { from, to }));
    await tx.achievement.updateMany({
      where: { organizationId: ctx.organization.id, id },
      data: { status: to },
    });
    if (to !== "archived") await refuseCircle(tx, ctx, key);
    if (to === "active") {
      await publishVersions(tx, ctx, [id]);
      await requestEvaluationOfAll(tx, ctx);
    }
    await record(
      tx,
      ctx,
      event,
      { type: "achievement", id },
      { before: { status: from }, after: { status: to } },
    );
    return { id };
  });
}

/** From now on it is awarded; everybody is evaluated. Active already: nothing happens. */
export const activateAchievement = (ctx: Ctx, { id }: Id) =>
  changeStatus(ctx, id, "active", "achievement.activated");

/** No new awards; those who have it keep it (seed 000 active_only_displayed). */
export const deactivateAchievement = (ctx: Ctx, { id }: Id) =>
  changeStatus(ctx, id, "inactive", "achievement.deactivated");

/** Out of the way for good: not awarded, not listed among the others. */
export const archiveAchievement = (ctx: Ctx, { id }: Id) =>
  changeStatus(ctx, id, "archived", "achievement.archived");

/** Out of the archive again, not yet awarded. */
export const restoreAchievement = (ctx: Ctx, { id }: Id) =>
  changeStatus(ctx, id, "inactive", "achievement.restored");

/** The same definition as a new draft at the end of the order, under a key of its own. */
export function duplicateAchievement(ctx: Ctx, { id }: Id): Promise<{ id: string }> {
  return change(ctx, async (tx) => {
    const organizationId = ctx.organization.id;
    const source = await lockAchievement(tx, ctx, id);
    const keys = await tx.achievement.findMany({ where: { organizationId }, select: { key: true } });
    const key = copyKey(source.key, new Set(keys.map((row) => row.key)));
    const place = await nextPlace(tx, ctx);
    const copy = tx.$queryRaw<[{ id: string }]>`
      INSERT INTO achievements (organization_id, key, name, description, badge_icon_url, category, trigger_type, trigger_threshold,
        trigger_metadata, criteria, is_repeatable, sort_order, unmet_policy, needs_approval, renewable, type, course_id, language, version,
        image_caption, image_author_name, image_author_email, image_author_url, issuer_name, issuer_url, issuer_contact,
        expire_date, expire_period, message, message_subject, attachment, notification, tags, payment_amount, payment_currency, created_by_user_id)
      SELECT organization_id, ${key}, name, description, badge_icon_url, category, trigger_type, trigger_threshold,
        trigger_metadata, criteria, is_repeatable, ${place}, unmet_policy, needs_approval, renewable, type, course_id, language, version,
        image_caption, image_author_name, image_author_email, image_author_url, issuer_name, issuer_url, issuer_contact,
        expire_date, expire_period, message, message_subject, attachment, notification, tags, payment_amount, payment_currency, ${actorUserId(ctx)}::uuid
      FROM achievements WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid
      RETURNING id`;
    const [created] = await orRefusal(copy, definitionRefusals);
    await publishOthers(tx, ctx, await copyDetails(tx, ctx, id, created.id));
    await record(
      tx,
      ctx,
      "achievement.created",
      { type: "achievement", id: created.id },
      { after: { key, copyOf: id } },
    );
    return created;
  });
}

const inUse = () => new AppError("conflict", msg("achievements.everAwarded"));

/** Only what was never awarded can go; the awards' foreign key refuses otherwise. */
export function deleteAchievement(ctx: Ctx, { id }: Id): Promise<{ id: string }> {
  return change(ctx, async (tx) => {
    const before = await lockAchievement(tx, ctx, id);
    await requireUntaken(tx, ctx, before.key, "");
    const where: Prisma.AchievementWhereInput = { organizationId: ctx.organization.id, id };
    await orRefusal(tx.achievement.deleteMany({ where }), {
      earned_badges_achievement: inUse,
      earned_badges_version: inUse,
      manual_awards_organization_id_achievement_id_fkey: inUse,
    });
    await record(tx, ctx, "achievement.deleted", { type: "achievement", id }, { before: before.definition });
    return { id };
  });
}
