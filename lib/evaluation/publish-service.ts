import { refuseCircle } from "@/lib/achievements/circle-service";
import { lockAchievement } from "@/lib/achievements/row-service";
import { canBecome } from "@/lib/achievements/rules";
import { publishVersions } from "@/lib/achievements/version-service";
import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import { dayOf } from "@/lib/badges/rules";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { evaluatePeople } from "@/lib/evaluation/evaluate-people";
import { safely } from "@/lib/evaluation/evaluate-safely";
import { readDefinition } from "@/lib/evaluation/preview-definition-queries";
import type { PublishInput } from "@/lib/evaluation/preview-schema";
import { record } from "@/lib/events/record";
import { requestRefresh } from "@/lib/jobs/dashboard-refresh";
import { refreshStatistics } from "@/lib/statistics";

export type Published = Readonly<{
  id: string;
  /** Awards of this achievement made now, those that wait for approval included. */
  awarded: number;
  /** Awards of other achievements that followed from these. */
  followed: number;
}>;

/** Bulk work may take this long, in milliseconds. */
const timeout = 10 * 60_000;

/**
 * Puts an achievement into use and gives it to whoever earns it now, in one transaction: both happen, or neither.
 * `all` awards everybody who meets it; `silent` does too, with source `backfill`, of which nobody is told; with
 * `from_today` only what is reached from today on, of the organisation's calendar, is awarded (`earn_from`).
 * Refused with `conflict` when the awards would not be as many as the person read (`expected`), when it is in use
 * already, and when its rules cannot be evaluated; with `unavailable` while issuing is paused.
 */
export function publishAchievement(ctx: Ctx, input: PublishInput): Promise<Published> {
  authorize(ctx, "achievements:write");
  requireModule(ctx, "achievements_gamification");
  return safely((isCareful) =>
    inTenant(ctx, (tx, now) => publish(tx, ctx, input, { now, isCareful }), { timeout }),
  );
}

type Circumstances = Readonly<{ now: Date; isCareful: boolean }>;

async function publish(
  tx: Tx,
  ctx: Ctx,
  { id, how, expected }: PublishInput,
  { now, isCareful }: Circumstances,
): Promise<Published> {
  const { status: from, key } = await lockAchievement(tx, ctx, id);
  if (from === "active") throw new AppError("conflict", msg("evaluation.published"));
  if (!canBecome(from, "active")) {
    throw new AppError("conflict", msg("achievements.statusChange", { from, to: "active" }));
  }
  const read = await readDefinition(tx, ctx, id, now);
  if (read.kind === "broken") throw new AppError("conflict", read.problem);
  if (read.kind === "criteria" && (await isIssuingPaused(tx, ctx))) {
    throw new AppError("unavailable", msg("issuingPaused"));
  }
  const earnFrom = how === "from_today" ? dayOf(now, ctx.organization.timeZone).toString() : null;
  await tx.achievement.updateMany({
    where: { organizationId: ctx.organization.id, id },
    data: { status: "active", earnFrom: earnFrom && new Date(`${earnFrom}T00:00:00Z`) },
  });
  await refuseCircle(tx, ctx, key);
  await publishVersions(tx, ctx, [id]);
  const before = await countAwards(tx, ctx, id);
  const giving = how === "silent" ? "silent" : "award";
  // Evaluation awards, as it does at night; who published is in the entry below.
  const system: Ctx = { ...ctx, actor: { kind: "system" } };
  const found = await evaluatePeople(tx, system, { people: "all", achievementIds: [id], giving, isCareful });
  if (found.failed.some((failed) => failed.achievementId === id)) {
    throw new AppError("conflict", msg("evaluation.cannotBeEvaluated"));
  }
  const awarded = (await countAwards(tx, ctx, id)) - before;
  if (awarded !== expected) throw new AppError("conflict", msg("evaluation.numbersChanged", { awarded }));
  await refreshStatistics(tx, found.awarded, ["earned_badges", "earned_badge_criteria"]);
  await requestRefresh(tx, ctx);
  await record(
    tx,
    ctx,
    "achievement.activated",
    { type: "achievement", id },
    { before: { status: from }, after: { status: "active", how, earnFrom, awarded } },
  );
  return { id, awarded, followed: found.awarded - awarded };
}

const countAwards = (tx: Tx, ctx: Ctx, id: string): Promise<number> =>
  tx.earnedBadge.count({ where: { organizationId: ctx.organization.id, achievementId: id } });
