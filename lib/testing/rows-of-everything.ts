import { dashboardRows } from "@/lib/testing/dashboard-rows";
import { openBadgesRows } from "@/lib/testing/open-badges-rows";
import { ownRequestRows } from "@/lib/testing/own-requests";
import { revocationRows } from "@/lib/testing/revocation-rows";
import type { RowOf } from "@/lib/testing/row-of";

/**
 * One row of every tenant table, in an order in which each finds those it refers to. A table without an entry makes
 * the isolation test fail: whoever adds one says here what a row of it looks like.
 */
export const rowsOfEverything: readonly RowOf[] = [
  {
    table: "organization_modules",
    sql: (id) =>
      `(id, organization_id, module) VALUES ('${id("organization_modules")}', '${id("organizations")}', 'certifications')`,
  },
  {
    table: "uploads",
    sql: (id) => `(id, organization_id, content_type, content, width, height, alt_text, edge_colour)
      VALUES ('${id("uploads")}', '${id("organizations")}', 'image/png', 'x', 1, 1, 'A heart', '#aa0000')`,
  },
  {
    table: "job_runs",
    sql: (id) => `(id, organization_id, kind, exclusive_key)
      VALUES ('${id("job_runs")}', '${id("organizations")}', 'import', 'the one')`,
  },
  {
    table: "job_run_files",
    sql: (id) => `(id, organization_id, job_run_id, part, content)
      VALUES ('${id("job_run_files")}', '${id("organizations")}', '${id("job_runs")}', 0, 'x')`,
  },
  {
    table: "imports",
    sql: (
      id,
    ) => `(id, organization_id, kind, file_name, file_sha256, read_count, created_count, updated_count, unchanged_count, rejected_count, job_run_id)
      VALUES ('${id("imports")}', '${id("organizations")}', 'people', 'people.csv', 'x', 1, 1, 0, 0, 0, '${id("job_runs")}')`,
  },
  {
    table: "import_rows",
    sql: (id) => `(id, organization_id, import_id, line, outcome, subject_id)
      VALUES ('${id("import_rows")}', '${id("organizations")}', '${id("imports")}', 1, 'created', gen_random_uuid())`,
  },
  {
    table: "memberships",
    sql: (
      id,
    ) => `(id, organization_id, user_id, display_name, email, external_ref, profile_slug, import_id, role)
      VALUES ('${id("memberships")}', '${id("organizations")}', '${id("users")}', 'Kari', 'kari@example.org', 'k-1', 'kari-${id("memberships")}', '${id("imports")}', 'coordinator')`,
  },
  {
    table: "saved_views",
    sql: (id) => `(id, organization_id, user_id, list, name, query, is_shared)
      VALUES ('${id("saved_views")}', '${id("organizations")}', '${id("users")}', 'people', 'Koordinatorer', 'role=coordinator', true)`,
  },
  {
    table: "groups",
    sql: (id) =>
      `(id, organization_id, key, name) VALUES ('${id("groups")}', '${id("organizations")}', 'oslo', 'Oslo')`,
  },
  {
    table: "group_members",
    sql: (id) => `(id, organization_id, group_id, user_id)
      VALUES ('${id("group_members")}', '${id("organizations")}', '${id("groups")}', '${id("users")}')`,
  },
  {
    table: "api_keys",
    sql: (id) => `(id, organization_id, name, prefix, secret_hash, scopes)
      VALUES ('${id("api_keys")}', '${id("organizations")}', 'Appen', 'abcd1234', sha256('${id("api_keys")}'), '{people:read}')`,
  },
  {
    table: "idempotency_keys",
    sql: (id) => `(organization_id, api_key_id, key, request_hash)
      VALUES ('${id("organizations")}', '${id("api_keys")}', 'key-1', sha256('x'))`,
  },
  {
    table: "audit_log",
    sql: (id) => `(id, organization_id, actor_kind, action, subject_type)
      VALUES ('${id("audit_log")}', '${id("organizations")}', 'system', 'test.made', 'test')`,
  },
  {
    table: "activities",
    sql: (
      id,
    ) => `(id, organization_id, user_id, kind, occurred_at, minutes, participants, external_id, import_id)
      VALUES ('${id("activities")}', '${id("organizations")}', '${id("users")}', 'visit', '2026-03-01', 60, 3, 'a-1', '${id("imports")}')`,
  },
  {
    table: "referrals",
    sql: (id) => `(id, organization_id, referrer_user_id, occurred_at, external_id, import_id)
      VALUES ('${id("referrals")}', '${id("organizations")}', '${id("users")}', '2026-03-01', 'r-1', '${id("imports")}')`,
  },
  {
    table: "courses",
    sql: (id) => `(id, organization_id, code, title, import_id)
      VALUES ('${id("courses")}', '${id("organizations")}', 'K1', 'Kurs', '${id("imports")}')`,
  },
  {
    table: "course_registrations",
    sql: (
      id,
    ) => `(id, organization_id, course_id, user_id, status, registered_on, completed_on, grade, import_id)
      VALUES ('${id("course_registrations")}', '${id("organizations")}', '${id("courses")}', '${id("users")}', 'completed', '2026-01-01', '2026-02-01', '5', '${id("imports")}')`,
  },
  {
    table: "evaluation_requests",
    sql: (id) => `(organization_id, user_id) VALUES ('${id("organizations")}', '${id("users")}')`,
  },
  {
    table: "achievements",
    sql: (
      id,
    ) => `(id, organization_id, key, name, description, category, trigger_type, trigger_threshold, status, type, course_id, import_id)
      VALUES ('${id("achievements")}', '${id("organizations")}', 'first', 'Første', 'x', 'activity', 'activity_count', 1, 'active', 'course', '${id("courses")}', '${id("imports")}'),
        ('${id("related_achievements")}', '${id("organizations")}', 'second', 'Andre', 'x', 'activity', 'activity_count', 2, 'draft', 'site', NULL, NULL)`,
  },
  {
    table: "achievement_alignments",
    sql: (id) => `(id, organization_id, achievement_id, place, name, url)
      VALUES ('${id("achievement_alignments")}', '${id("organizations")}', '${id("achievements")}', 1, 'Veiledning', 'https://example.org/veiledning')`,
  },
  {
    table: "achievement_relations",
    sql: (id) => `(id, organization_id, achievement_id, related_achievement_id)
      SELECT '${id("achievement_relations")}', '${id("organizations")}', min(a.id::text)::uuid, max(a.id::text)::uuid
      FROM achievements a WHERE a.organization_id = '${id("organizations")}'`,
  },
  {
    table: "achievement_versions",
    sql: (id) => `(id, organization_id, achievement_id, number, definition)
      VALUES ('${id("achievement_versions")}', '${id("organizations")}', '${id("achievements")}', 1, '{"payment_amount": 500, "payment_currency": "NOK"}')`,
  },
  {
    table: "earned_badges",
    sql: (
      id,
    ) => `(id, organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, idempotency_key, idempotency_hash, import_id)
      VALUES ('${id("earned_badges")}', '${id("organizations")}', '${id("achievements")}', '${id("achievement_versions")}', '${id("users")}', 'once', 'automatic', 'key-1', 'x', '${id("imports")}')`,
  },
  {
    table: "earned_badge_criteria",
    sql: (id) => `(id, organization_id, earned_badge_id, rule_path, rule_type, value, threshold)
      VALUES ('${id("earned_badge_criteria")}', '${id("organizations")}', '${id("earned_badges")}', '0', 'activity_count', 1, 1)`,
  },
  {
    table: "manual_awards",
    sql: (
      id,
    ) => `(id, organization_id, achievement_id, recipient_user_id, issuer_user_id, issuer_role, earned_badge_id)
      VALUES ('${id("manual_awards")}', '${id("organizations")}', '${id("achievements")}', '${id("users")}', '${id("signers")}', 'coordinator', '${id("earned_badges")}')`,
  },
  {
    table: "award_batches",
    sql: (
      id,
    ) => `(id, organization_id, achievement_id, origin, reason, met_on, notify, row_count, awarded_count, idempotency_key, idempotency_hash, created_by_user_id)
      VALUES ('${id("award_batches")}', '${id("organizations")}', '${id("achievements")}', 'list', 'x', '2026-03-01', true, 1, 1, 'key-1', 'x', '${id("signers")}')`,
  },
  {
    table: "award_batch_rows",
    sql: (id) => `(organization_id, batch_id, line, given, user_id, met_on, outcome, earned_badge_id)
      VALUES ('${id("organizations")}', '${id("award_batches")}', 1, 'k-1', '${id("users")}', '2026-03-01', 'awarded', '${id("earned_badges")}')`,
  },
  ...revocationRows,
  {
    table: "certification_types",
    sql: (
      id,
    ) => `(id, organization_id, code, name, validity_months, warning_days, auto_issue_course_id, auto_issue_since)
      VALUES ('${id("certification_types")}', '${id("organizations")}', 'bevis', 'Bevis', 12, 30, '${id("courses")}', '2026-01-01')`,
  },
  {
    table: "certificate_counters",
    sql: (id) => `(organization_id, year, last_value) VALUES ('${id("organizations")}', 2026, 1)`,
  },
  {
    table: "certifications",
    sql: (
      id,
    ) => `(id, organization_id, user_id, certification_type_id, certificate_number, issued_at, expires_at, source, course_registration_id, idempotency_key, idempotency_hash, import_id)
      SELECT '${id("certifications")}', id, '${id("users")}', '${id("certification_types")}', certificate_prefix || '-2026-00001', '2026-03-01', '2027-03-01', 'course_completion', '${id("course_registrations")}', 'key-1', 'x', '${id("imports")}'
      FROM organizations WHERE id = '${id("organizations")}'`,
  },
  {
    table: "certification_completions",
    sql: (id) =>
      `(organization_id, certification_type_id, course_registration_id, outcome, certification_id)
      VALUES ('${id("organizations")}', '${id("certification_types")}', '${id("course_registrations")}', 'issued', '${id("certifications")}')`,
  },
  {
    table: "certification_batches",
    sql: (
      id,
    ) => `(id, organization_id, certification_type_id, origin, issued_on, notes, row_count, job_run_id, idempotency_key, idempotency_hash, created_by_user_id)
      VALUES ('${id("certification_batches")}', '${id("organizations")}', '${id("certification_types")}', 'list', '2026-03-01', 'x', 1, '${id("job_runs")}', 'key-1', 'x', '${id("signers")}')`,
  },
  {
    table: "certification_batch_rows",
    sql: (id) =>
      `(organization_id, batch_id, line, given, user_id, issued_on, expires_on, notes, outcome, certification_id)
      VALUES ('${id("organizations")}', '${id("certification_batches")}', 1, 'k-1', '${id("users")}', '2026-03-01', '2027-03-01', 'x', 'issued', '${id("certifications")}')`,
  },
  {
    table: "recognition_tiers",
    sql: (
      id,
    ) => `(id, organization_id, name, icon_key, criteria_type, criteria_threshold, award_period, display_order)
      VALUES ('${id("recognition_tiers")}', '${id("organizations")}', 'Bronse', 'star', 'activity_count', 10, 'annual', 1)`,
  },
  {
    table: "tier_periods",
    sql: (id) =>
      `(id, organization_id, period_key) VALUES ('${id("tier_periods")}', '${id("organizations")}', '2025')`,
  },
  {
    table: "tier_assignments",
    sql: (id) => `(id, organization_id, tier_id, user_id, period_key, period_start, period_end, metric_value)
      VALUES ('${id("tier_assignments")}', '${id("organizations")}', '${id("recognition_tiers")}', '${id("users")}', '2026', '2026-01-01', '2027-01-01', 12)`,
  },
  {
    table: "notifications",
    sql: (id) => `(id, organization_id, user_id, kind, subject_type, subject_id, idempotency_key)
      VALUES ('${id("notifications")}', '${id("organizations")}', '${id("users")}', 'certificate_issued', 'certification', '${id("certifications")}', 'key-1')`,
  },
  {
    table: "notification_preferences",
    sql: (id) => `(id, organization_id, user_id)
      VALUES ('${id("notification_preferences")}', '${id("organizations")}', '${id("users")}')`,
  },
  {
    table: "push_subscriptions",
    sql: (id) => `(id, organization_id, user_id, endpoint, keys)
      VALUES ('${id("push_subscriptions")}', '${id("organizations")}', '${id("users")}', 'https://push.example.org/one', 'x')`,
  },
  {
    table: "webhooks",
    sql: (id) => `(id, organization_id, url, events, secret)
      VALUES ('${id("webhooks")}', '${id("organizations")}', 'https://example.org/heder', '{certification.revoked}', 'x')`,
  },
  {
    table: "webhook_deliveries",
    sql: (id) => `(id, organization_id, webhook_id, event, event_id, payload)
      VALUES ('${id("webhook_deliveries")}', '${id("organizations")}', '${id("webhooks")}', 'certification.revoked', 'event-1', '{}')`,
  },
  ...ownRequestRows,
  ...openBadgesRows,
  ...dashboardRows,
];
