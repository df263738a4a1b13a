import { change, id } from "@/lib/testing/rule-case";

const undo = change(
  "badge_revocations",
  `undone_at = now(), undone_count = 1, undone_by_user_id = ${id("signers")}`,
);

/** Rules of revocations of many that a trigger keeps; the last statement of each breaks it. */
export const revocationRuleCases: Readonly<Record<string, readonly string[]>> = {
  badge_revocation_rows_are_final: [
    "UPDATE badge_revocation_rows SET outcome = 'waiting', previous_status = NULL",
  ],
  badge_revocations_are_final: [change("badge_revocations", "reason = 'y'")],
  badge_revocations_undo_at_work: [undo],
  badge_revocations_undo_in_time: [
    "ALTER TABLE badge_revocations DISABLE TRIGGER USER",
    change("badge_revocations", "created_at = now() - interval '25 hours'"),
    "ALTER TABLE badge_revocations ENABLE TRIGGER USER",
    undo,
  ],
};
