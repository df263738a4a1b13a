import { telling } from "@/lib/notifications/telling";

/** The relation that `REACHED_NOTICES` reads: assignments that count from now on, `(id, tier_id, user_id, period_key)`. */
export const REACHED = "reached";

/** Tells people of the tier that counts for them now, once for each assignment. */
export const REACHED_NOTICES = telling(`(
    SELECT t.organization_id, r.user_id, 'tier_reached'::notification_kind AS kind, 'tier' AS subject_type, r.id AS subject_id,
      jsonb_build_object('tier', t.name, 'period', CASE WHEN r.period_key = 'lifetime' THEN 'lifetime' WHEN r.period_key LIKE '%-Q%' THEN 'quarter'
        ELSE 'year' END, 'year', left(r.period_key, 4), 'quarter', right(r.period_key, 1)) AS "values",
      'tier_reached:' || r.id AS key
    FROM ${REACHED} r JOIN recognition_tiers t ON t.organization_id = app_organization_id() AND t.id = r.tier_id)`);
