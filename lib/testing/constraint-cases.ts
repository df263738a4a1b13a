import { idOf } from "@/lib/testing/one-of-everything";

/** For each CHECK what to set in a good row so that it, and nothing else, is broken. */
export const checkCases: Readonly<Record<string, string>> = {
  achievement_alignments_lengths: "description = repeat('x', 2001)",
  achievement_alignments_name_not_empty: "name = ' '",
  achievement_alignments_place_range: "place = 21",
  achievement_alignments_web_address: "url = 'javascript:alert(1)'",
  achievement_relations_ordered: "achievement_id = related_achievement_id",
  achievement_versions_definition_is_object: "definition = '[]'",
  achievement_versions_number_positive: "number = 0",
  achievements_course_with_type: "course_id = NULL",
  achievements_criteria_is_versioned: `criteria = '{"rules": []}'`,
  achievements_criteria_with_trigger: `criteria = '{"version": 1}'`,
  achievements_description_length: "description = repeat('x', 5001)",
  achievements_earn_from_of_our_times: "earn_from = '1899-12-31'",
  achievements_detail_lengths: "message = repeat('x', 5001)",
  achievements_email_format: "issuer_contact = 'no address'",
  achievements_expire_period_positive: "expire_period = 0",
  achievements_key_format: "key = 'Not A Key'",
  achievements_language_format: "language = 'bokmål'",
  achievements_manual_has_no_threshold: "trigger_type = 'manual'",
  achievements_name_not_empty: "name = '  '",
  achievements_one_expiry: "expire_date = '2030-01-01', expire_period = 30",
  achievements_tags: "tags = ARRAY['']",
  achievements_threshold_required: "trigger_threshold = NULL",
  achievements_trigger_metadata_is_object: "trigger_metadata = '[]'",
  achievements_trigger_threshold_positive: "trigger_threshold = 0",
  achievements_web_addresses: "issuer_url = 'javascript:alert(1)'",
  activities_external_id_not_empty: "external_id = ' '",
  activities_kind_not_empty: "kind = ' '",
  activities_metadata_is_object: "metadata = '1'",
  activities_minutes_range: "minutes = -1",
  activities_participants_range: "participants = -1",
  activities_source_not_empty: "source = ''",
  activities_void_has_reason: "voided_at = now()",
  api_keys_expires_after_creation: "expires_at = created_at",
  api_keys_name_not_empty: "name = ' '",
  api_keys_prefix_format: "prefix = 'Not one'",
  api_keys_revoked_companions: "revoked_by_user_id = gen_random_uuid()",
  api_keys_scopes: "scopes = '{people:write}'",
  api_keys_secret_hash_length: "secret_hash = 'x'",
  audit_log_action_format: "action = 'Anything'",
  audit_log_actor: "actor_kind = 'user'",
  audit_log_actor_api_key: "actor_kind = 'api_key'",
  award_batch_rows_awarded_has_badge: "earned_badge_id = NULL",
  award_batch_rows_given_length: "given = repeat('x', 255)",
  award_batch_rows_line_positive: "line = 0",
  award_batches_counts: "awarded_count = 2",
  award_batches_reason_not_empty: "reason = ' '",
  award_batches_undone_companions: "undone_at = now()",
  award_batches_undone_count: "undone_count = 2",
  certificate_counters_not_negative: "last_value = -1",
  certification_types_code_format: "code = 'Ikke en kode'",
  certification_types_name_not_empty: "name = ''",
  certification_types_template_is_object: "template = '[]'",
  certification_types_validity_positive: "validity_months = 0",
  certification_types_warning_days: "warning_days = 366",
  certifications_course_has_no_issuer: "issued_by_user_id = gen_random_uuid()",
  certifications_course_source: "course_registration_id = NULL",
  certifications_expires_after_issue: "expires_at = issued_at",
  certifications_idempotency_companions: "idempotency_hash = NULL",
  certifications_lifetime_never_expires: "status = 'expired', expires_at = NULL",
  certifications_manual_has_issuer: "source = 'manual'",
  certifications_nobody_issues_to_themselves: "source = 'manual', issued_by_user_id = user_id",
  certifications_notes_length: "notes = repeat('x', 5001)",
  certifications_number_format: "certificate_number = 'OURS-26-1'",
  certifications_revocation_reason_not_empty:
    "status = 'revoked', revoked_at = now(), revocation_reason = ' '",
  certifications_revoked_companions: "status = 'revoked'",
  certifications_superseded_has_successor: "status = 'superseded'",
  course_registrations_completed_has_date: "completed_on = NULL",
  course_registrations_dates: "completed_on = registered_on - 1",
  course_registrations_grade: "grade = ''",
  course_registrations_void_has_reason: "voided_at = now(), void_reason = ' '",
  courses_code_not_empty: "code = ''",
  courses_title_not_empty: "title = repeat('x', 201)",
  earned_badge_criteria_threshold_positive: "threshold = 0",
  earned_badges_approved_by_another:
    "awarded_by_user_id = organization_id, decided_by_user_id = organization_id",
  earned_badges_expires_after_award: "expires_at = awarded_at",
  earned_badges_flag_companions: "flagged_at = now()",
  earned_badges_idempotency_companions: "idempotency_key = NULL",
  earned_badges_kept_companions: "kept_at = now()",
  earned_badges_kept_note_not_empty:
    "kept_at = now(), kept_by_user_id = gen_random_uuid(), kept_reason = 'x', kept_note = ' '",
  earned_badges_manual_has_awarder: "source = 'manual'",
  earned_badges_nobody_awards_themselves: "awarded_by_user_id = user_id",
  earned_badges_nobody_keeps_their_own:
    "kept_at = now(), kept_by_user_id = user_id, kept_reason = 'x', kept_note = 'x'",
  earned_badges_occurrence_format: "occurrence = 'twice'",
  earned_badges_rejected_companions: "status = 'rejected'",
  earned_badges_revocation_reason_not_empty: "status = 'revoked', revoked_at = now(), revocation_reason = ''",
  earned_badges_revoked_companions: "status = 'revoked'",
  earned_badges_text_lengths: "evidence_url = repeat('x', 2001)",
  evaluation_requests_causes_not_empty: "causes = 0",
  groups_key_not_empty: "key = ''",
  groups_name_not_empty: "name = ''",
  idempotency_keys_answer_companions: "status = 200",
  idempotency_keys_key_length: "key = ''",
  idempotency_keys_request_hash_length: "request_hash = 'x'",
  import_rows_change_has_both: "outcome = 'updated'",
  import_rows_change_has_subject: "subject_id = NULL",
  import_rows_line_positive: "line = 0",
  import_rows_refusal_has_reason: "outcome = 'rejected'",
  imports_counts: "rejected_count = -1",
  imports_undone_has_time: "status = 'undone'",
  installation_id_check: "id = false",
  installation_pause_has_reason: "issuing_paused_at = now()",
  job_run_files_content_not_empty: "content = ''",
  job_run_files_part_not_negative: "part = -1",
  job_runs_attempts_not_negative: "attempts = -1",
  job_runs_cancel_has_time: "cancel_requested_by_user_id = gen_random_uuid()",
  job_runs_cancelled_was_asked: "status = 'cancelled', finished_at = now()",
  job_runs_done_not_negative: "done = -1",
  job_runs_done_within_total: "total = -1",
  job_runs_error_has_key: `status = 'failed', finished_at = now(), error = '{"code": "x"}'`,
  job_runs_exclusive_key_not_empty: "exclusive_key = ''",
  job_runs_failed_has_error: "status = 'failed', finished_at = now()",
  job_runs_finished_has_time: "finished_at = now()",
  job_runs_input_is_object: "input = '[]'",
  job_runs_result_is_object: "result = '[]'",
  job_runs_running_has_times: "status = 'running', started_at = now()",
  job_runs_waiting_while_at_work: `waiting = '{"why": "x"}'`,
  manual_awards_comment: "comment = ' '",
  manual_awards_issuer_role: "issuer_role = 'peer_mentor'",
  manual_awards_nobody_awards_themselves: "issuer_user_id = recipient_user_id",
  memberships_display_name_not_empty: "display_name = ' '",
  memberships_email_is_normal: "email = 'Kari@Example.org'",
  memberships_external_ref_not_empty: "external_ref = ''",
  memberships_inactive_has_time: "status = 'inactive'",
  memberships_profile_slug_format: "profile_slug = 'Kari Ås'",
  organizations_certificate_prefix_format: "certificate_prefix = 'æ'",
  organizations_expiry_warning_days: "expiry_warning_days = 0",
  organizations_locale: "locale = 'de'",
  organizations_name_not_empty: "name = ''",
  organizations_pause_has_reason: "issuing_paused_at = now()",
  organizations_slug_format: "slug = 'Not a slug'",
  password_links_invitation_has_membership: "purpose = 'reset'",
  recognition_tiers_display_order_positive: "display_order = 0",
  recognition_tiers_extra_criteria_is_versioned: `extra_criteria = '{"version": "1"}'`,
  recognition_tiers_filter_is_object: "criteria_filter = '[]'",
  recognition_tiers_icon_key_not_empty: "icon_key = ''",
  recognition_tiers_name_not_empty: "name = ' '",
  recognition_tiers_threshold_positive: "criteria_threshold = 0",
  referrals_external_id_not_empty: "external_id = ''",
  referrals_source_not_empty: "source = ' '",
  referrals_void_has_reason: "void_reason = 'x'",
  tier_assignments_period_bounds: "period_end = period_start",
  tier_assignments_period_key_format: "period_key = '2026-Q5'",
  tier_assignments_revoked_companions: "status = 'revoked'",
  uploads_alt_text_not_empty: "alt_text = ' '",
  uploads_content_length: "content = ''",
  uploads_edge_colour_format: "edge_colour = 'red'",
  uploads_size: "width = 2000",
  users_email_is_normal: "email = 'no address'",
  users_locale: "locale = 'sv'",
  users_name_not_empty: "name = ''",
};

const id = (table: string) => `'${idOf(table, "ours")}'`;
const change = (table: string, assignments: string) =>
  `UPDATE ${table} SET ${assignments} WHERE id = ${id(table)}`;

const certify = (columns: string, values: string) =>
  `INSERT INTO certifications (organization_id, user_id, certification_type_id, expires_at, source, ${columns})
   VALUES (${id("organizations")}, ${id("users")}, ${id("certification_types")}, '2031-01-01', 'manual', ${values})`;

const award = (occurrence: string) =>
  `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source)
   VALUES (${id("organizations")}, ${id("achievements")}, ${id("achievement_versions")}, ${id("users")}, '${occurrence}', 'automatic')`;

/** An award by hand by somebody, with the columns that are tried out. */
const byHand = (awarder: string, columns = "", values = "") =>
  `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, reason, awarded_by_user_id${columns})
   VALUES (${id("organizations")}, ${id("achievements")}, ${id("achievement_versions")}, ${id("users")}, 'once', 'manual', 'x', ${id(awarder)}${values})`;

const signOff = (issuer: string, role: string) =>
  `INSERT INTO manual_awards (organization_id, achievement_id, recipient_user_id, issuer_user_id, issuer_role)
   VALUES (${id("organizations")}, ${id("achievements")}, ${id("users")}, ${id(issuer)}, '${role}')`;

const asksForSignOffs = change(
  "achievements",
  `trigger_type = 'criteria', trigger_threshold = NULL,
   criteria = '{"version": 1, "rules": [{"type": "group", "rules": [{"type": "manual_approval", "roles": ["coordinator"]}]}]}'`,
);

const undo = change(
  "award_batches",
  `undone_at = now(), undone_count = 1, undone_by_user_id = ${id("signers")}`,
);

const revoke =
  "status = 'revoked', revoked_at = now(), revocation_reason = 'x', revoked_by_user_id = " +
  id("coordinators");

/** For each rule that a trigger keeps, statements of which the last one breaks it. */
export const ruleCases: Readonly<Record<string, readonly string[]>> = {
  achievement_versions_are_final: [change("achievement_versions", `definition = '{"name": "x"}'`)],
  achievements_repeatable_is_final: [change("achievements", "is_repeatable = true")],
  api_keys_are_final: [change("api_keys", "scopes = '{awards:read}'")],
  audit_log_is_final: ["DELETE FROM audit_log"],
  award_batches_are_final: [undo, change("award_batches", "undone_at = now()")],
  award_batches_undo_in_time: [
    "ALTER TABLE award_batches DISABLE TRIGGER USER",
    change("award_batches", "created_at = now() - interval '25 hours'"),
    "ALTER TABLE award_batches ENABLE TRIGGER USER",
    undo,
  ],
  certifications_dates_are_final: [
    change("certifications", "status = 'expired'"),
    change("certifications", "expires_at = '2040-01-01'"),
  ],
  certifications_identity_is_final: [change("certifications", "certificate_number = 'OURS-2026-99999'")],
  certifications_issued_by_role: [
    certify(
      "certificate_number, issued_at, issued_by_user_id",
      `'OURS-2030-00001', '2030-05-01', ${id("issuers")}`,
    ),
  ],
  certifications_number_prefix: [
    certify(
      "certificate_number, issued_at, issued_by_user_id",
      `'THEIRS-2030-00001', '2030-05-01', ${id("coordinators")}`,
    ),
  ],
  certifications_number_year: [
    certify(
      "certificate_number, issued_at, issued_by_user_id",
      `'OURS-2029-00001', '2030-05-01', ${id("coordinators")}`,
    ),
  ],
  certifications_revocation_is_final: [
    change("certifications", revoke),
    change("certifications", "revocation_reason = 'y'"),
  ],
  certifications_revoked_by_role: [
    change("certifications", revoke.replace(id("coordinators"), id("issuers"))),
  ],
  certifications_status_transition: [
    change("certifications", "status = 'expired'"),
    change("certifications", "status = 'active'"),
  ],
  earned_badges_achievement_is_active: [
    change("earned_badges", "status = 'expired'"),
    change("achievements", "status = 'inactive'"),
    award("once"),
  ],
  earned_badges_awarded_by_role: [
    "UPDATE organizations SET peers_may_nominate = true",
    change("earned_badges", "status = 'expired'"),
    byHand("issuers", ", status", ", 'pending_approval'"),
  ],
  earned_badges_decided_by_role: [
    change("earned_badges", "status = 'expired'"),
    byHand("coordinators", ", status", ", 'pending_approval'"),
    `UPDATE earned_badges SET status = 'awarded', decided_at = now(), decided_by_user_id = ${id("issuers")} WHERE status = 'pending_approval'`,
  ],
  earned_badges_identity_is_final: [change("earned_badges", "occurrence = '2026'")],
  earned_badges_needs_sign_offs: [
    change("earned_badges", "status = 'expired'"),
    asksForSignOffs,
    byHand("coordinators"),
  ],
  earned_badges_not_in_future: [
    change("earned_badges", "status = 'expired'"),
    byHand("coordinators", ", met_on", ", current_date + 2"),
  ],
  earned_badges_occurrence_fits: [award("2026")],
  earned_badges_status_transition: [
    change("earned_badges", "status = 'expired'"),
    change("earned_badges", "status = 'awarded'"),
  ],
  issuing_is_paused: [
    "UPDATE installation SET issuing_paused_at = now(), issuing_paused_reason = 'look'",
    `UPDATE earned_badges SET status = 'revoked', revoked_at = now(), revocation_reason = 'x' WHERE id = ${id("earned_badges")}`,
    award("once"),
  ],
  job_runs_only_forward: [
    change("job_runs", "status = 'running', started_at = now(), heartbeat_at = now()"),
    change("job_runs", "done = 2"),
    change("job_runs", "done = 1"),
  ],
  job_runs_order_is_final: [change("job_runs", `input = '{"other": "work"}'`)],
  job_runs_status_transition: [
    change("job_runs", "status = 'running', started_at = now(), heartbeat_at = now()"),
    change("job_runs", "status = 'succeeded', finished_at = now()"),
    change("job_runs", "status = 'queued', finished_at = NULL"),
  ],
  manual_awards_achievement_is_active: [
    asksForSignOffs,
    change("achievements", "status = 'inactive'"),
    signOff("coordinators", "coordinator"),
  ],
  manual_awards_role_is_asked: [asksForSignOffs, signOff("signers", "org_admin")],
  manual_awards_signed_by_role: [asksForSignOffs, signOff("issuers", "coordinator")],
  memberships_last_org_admin: [
    change("memberships", "role = 'org_admin'"),
    change("memberships", "role = 'peer_mentor'"),
  ],
  organizations_prefix_is_final: [change("organizations", "certificate_prefix = 'OTHER'")],
  organizations_time_zone: [change("organizations", "time_zone = 'Mars/Olympus'")],
  recognition_tiers_organization_is_active: [
    change("organizations", "is_active = false"),
    change("recognition_tiers", "name = 'Sølv'"),
  ],
};
