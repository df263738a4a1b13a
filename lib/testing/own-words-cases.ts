import { change, id } from "@/lib/testing/rule-case";

/** Rules of what people say or ask for themselves, mistakes and pauses, that a trigger keeps; the last statement breaks it. */
export const ownWordsRuleCases: Readonly<Record<string, readonly string[]>> = {
  mistake_reports_are_final: [
    change("mistake_reports", "status = 'dismissed', answered_at = now(), answer = 'x'"),
    change("mistake_reports", "answer = 'y'"),
  ],
  mistake_reports_of_ones_own: [
    `INSERT INTO mistake_reports (organization_id, reporter_user_id, subject, activity_id, text, idempotency_key)
     VALUES (${id("organizations")}, ${id("coordinators")}, 'activity', ${id("activities")}, 'x', gen_random_uuid())`,
  ],
  streak_pauses_are_final: [
    change("streak_pauses", "status = 'declined', decided_at = now()"),
    change("streak_pauses", "status = 'approved'"),
  ],
};
