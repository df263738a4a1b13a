import { dashboardRuleCases } from "@/lib/testing/dashboard-cases";
import { idOf } from "@/lib/testing/one-of-everything";
import { ownWordsRuleCases } from "@/lib/testing/own-words-cases";
import { revocationRuleCases } from "@/lib/testing/revocation-cases";
import { change, id } from "@/lib/testing/rule-case";

const certify = (columns: string, values: string) =>
  `INSERT INTO certifications (organization_id, user_id, certification_type_id, expires_at, source, ${columns})
   VALUES (${id("organizations")}, ${id("users")}, ${id("certification_types")}, '2031-01-01', 'manual', ${values})`;

/** Renewed by a certificate of this type, which the statement also makes. */
const renewed = (type: string) => [
  `INSERT INTO certification_types (organization_id, code, name) VALUES (${id("organizations")}, 'other', 'Other')`,
  change("certifications", "status = 'expired'"),
  `INSERT INTO certifications (organization_id, user_id, certification_type_id, expires_at, source, certificate_number, issued_at, issued_by_user_id)
   SELECT ${id("organizations")}, ${id("users")}, t.id, '2031-01-01', 'manual', 'OURS-2030-00001', '2030-05-01', ${id("coordinators")}
   FROM certification_types t WHERE t.organization_id = ${id("organizations")} AND t.code = '${type}'`,
  change(
    "certifications",
    "renewed_by_id = (SELECT id FROM certifications WHERE certificate_number = 'OURS-2030-00001')",
  ),
];

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

const undone = `undone_at = now(), undone_count = 1, undone_by_user_id = ${id("signers")}`;
const undo = change("award_batches", undone);
const undoCertificates = change("certification_batches", undone);
const revoke =
  "status = 'revoked', revoked_at = now(), revocation_reason = 'x', revoked_by_user_id = " +
  id("coordinators");

/** Revoked, and then as if it never had been. */
const backAgain = (table: string) => [
  change(table, "revoked_at = now()"),
  change(table, "revoked_at = NULL"),
];

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
  achievement_endorsements_are_final: [change("achievement_endorsements", "comment = 'Noe annet'")],
  achievement_endorsements_in_time: [
    `INSERT INTO achievement_endorsements (organization_id, endorser_email, token_hash, created_at, expires_at)
     VALUES (${id("organizations")}, 'kari@example.org', sha256('late'), now() - interval '2 days', now() - interval '1 day')`,
    "UPDATE achievement_endorsements SET status = 'declined', declined_at = now() WHERE token_hash = sha256('late')",
  ],
  badge_shares_of_a_badge_one_holds: [
    `INSERT INTO badge_shares (organization_id, earned_badge_id, user_id, token_hash, fields, expires_at)
     VALUES (${id("organizations")}, ${id("earned_badges")}, ${id("coordinators")}, sha256('x'), '{}', now() + interval '7 days')`,
  ],
  badge_shares_withdrawal_is_final: backAgain("badge_shares"),
  backpack_grants_are_final: [
    change("backpack_grants", "revoked_at = now(), revoked_because = 'disconnected'"),
    change("backpack_grants", "revoked_at = NULL, revoked_because = NULL"),
  ],
  ...dashboardRuleCases,
  ...ownWordsRuleCases,
  profile_shares_withdrawal_is_final: backAgain("profile_shares"),
  ...revocationRuleCases,
  certification_batch_rows_are_final: ["UPDATE certification_batch_rows SET given = 'another'"],
  certification_batches_are_final: [change("certification_batches", "notes = 'y'")],
  certification_batches_undo_at_work: [undoCertificates],
  certification_batches_undo_in_time: [
    "ALTER TABLE certification_batches DISABLE TRIGGER USER",
    change("certification_batches", "created_at = now() - interval '25 hours'"),
    "ALTER TABLE certification_batches ENABLE TRIGGER USER",
    undoCertificates,
  ],
  certification_types_code_is_final: [change("certification_types", "code = 'another'")],
  certification_types_design_pictures: [
    change(
      "certification_types",
      `template = '{"signatures": [{"picture": "${idOf("uploads", "theirs")}"}]}'`,
    ),
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
  certifications_renewal_is_final: [...renewed("bevis"), change("certifications", "renewed_by_id = NULL")],
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
  certifications_successor_fits: renewed("other"),
  certifications_verification_token_is_final: [
    change("certifications", "verification_token = replace(gen_random_uuid()::text, '-', '')"),
  ],
  certifications_warned_once: [
    change("certifications", "expiry_warning_sent_at = '2027-02-01'"),
    change("certifications", "expiry_warning_sent_at = '2027-02-02'"),
  ],
  credentials_are_final: backAgain("credentials"),
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
  earned_badges_declined_for_good: [
    change("earned_badges", "declined_at = now()"),
    change("earned_badges", "declined_at = NULL"),
  ],
  earned_badges_declined_when_held: [
    change("earned_badges", "status = 'revoked', revoked_at = now(), revocation_reason = 'x'"),
    change("earned_badges", "declined_at = now()"),
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
  external_identifiers_are_final: [
    change("external_identifiers", "state = 'pushed', pushed_at = now(), next_attempt_at = NULL"),
    change("external_identifiers", "state = 'pending', pushed_at = NULL, next_attempt_at = now()"),
  ],
  issuer_keys_are_final: [change("issuer_keys", `public_key = '{"kty": "RSA"}'`)],
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
  memberships_profile_address_kept: [
    change("memberships", "profile_slug = 'nytt'"),
    `UPDATE memberships SET profile_slug = 'kari-' || ${id("memberships")} WHERE user_id = ${id("coordinators")}`,
  ],
  organizations_prefix_is_final: [change("organizations", "certificate_prefix = 'OTHER'")],
  organizations_time_zone: [change("organizations", "time_zone = 'Mars/Olympus'")],
  recognition_tiers_order_without_gaps: [
    change("recognition_tiers", "display_order = 2"),
    "SET CONSTRAINTS ALL IMMEDIATE",
  ],
  recognition_tiers_organization_is_active: [
    change("organizations", "is_active = false"),
    change("recognition_tiers", "name = 'Sølv'"),
  ],
  tier_assignments_facts_are_final: [change("tier_assignments", "period_key = '2027'")],
  tier_assignments_period_is_closed: [
    change("tier_periods", "period_key = '2026'"),
    change("tier_assignments", "status = 'superseded'"),
  ],
  tier_assignments_revocation_is_final: [
    change("tier_assignments", "status = 'revoked', revoked_at = now(), revocation_reason = 'x'"),
    change("tier_assignments", "status = 'assigned', revoked_at = NULL, revocation_reason = NULL"),
  ],
  webhooks_removal_is_final: [
    change("webhooks", "removed_at = now(), is_active = false, disabled_reason = 'removed', secret = NULL"),
    change("webhooks", "removed_at = NULL, is_active = true, disabled_reason = NULL, secret = 'x'"),
  ],
  used_once_is_final: [
    "UPDATE backpack_tokens SET used_at = now()",
    "UPDATE backpack_tokens SET used_at = NULL",
  ],
};
