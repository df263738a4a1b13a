import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CertificationStatus, canBecome, certificationStatuses } from "@/lib/certifications/rules";
import { violatedConstraint } from "@/lib/constraints";
import type { Ctx } from "@/lib/context";
import { asPlatform, inTenant } from "@/lib/db";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let type: string;
let coordinator: string;
let mentor: string;
let sequence = 0;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  type = await createTestCertificationType(database, ctx);
  coordinator = (await createTestMember(database, ctx, { role: "coordinator" })).userId;
  mentor = (await createTestMember(database, ctx)).userId;
});

const row = (changes: Record<string, unknown> = {}) => {
  sequence += 1;
  return {
    organization_id: ctx.organization.id,
    user_id: mentor,
    certification_type_id: type,
    certificate_number: `${ctx.organization.certificatePrefix}-2026-${String(sequence).padStart(5, "0")}`,
    issued_at: "2026-03-01T12:00:00Z",
    expires_at: "2027-03-01T12:00:00Z",
    source: "manual",
    issued_by_user_id: coordinator,
    ...changes,
  };
};

/** As the application's role, past every service. Answers the row's id. */
async function insert(values: Record<string, unknown> = row()): Promise<string> {
  const columns = Object.keys(values);
  const sql = `INSERT INTO certifications (${columns}) SELECT ${columns}
    FROM jsonb_populate_record(NULL::certifications, $1::text::jsonb) RETURNING id`;
  const [created] = await inTenant(ctx, (tx) =>
    tx.$queryRawUnsafe<{ id: string }[]>(sql, JSON.stringify(values)),
  );
  return created?.id ?? "";
}

const set = (id: string, assignments: string) =>
  inTenant(ctx, (tx) =>
    tx.$executeRawUnsafe(`UPDATE certifications SET ${assignments} WHERE id = '${id}'::uuid`),
  );

/** The name of the rule that refused, or what else happened. */
const refusal = (write: Promise<unknown>) =>
  write.then(
    () => "accepted",
    (error: unknown) => violatedConstraint(error) ?? String(error),
  );

/** What an imported certificate of each state looks like. */
async function inState(status: CertificationStatus): Promise<string> {
  const companions: Partial<Record<CertificationStatus, Record<string, unknown>>> = {
    revoked: { revoked_at: "2026-04-01T00:00:00Z", revocation_reason: "x", revoked_by_user_id: coordinator },
    superseded: {
      renewed_by_id: await insert(row({ user_id: (await createTestMember(database, ctx)).userId })),
    },
  };
  const values = { status, source: "import", issued_by_user_id: null, ...companions[status] };
  return insert(row({ user_id: (await createTestMember(database, ctx)).userId, ...values }));
}

async function assignmentsFor(to: CertificationStatus): Promise<string> {
  if (to === "revoked") {
    return `status = 'revoked', revoked_at = now(), revoked_by_user_id = '${coordinator}', revocation_reason = 'x'`;
  }
  if (to === "superseded") return `status = 'superseded', renewed_by_id = '${await inState("active")}'`;
  return `status = '${to}', revoked_at = NULL, revoked_by_user_id = NULL, revocation_reason = NULL`;
}

describe("valid_status_transition and revoked_cert_cannot_be_reactivated", () => {
  const pairs = certificationStatuses.flatMap((from) =>
    certificationStatuses.filter((to) => to !== from).map((to) => [from, to] as const),
  );

  test.each(pairs)("%s to %s is what the table of rules.ts says", async (from, to) => {
    const id = await inState(from);
    const outcome = await refusal(set(id, await assignmentsFor(to)));
    expect(outcome).toBe(canBecome(from, to) ? "accepted" : "certifications_status_transition");
  });

  test("only a global admin's migration override may reactivate, which is a transaction across organisations", async () => {
    const id = await inState("revoked");
    const back = await assignmentsFor("active");
    const override = "SELECT set_config('app.migration_override', 'on', true)";
    const update = `UPDATE certifications SET ${back} WHERE id = '${id}'::uuid`;
    const inside = inTenant(ctx, async (tx) => {
      await tx.$queryRawUnsafe(override);
      return tx.$executeRawUnsafe(update);
    });
    expect(await refusal(inside)).toBe("certifications_status_transition");
    const platform = asPlatform(async (tx) => {
      await tx.$queryRawUnsafe(override);
      return tx.$executeRawUnsafe(update);
    }, ctx.organization.id);
    expect(await platform).toBe(1);
  });
});

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
    await set(id, await assignmentsFor("revoked"));
    expect(await refusal(set(id, "expires_at = expires_at + interval '1 year'"))).toBe(
      "certifications_dates_are_final",
    );
    expect(await refusal(set(id, "revocation_reason = 'another'"))).toBe(
      "certifications_revocation_is_final",
    );
  });
});
