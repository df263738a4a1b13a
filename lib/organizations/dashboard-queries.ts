import { authorize, type Ctx, type Module } from "@/lib/context";
import { inTenant } from "@/lib/db";

const KEYS = [
  "approvals",
  "people",
  "activities",
  "achievements",
  "badges",
  "certifications",
  "expiring",
] as const;
export type CountKey = (typeof KEYS)[number];
export type GlanceCount = Readonly<{ key: CountKey; count: number }>;

const MODULE_OF: Partial<Record<CountKey, Module>> = {
  approvals: "achievements_gamification",
  achievements: "achievements_gamification",
  badges: "achievements_gamification",
  certifications: "certifications",
  expiring: "certifications",
};

/**
 * How the organisation stands now: active people, activities and badges of the last 30 days, active achievements,
 * valid certificates, and those that end within the warning window. Counts of modules that are off are left out; what
 * waits for an answer is there only when something does.
 */
export async function countAtAGlance(ctx: Ctx): Promise<GlanceCount[]> {
  authorize(ctx, "people:read");
  const { id, expiryWarningDays } = ctx.organization;
  const [row] = await inTenant(
    ctx,
    (tx, now) => tx.$queryRaw<[Record<CountKey, number>]>`
      SELECT
        (SELECT count(*) FROM earned_badges WHERE organization_id = ${id}::uuid AND status = 'pending_approval')::int AS approvals,
        (SELECT count(*) FROM memberships WHERE organization_id = ${id}::uuid AND status = 'active')::int AS people,
        (SELECT count(*) FROM activities WHERE organization_id = ${id}::uuid AND voided_at IS NULL
          AND occurred_at > ${now}::timestamptz - interval '30 days' AND occurred_at <= ${now}::timestamptz)::int AS activities,
        (SELECT count(*) FROM achievements WHERE organization_id = ${id}::uuid AND is_active)::int AS achievements,
        (SELECT count(*) FROM earned_badges WHERE organization_id = ${id}::uuid AND status = 'awarded'
          AND awarded_at > ${now}::timestamptz - interval '30 days')::int AS badges,
        (SELECT count(*) FROM certifications WHERE organization_id = ${id}::uuid AND status IN ('active', 'expiring_soon')
          AND (expires_at IS NULL OR expires_at > ${now}::timestamptz))::int AS certifications,
        (SELECT count(*) FROM certifications c JOIN certification_types t
          ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
          WHERE c.organization_id = ${id}::uuid AND c.status IN ('active', 'expiring_soon') AND c.expires_at > ${now}::timestamptz
          AND c.expires_at <= ${now}::timestamptz + make_interval(days => coalesce(t.warning_days, ${expiryWarningDays}::int)))::int AS expiring`,
  );
  const isOn = (key: CountKey) => MODULE_OF[key] === undefined || ctx.modules.has(MODULE_OF[key]);
  const isShown = (key: CountKey) => isOn(key) && (key !== "approvals" || row.approvals > 0);
  return KEYS.filter(isShown).map((key) => ({ key, count: row[key] }));
}
