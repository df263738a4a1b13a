import type { RowOf } from "@/lib/testing/row-of";

/** One row of each table of the dashboard and the reports, after those they refer to. */
export const dashboardRows: readonly RowOf[] = [
  {
    table: "nearly_earned",
    sql: (id) => `(organization_id, achievement_id, user_id)
      VALUES ('${id("organizations")}', '${id("achievements")}', '${id("users")}')`,
  },
  {
    table: "nearly_looks",
    sql: (id) => `(organization_id, achievement_id, fingerprint, people)
      VALUES ('${id("organizations")}', '${id("achievements")}', 'x', 1)`,
  },
  {
    table: "nearly_requests",
    sql: (id) => `(organization_id, user_id) VALUES ('${id("organizations")}', '${id("users")}')`,
  },
  {
    table: "dashboard_states",
    sql: (id) => `(organization_id) VALUES ('${id("organizations")}')`,
  },
  {
    table: "dashboard_figures",
    sql: (id) => `(organization_id, period, figures) VALUES ('${id("organizations")}', '2026', '{}')`,
  },
  {
    table: "payments",
    sql: (
      id,
    ) => `(id, organization_id, earned_badge_id, achievement_id, user_id, occurrence, amount, currency)
      SELECT '${id("payments")}', e.organization_id, e.id, e.achievement_id, e.user_id, e.occurrence, 500, 'NOK' FROM earned_badges e
      WHERE e.id = '${id("earned_badges")}'`,
  },
];
