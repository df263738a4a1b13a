import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import type { Held, HoldingRule } from "@/lib/evaluation/held-things";

type Asking = Readonly<{ tx: Tx; ctx: Ctx; userId: string; achievementId: string }>;

/** What the person holds or is of the kind that the rule is about, whether it counts or not; the oldest first. */
export function loadHeld(asking: Asking, rule: HoldingRule): Promise<Held[]> {
  switch (rule.type) {
    case "certification_held":
      return certificates(asking);
    case "badge_held":
      return badges(asking);
    case "tier_held":
      return tiers(asking, rule.tier);
    case "group_member":
      return groups(asking);
    case "manual_approval":
      return signOffs(asking);
    case "membership_years":
      return joining(asking);
    case "profile_complete":
      return fields(asking);
  }
}

const certificates = ({ tx, ctx, userId }: Asking) => tx.$queryRaw<Held[]>`
  SELECT 'certificate' AS type, c.id, t.name AS what, t.code AS key,
    (c.issued_at AT TIME ZONE ${ctx.organization.timeZone})::date::text AS day, c.expires_at AS "endsAt",
    CASE c.status WHEN 'revoked' THEN 'revoked' WHEN 'superseded' THEN 'renewed' WHEN 'expired' THEN 'ended' ELSE 'holds' END AS state
  FROM certifications c JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
  WHERE c.organization_id = ${ctx.organization.id}::uuid AND c.user_id = ${userId}::uuid ORDER BY c.issued_at, c.id`;

const badges = ({ tx, ctx, userId }: Asking) => tx.$queryRaw<Held[]>`
  SELECT 'badge' AS type, e.id, a.name AS what, a.key, e.expires_at AS "endsAt",
    coalesce(e.met_on, (e.awarded_at AT TIME ZONE ${ctx.organization.timeZone})::date)::text AS day,
    CASE WHEN e.declined_at IS NOT NULL THEN 'declined' ELSE CASE e.status WHEN 'awarded' THEN 'holds'
      WHEN 'expired' THEN 'ended' WHEN 'pending_approval' THEN 'waiting' ELSE e.status::text END END AS state
  FROM earned_badges e JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
  WHERE e.organization_id = ${ctx.organization.id}::uuid AND e.user_id = ${userId}::uuid ORDER BY e.awarded_at, e.id`;

const tiers = ({ tx, ctx, userId }: Asking, wanted: string) => tx.$queryRaw<Held[]>`
  SELECT 'tier' AS type, s.id, t.name AS what, t.name AS key, NULL::timestamptz AS "endsAt",
    (s.assigned_at AT TIME ZONE ${ctx.organization.timeZone})::date::text AS day,
    CASE WHEN s.status = 'revoked' THEN 'revoked' WHEN t.display_order >= n.display_order THEN 'holds' ELSE 'lower' END AS state
  FROM tier_assignments s
  JOIN recognition_tiers t ON t.organization_id = s.organization_id AND t.id = s.tier_id
  LEFT JOIN recognition_tiers n ON n.organization_id = s.organization_id AND lower(btrim(n.name)) = lower(btrim(${wanted}::text))
  WHERE s.organization_id = ${ctx.organization.id}::uuid AND s.user_id = ${userId}::uuid ORDER BY s.assigned_at, s.id`;

const groups = ({ tx, ctx, userId }: Asking) => tx.$queryRaw<Held[]>`
  SELECT 'group' AS type, k.id, k.name AS what, k.key, NULL::timestamptz AS "endsAt", 'holds' AS state,
    (g.created_at AT TIME ZONE ${ctx.organization.timeZone})::date::text AS day
  FROM group_members g JOIN groups k ON k.organization_id = g.organization_id AND k.id = g.group_id
  WHERE g.organization_id = ${ctx.organization.id}::uuid AND g.user_id = ${userId}::uuid ORDER BY g.created_at, k.id`;

const signOffs = ({ tx, ctx, userId, achievementId }: Asking) => tx.$queryRaw<Held[]>`
  SELECT 'signOff' AS type, s.id, coalesce(m.display_name, '') AS what, s.issuer_role AS key, NULL::timestamptz AS "endsAt",
    'holds' AS state, (s.date_met AT TIME ZONE ${ctx.organization.timeZone})::date::text AS day
  FROM manual_awards s LEFT JOIN memberships m ON m.organization_id = s.organization_id AND m.user_id = s.issuer_user_id
  WHERE s.organization_id = ${ctx.organization.id}::uuid AND s.recipient_user_id = ${userId}::uuid
    AND s.achievement_id = ${achievementId}::uuid ORDER BY s.date_met, s.id`;

const joining = ({ tx, ctx, userId }: Asking) => tx.$queryRaw<Held[]>`
  SELECT 'membership' AS type, m.id, '' AS what, 'joined' AS key, NULL::timestamptz AS "endsAt", m.joined_on::text AS day,
    CASE WHEN m.joined_on IS NULL THEN 'missing' ELSE 'holds' END AS state
  FROM memberships m WHERE m.organization_id = ${ctx.organization.id}::uuid AND m.user_id = ${userId}::uuid`;

const fields = ({ tx, ctx, userId }: Asking) => tx.$queryRaw<Held[]>`
  SELECT 'field' AS type, f.key AS id, f.key AS what, f.key, NULL::timestamptz AS "endsAt", NULL::text AS day,
    CASE WHEN f.is_there THEN 'holds' ELSE 'missing' END AS state
  FROM memberships m CROSS JOIN LATERAL (VALUES ('email', m.email IS NOT NULL), ('joinedOn', m.joined_on IS NOT NULL),
    ('profileSlug', m.profile_slug IS NOT NULL)) f (key, is_there)
  WHERE m.organization_id = ${ctx.organization.id}::uuid AND m.user_id = ${userId}::uuid`;
