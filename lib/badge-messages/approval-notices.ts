import { telling } from "@/lib/notifications/telling";

/**
 * The relation that `APPROVAL_NOTICES` reads: achievements that several people wait for since just now,
 * `(organization_id, achievement_id, day, but_not)`; `but_not`
 * has proposed them, if a person has.
 */
export const WAITED_FOR = "waited_for";

/**
 * Tells everybody who may approve badges that some wait, once a day and achievement, however many they are: the queue
 * says which.
 */
export const APPROVAL_NOTICES = telling(`(
    SELECT w.organization_id, m.user_id, 'approval_wanted'::notification_kind AS kind, 'approval' AS subject_type,
      w.achievement_id AS subject_id, jsonb_build_object('what', 'many', 'achievement', a.name) AS "values",
      'approval_wanted:' || w.achievement_id || ':' || w.day AS key
    FROM ${WAITED_FOR} w JOIN achievements a ON a.organization_id = w.organization_id AND a.id = w.achievement_id
    JOIN memberships m ON m.organization_id = w.organization_id AND m.status = 'active' AND m.role IN ('coordinator', 'org_admin')
      AND m.user_id IS DISTINCT FROM w.but_not)`);
