import type { Ctx } from "@/lib/context";
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
