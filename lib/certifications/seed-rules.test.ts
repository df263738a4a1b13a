import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CertificateRows, certificateRows, refusal } from "@/lib/certifications/rows.test-support";
import type { Ctx } from "@/lib/context";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let rows: CertificateRows;
let ctx: Ctx;
let coordinator: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  rows = await certificateRows(database);
  ({ ctx, coordinator } = rows);
});

const row: CertificateRows["row"] = (changes) => rows.row(changes);
const insert: CertificateRows["insert"] = (values) => rows.insert(values);
const set: CertificateRows["set"] = (id, assignments) => rows.set(id, assignments);

describe("the database refuses", () => {
  test("expires_at_after_issued_at: an end that is not after the issue", async () => {
    const same = row({ expires_at: "2026-03-01T12:00:00Z" });
    expect(await refusal(insert(same))).toBe("certifications_expires_after_issue");
  });

  test("course_registration_source_consistency: a source that does not fit its registration", async () => {
    const course = row({ source: "course_completion", issued_by_user_id: null });
    expect(await refusal(insert(course))).toBe("certifications_course_source");
    expect(await refusal(insert(row({ issued_by_user_id: null })))).toBe("certifications_manual_has_issuer");
  });

  test("organization_scoped_type and tenant_isolation: a kind or a person of another organisation", async () => {
    const elsewhere = await createTestOrganization(database);
    const theirs = await createTestCertificationType(database, elsewhere);
    const stranger = await createTestMember(database, elsewhere);
    expect(await refusal(insert(row({ certification_type_id: theirs })))).toBe("certifications_type");
    expect(await refusal(insert(row({ user_id: stranger.userId })))).toBe("certifications_holder");
  });

  test("issued_by_role_check: an issuer or revoker who is neither coordinator nor admin", async () => {
    const other = (await createTestMember(database, ctx)).userId;
    expect(await refusal(insert(row({ issued_by_user_id: other })))).toBe("certifications_issued_by_role");
    const id = await insert();
    const revoke = `status = 'revoked', revoked_at = now(), revocation_reason = 'x', revoked_by_user_id = '${other}'`;
    expect(await refusal(set(id, revoke))).toBe("certifications_revoked_by_role");
  });

  test("certificate_number_format: any other form, prefix or year", async () => {
    const { certificatePrefix: prefix } = ctx.organization;
    for (const number of [
      `${prefix}-2026-001`,
      `${prefix}-2026-00001x`,
      `${prefix.toLowerCase()}-2026-00001`,
    ]) {
      expect(await refusal(insert(row({ certificate_number: number })))).toMatch(
        /certifications_number_(format|prefix)/,
      );
    }
    expect(await refusal(insert(row({ certificate_number: "OTHER-2026-00001" })))).toBe(
      "certifications_number_prefix",
    );
    const year = row({ certificate_number: `${prefix}-2025-00001` });
    expect(await refusal(insert(year))).toBe("certifications_number_year");
  });

  test("one_active_cert_per_user_per_type: a second valid one, whichever of the two states", async () => {
    const id = await insert();
    expect(await refusal(insert(row()))).toBe("certifications_one_active");
    await set(id, "status = 'expiring_soon'");
    expect(await refusal(insert(row()))).toBe("certifications_one_active");
    await set(id, "status = 'expired'");
    expect(await refusal(insert(row()))).toBe("accepted");
  });

  test("revocation_requires_reason: without a reason, a time or a person", async () => {
    const id = await insert();
    const by = `revoked_by_user_id = '${coordinator}'`;
    for (const [assignments, rule] of [
      ["status = 'revoked'", "certifications_revoked_companions"],
      [`status = 'revoked', revoked_at = now(), ${by}`, "certifications_revoked_companions"],
      [
        "status = 'revoked', revoked_at = now(), revocation_reason = 'x'",
        "certifications_revoked_companions",
      ],
      [
        `status = 'revoked', revoked_at = now(), ${by}, revocation_reason = '  '`,
        "certifications_revocation_reason_not_empty",
      ],
    ] as const) {
      expect(await refusal(set(id, assignments))).toBe(rule);
    }
  });

  test("certificate_number_uniqueness: a number that exists in any organisation", async () => {
    const { certificate_number } = row();
    await insert(row({ certificate_number }));
    const other = (await createTestMember(database, ctx)).userId;
    expect(await refusal(insert(row({ certificate_number, user_id: other })))).toBe(
      "idx_certification_certificate_number",
    );
    const twin = createTestOrganization(database, { certificatePrefix: ctx.organization.certificatePrefix });
    await expect(twin).rejects.toThrow(/organizations_certificate_prefix_key/);
  });

  test("what was certified, when it is over, and a revocation never change", async () => {
    const id = await insert();
    expect(await refusal(set(id, "certificate_number = certificate_number || '1'"))).toBe(
      "certifications_identity_is_final",
    );
    await set(id, rows.assignmentsFor("revoked"));
    expect(await refusal(set(id, "expires_at = expires_at + interval '1 year'"))).toBe(
      "certifications_dates_are_final",
    );
    expect(await refusal(set(id, "revocation_reason = 'another'"))).toBe(
      "certifications_revocation_is_final",
    );
  });
});
