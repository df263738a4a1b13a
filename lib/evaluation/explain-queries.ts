import type { Temporal } from "temporal-polyfill";
import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import { dayOf, periodOf } from "@/lib/badges/rules";
import { actorUserId, authorize, type Ctx, may, requireModule } from "@/lib/context";
import { criteriaOf, type Trigger } from "@/lib/criteria/from-trigger";
import { type OccurrencePlan, planOccurrences } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { anchorOf, anchorUnit } from "@/lib/evaluation/anchors";
import { decidingAward, type ExplainedAward, loadAwards } from "@/lib/evaluation/explain-award-queries";
import { explainRules, type RuleExplanation } from "@/lib/evaluation/explain-rule-queries";
import { type Outcome, outcomesOf } from "@/lib/evaluation/explain-rules";
import { type ReferenceNames, referenceNames } from "@/lib/evaluation/names-queries";

export type Explanation = Readonly<{
  person: Readonly<{ userId: string; name: string; isSelf: boolean }>;
  achievement: Readonly<{
    id: string;
    name: string;
    description: string;
    category: string;
    icon: string | null;
    isRepeatable: boolean;
  }>;
  /** The occurrence that is explained, or null: the open one (this window, the next threshold). */
  occurrence: string | null;
  award: ExplainedAward | null;
  outcomes: readonly Outcome[];
  /** Null for what is only given by hand, and for what can no longer be read. */
  criteria: Criteria | null;
  rules: readonly RuleExplanation[];
  names: ReferenceNames;
  /** By which version it is explained; `current` is the one that awards are made by now. */
  version: Readonly<{ explained: number | null; current: number | null }>;
  /** It can be earned again, and the next time is still open. */
  hasNext: boolean;
  /** The newest awards of this achievement the person had, at most fifty, and the one that is explained; the newest first. */
  awards: readonly ExplainedAward[];
}>;

type Asked = Readonly<{ achievementId: string; userId: string; occurrence?: string | undefined }>;

/**
 * Why somebody has a badge or has not: each rule with what counted and what did not, and what became of the award.
 * Coordinators see it for anybody, everybody for themselves. An award is explained by its own version of the
 * definition and by its own time; without an award the current definition is. Unknown people, achievements and
 * occurrences are `not_found`, and so are drafts to peers.
 */
export async function explain(ctx: Ctx, asked: Asked): Promise<Explanation> {
  const isSelf = actorUserId(ctx) === asked.userId;
  authorize(ctx, isSelf ? "profile:read" : "achievements:read");
  requireModule(ctx, "achievements_gamification");
  return await inTenant(ctx, async (tx, now) => {
    const found = await find(tx, ctx, asked);
    const today = dayOf(now, ctx.organization.timeZone);
    const wanted = [asked.occurrence, "once", openOccurrence(found.achievement, today)];
    const awards = await loadAwards(
      tx,
      ctx,
      asked,
      wanted.filter((one) => typeof one === "string"),
    );
    const picked = pick(asked.occurrence, found.achievement, awards, today);
    const next = pick(undefined, found.achievement, awards, today);
    const definition = picked.award ?? found.achievement;
    const criteria = readCriteria(definition, found.achievement.isRepeatable);
    const plan = criteria && planOccurrences(criteria, found.achievement.isRepeatable);
    const moment = momentOf(ctx, now, found.achievement.isRepeatable, criteria, picked.award);
    const explained = criteria
      ? await explainRules(
          { tx, ctx, userId: asked.userId, achievementId: asked.achievementId },
          {
            criteria,
            isRepeatable: found.achievement.isRepeatable,
            occurrence: picked.occurrence,
            window: windowOf(plan, picked.occurrence, moment.now, ctx.organization.timeZone),
            ...moment,
          },
        )
      : { rules: [], met: null, metOn: null };
    const outcomes = outcomesOf({
      ...(await surroundings(tx, ctx, asked, found, now)),
      award: picked.award && awardState(picked.award, now),
      met: explained.met,
      metTooEarly: isTooEarly(explained.metOn, found.achievement.earnFrom),
    });
    const { id, name, description, category, badgeIconUrl: icon, isRepeatable } = found.achievement;
    const current = found.achievement.achievementVersions[0]?.number ?? null;
    return {
      person: { userId: asked.userId, name: found.person.displayName, isSelf },
      achievement: { id, name, description, category, icon, isRepeatable },
      occurrence: picked.occurrence,
      award: picked.award,
      outcomes,
      criteria,
      rules: explained.rules,
      names: criteria ? await referenceNames(tx, ctx, [criteria]) : {},
      version: { explained: picked.award?.version ?? current, current },
      hasNext: isRepeatable && next.award === null,
      awards,
    };
  });
}

async function find(tx: Tx, ctx: Ctx, { achievementId, userId }: Asked) {
  const organizationId = ctx.organization.id;
  const achievement = await tx.achievement.findFirst({
    where: { organizationId, id: achievementId },
    include: { achievementVersions: { select: { number: true }, orderBy: { number: "desc" }, take: 1 } },
  });
  const isHidden = achievement?.status === "draft" && !may(ctx, "achievements:read");
  if (!achievement || isHidden) throw notFound("achievement");
  const person = await tx.membership.findFirst({
    where: { organizationId, userId },
    select: { displayName: true, status: true },
  });
  if (!person) throw notFound("person");
  return { achievement, person };
}

type Found = Awaited<ReturnType<typeof find>>;

type Picked = Readonly<{ occurrence: string | null; award: ExplainedAward | null }>;

/**
 * The award of the occurrence that is asked for; of what is earned once, the one there is. When none is asked for of
 * what is earned again and again, the open one: this window's award when there is one already, else nobody's yet.
 */
function pick(
  occurrence: string | undefined,
  achievement: Found["achievement"],
  awards: readonly ExplainedAward[],
  today: Temporal.PlainDate,
): Picked {
  const { isRepeatable } = achievement;
  if (occurrence !== undefined) {
    const award = decidingAward(awards, occurrence) ?? null;
    if (award || (!isRepeatable && occurrence === "once")) return { occurrence, award };
    throw notFound("earnedBadge");
  }
  if (!isRepeatable) return { occurrence: "once", award: decidingAward(awards, "once") ?? null };
  const award = decidingAward(awards, openOccurrence(achievement, today) ?? "") ?? null;
  return { occurrence: award?.occurrence ?? null, award };
}

/** The window it is now, or the last of the listed thresholds: when that is reached nothing is open any more. */
function openOccurrence(achievement: Found["achievement"], today: Temporal.PlainDate): string | null {
  const criteria = readCriteria(achievement, true);
  const plan = criteria && planOccurrences(criteria, true);
  if (plan?.kind === "window") return periodOf(today, plan.unit);
  return plan?.kind === "listed" ? String(plan.thresholds.at(-1)) : null;
}

function readCriteria(trigger: Trigger, isRepeatable: boolean): Criteria | null {
  try {
    const criteria = criteriaOf(trigger);
    if (criteria) planOccurrences(criteria, isRepeatable);
    return criteria;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** An award by evaluation is explained by the time it was made in; everything else by now. */
function momentOf(
  ctx: Ctx,
  now: Date,
  isRepeatable: boolean,
  criteria: Criteria | null,
  award: ExplainedAward | null,
): { now: Date; inThePast: boolean } {
  const unit = criteria && anchorUnit(criteria, isRepeatable);
  if (!unit || !award || award.source === "manual" || award.source === "import") {
    return { now, inThePast: false };
  }
  const { timeZone } = ctx.organization;
  const at = anchorOf(dayOf(award.awardedAt, timeZone), unit, { timeZone, now });
  return { now: at, inThePast: at < now };
}

/** The window that gives the occurrence, when windows do. */
function windowOf(plan: OccurrencePlan | null, occurrence: string | null, now: Date, timeZone: string) {
  if (plan?.kind !== "window") return null;
  return { leaves: plan.leaves, name: occurrence ?? periodOf(dayOf(now, timeZone), plan.unit) };
}

const isTooEarly = (metOn: string | null, earnFrom: Date | null): boolean =>
  metOn !== null && earnFrom !== null && metOn < earnFrom.toISOString().slice(0, 10);

const awardState = (award: ExplainedAward, now: Date) => ({
  status: award.status,
  isOver: award.expiresAt !== null && award.expiresAt <= now,
  isDeclined: award.isDeclined,
  isFlagged: award.isFlagged,
  revokedBy: award.status === "revoked" ? revokedBy(award) : null,
});
const revokedBy = ({ revokedByPerson }: ExplainedAward): "person" | "evaluation" =>
  revokedByPerson ? "person" : "evaluation";

async function surroundings(tx: Tx, ctx: Ctx, { userId }: Asked, { achievement, person }: Found, now: Date) {
  const { courseId, expireDate, status, renewable } = achievement;
  const organizationId = ctx.organization.id;
  const registration =
    courseId &&
    (await tx.courseRegistration.findFirst({
      where: { organizationId, userId, courseId, voidedAt: null },
      select: { id: true },
    }));
  const today = dayOf(now, ctx.organization.timeZone).toString();
  return {
    isActivePerson: person.status === "active",
    isRegistered: courseId === null || Boolean(registration),
    achievement: status,
    hasEnded: expireDate !== null && expireDate.toISOString().slice(0, 10) < today,
    isRenewable: renewable,
    isPaused: await isIssuingPaused(tx, ctx),
    isModuleOn: true,
  };
}
