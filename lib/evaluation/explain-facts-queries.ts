import type { Ctx } from "@/lib/context";
import type { Leaf } from "@/lib/criteria/occurrences";
import type { LeafRule } from "@/lib/criteria/schema";
import type { Tx } from "@/lib/db";
import {
  type ActivityFact,
  type CountingRule,
  type CourseFact,
  type Fact,
  isCounting,
  type ReferralFact,
} from "@/lib/evaluation/counted-facts";
import type { Pause } from "@/lib/evaluation/counted-runs";

/** More facts of one person than this are not looked through one by one, only counted. */
const MOST = 20_000;

type Asking = Readonly<{ tx: Tx; ctx: Ctx; userId: string }>;

/** All that was recorded about the person of the kinds that these rules count, voided ones too, newest first. */
export async function loadFacts(asking: Asking, rules: readonly LeafRule[]): Promise<Fact[]> {
  const kinds = new Set(rules.filter(isCounting).map(tableOf));
  const facts: Fact[] = [];
  if (kinds.has("activities")) facts.push(...(await activities(asking)));
  if (kinds.has("referrals")) facts.push(...(await referrals(asking)));
  if (kinds.has("registrations")) facts.push(...(await registrations(asking)));
  return facts;
}

/** The person's approved pauses that had begun at a moment, newest first; none where no rule is a streak. */
export async function loadPauses(
  { tx, ctx, userId }: Asking,
  leaves: readonly Leaf[],
  now: Date,
): Promise<Pause[]> {
  if (!leaves.some(({ rule }) => rule.type === "activity_streak")) return [];
  return await tx.$queryRaw<Pause[]>`
    SELECT p.starts_on::text AS "from", p.ends_on::text AS "to" FROM streak_pauses p
    WHERE p.organization_id = ${ctx.organization.id}::uuid AND p.user_id = ${userId}::uuid AND p.status = 'approved'
      AND p.starts_on <= (${now} AT TIME ZONE ${ctx.organization.timeZone})::date
    ORDER BY p.starts_on DESC`;
}

function tableOf({ type }: CountingRule) {
  if (type === "referral_count") return "referrals";
  return type === "course_completion" ? "registrations" : "activities";
}

const activities = ({ tx, ctx, userId }: Asking) => tx.$queryRaw<ActivityFact[]>`
  SELECT 'activity' AS fact, f.id, f.occurred_at AS at, (f.occurred_at AT TIME ZONE ${ctx.organization.timeZone})::date::text AS day,
    f.voided_at IS NOT NULL AS voided, f.kind, f.minutes, f.participants
  FROM activities f WHERE f.organization_id = ${ctx.organization.id}::uuid AND f.user_id = ${userId}::uuid
  ORDER BY f.occurred_at DESC, f.id LIMIT ${MOST}`;

const referrals = ({ tx, ctx, userId }: Asking) => tx.$queryRaw<ReferralFact[]>`
  SELECT 'referral' AS fact, f.id, f.occurred_at AS at, (f.occurred_at AT TIME ZONE ${ctx.organization.timeZone})::date::text AS day,
    f.voided_at IS NOT NULL AS voided, f.status::text AS status
  FROM referrals f WHERE f.organization_id = ${ctx.organization.id}::uuid AND f.referrer_user_id = ${userId}::uuid
  ORDER BY f.occurred_at DESC, f.id LIMIT ${MOST}`;

const registrations = ({ tx, ctx, userId }: Asking) => tx.$queryRaw<CourseFact[]>`
  SELECT 'registration' AS fact, f.id, NULL::timestamptz AS at, f.completed_on::text AS day, f.voided_at IS NOT NULL AS voided,
    c.id AS "courseId", c.code, c.title, f.status::text AS status, f.grade
  FROM course_registrations f JOIN courses c ON c.organization_id = f.organization_id AND c.id = f.course_id
  WHERE f.organization_id = ${ctx.organization.id}::uuid AND f.user_id = ${userId}::uuid
  ORDER BY f.completed_on DESC NULLS LAST, f.id LIMIT ${MOST}`;
