import { idOf } from "@/lib/testing/one-of-everything";

const award = `'${idOf("earned_badges", "ours")}'`;

/** Rules of the dashboard and the reports that a trigger keeps; the last statement of each breaks it. */
export const dashboardRuleCases: Readonly<Record<string, readonly string[]>> = {
  payments_of_standing_awards: [
    "DELETE FROM payments",
    `UPDATE earned_badges SET status = 'revoked', revoked_at = now(), revocation_reason = 'x' WHERE id = ${award}`,
    `INSERT INTO payments (organization_id, earned_badge_id, achievement_id, user_id, occurrence, amount, currency)
     SELECT e.organization_id, e.id, e.achievement_id, e.user_id, e.occurrence, 500, 'NOK' FROM earned_badges e WHERE e.id = ${award}`,
  ],
};
