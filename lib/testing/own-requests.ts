import type { RowOf } from "@/lib/testing/row-of";

/** The rows of rows-of-everything.ts for what people ask for themselves: that a mistake is looked at, and a pause. */
export const ownRequestRows: readonly RowOf[] = [
  {
    table: "mistake_reports",
    sql: (id) => `(id, organization_id, reporter_user_id, subject, earned_badge_id, text, idempotency_key)
      VALUES ('${id("mistake_reports")}', '${id("organizations")}', '${id("users")}', 'badge', '${id("earned_badges")}', 'x', '${id("mistake_reports")}')`,
  },
  {
    table: "streak_pauses",
    sql: (id) => `(id, organization_id, user_id, starts_on, ends_on, idempotency_key)
      VALUES ('${id("streak_pauses")}', '${id("organizations")}', '${id("users")}', '2026-03-01', '2026-03-31', '${id("streak_pauses")}')`,
  },
];

/** Those of check-cases.ts. */
export const ownRequestCheckCases: Readonly<Record<string, string>> = {
  streak_pauses_a_year_at_most: "ends_on = starts_on + 366",
  streak_pauses_dates: "ends_on = starts_on - 1",
  streak_pauses_decided: "status = 'approved'",
  streak_pauses_decided_companions: "decided_by_user_id = gen_random_uuid()",
  streak_pauses_nobody_decides_their_own: "decided_by_user_id = user_id",
  streak_pauses_of_our_times: "starts_on = '1899-12-31'",
  streak_pauses_withdrawn: "withdrawn_at = now()",
  mistake_reports_answer: "answer = ' '",
  mistake_reports_answer_companions: "answered_at = now()",
  mistake_reports_answered: "status = 'resolved'",
  mistake_reports_nobody_answers_themselves: "answered_by_user_id = reporter_user_id",
  mistake_reports_subject_companions: "subject = 'missing'",
  mistake_reports_text: `text = ' '`,
};
