import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification, revokeCertification } from "@/lib/certifications/service";
import { deactivateCertificationType } from "@/lib/certifications/type-service";
import type { Ctx } from "@/lib/context";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let type: string;
let coordinator: Awaited<ReturnType<typeof createTestMember>>;
let mentor: Awaited<ReturnType<typeof createTestMember>>;

const ask = (changes: object = {}) =>
  issueInput.parse({
    userId: mentor.userId,
    certificationTypeId: type,
    idempotencyKey: randomUUID(),
    ...changes,
  });
const issue = (changes: object = {}, who = coordinator.ctx) => issueCertification(who, ask(changes));
const stored = async (id: string) =>
  (await database.everything.query("SELECT * FROM certifications WHERE id = $1", [id])).rows[0];
const rows = async (sql: string, ...values: unknown[]) => (await database.everything.query(sql, values)).rows;
const holds = (at: string) => ({ ...coordinator.ctx, asOf: new Date(at) });

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  type = await createTestCertificationType(database, ctx);
  coordinator = await createTestMember(database, ctx, { role: "coordinator" });
  mentor = await createTestMember(database, ctx);
});

describe("issuing", () => {
  test("gives number, dates and issuer, and asks to evaluate the holder, all in one (seed 004 badge_trigger_on_issuance)", async () => {
    const at = "2026-01-31T11:00:00Z";
    const { id, certificateNumber } = await issue({ notes: "Etter kurset" }, holds(at));
    expect(certificateNumber).toBe(`${ctx.organization.certificatePrefix}-2026-00001`);
    expect(await stored(id)).toMatchObject({
      status: "active",
      source: "manual",
      issued_by_user_id: coordinator.userId,
      issued_at: new Date(at),
      expires_at: new Date("2027-01-31T11:00:00Z"),
      notes: "Etter kurset",
    });
    expect(
      await rows("SELECT user_id FROM evaluation_requests WHERE organization_id = $1", ctx.organization.id),
    ).toEqual([{ user_id: mentor.userId }]);
    expect(
      await rows(
        "SELECT name FROM pgboss.job WHERE data ->> 'organizationId' = $1 AND name = 'evaluation.run'",
        ctx.organization.id,
      ),
    ).toHaveLength(1);
    expect(await rows("SELECT action, actor_user_id FROM audit_log WHERE subject_id = $1", id)).toEqual([
      { action: "certification.issued", actor_user_id: coordinator.userId },
    ]);
  });

  test("leaves nothing of all that when it is refused", async () => {
    await issue();
    const before = await rows(
      "SELECT last_value FROM certificate_counters WHERE organization_id = $1",
      ctx.organization.id,
    );
    const jobs = await rows(
      "SELECT id FROM pgboss.job WHERE data ->> 'organizationId' = $1",
      ctx.organization.id,
    );
    await expect(issue()).rejects.toMatchObject({ code: "conflict" });
    expect(
      await rows(
        "SELECT last_value FROM certificate_counters WHERE organization_id = $1",
        ctx.organization.id,
      ),
    ).toEqual(before);
    expect(
      await rows("SELECT id FROM pgboss.job WHERE data ->> 'organizationId' = $1", ctx.organization.id),
    ).toEqual(jobs);
  });

  test("numbers by the year of issue in the organisation's time zone, and each year from one", async () => {
    const numbers = [];
    for (const issuedOn of ["2025-12-31", "2026-01-01", "2025-06-01"]) {
      const person = await createTestMember(database, ctx);
      numbers.push(
        (await issue({ userId: person.userId, issuedOn }, holds("2026-02-01T12:00:00Z"))).certificateNumber,
      );
    }
    const prefix = ctx.organization.certificatePrefix;
    expect(numbers).toEqual([`${prefix}-2025-00001`, `${prefix}-2026-00001`, `${prefix}-2025-00002`]);
    const night = await createTestMember(database, ctx);
    const { certificateNumber } = await issue({ userId: night.userId }, holds("2026-12-31T23:30:00Z"));
    expect(certificateNumber).toBe(`${prefix}-2027-00001`);
  });

  test("expires a lapsed one of the same kind first (seed 004 one_active_cert_per_user_per_type)", async () => {
    const first = await issue({}, holds("2024-01-01T12:00:00Z"));
    await expect(issue({}, holds("2024-12-31T12:00:00Z"))).rejects.toMatchObject({
      fields: {
        certificationTypeId: {
          key: "certifications.alreadyHolds",
          values: { number: first.certificateNumber },
        },
      },
    });
    const second = await issue({}, holds("2025-02-01T12:00:00Z"));
    expect((await stored(first.id)).status).toBe("expired");
    expect((await stored(second.id)).status).toBe("active");
  });

  test("gives a lifetime certificate no end", async () => {
    const lifetime = await createTestCertificationType(database, ctx, { validityMonths: null });
    const { id } = await issue({ certificationTypeId: lifetime });
    expect((await stored(id)).expires_at).toBeNull();
  });

  test("refuses tomorrow, and a day so long ago that it would be over", async () => {
    const today = holds("2026-06-15T12:00:00Z");
    await expect(issue({ issuedOn: "2026-06-16" }, today)).rejects.toMatchObject({
      code: "invalid",
      fields: { issuedOn: { key: "certifications.inTheFuture" } },
    });
    await expect(issue({ issuedOn: "2025-06-15" }, today)).rejects.toMatchObject({
      fields: { issuedOn: { key: "certifications.wouldBeExpired" } },
    });
  });

  test("is for others only: nobody issues to themselves", async () => {
    await expect(issue({ userId: coordinator.userId })).rejects.toMatchObject({
      fields: { userId: { key: "certifications.notToYourself" } },
    });
  });

  test("is for coordinators and org admins, in this organisation, with its kinds and people", async () => {
    await expect(issue({}, mentor.ctx)).rejects.toMatchObject({ code: "forbidden" });
    const elsewhere = await createTestOrganization(database);
    const theirs = await createTestCertificationType(database, elsewhere);
    const stranger = await createTestMember(database, elsewhere);
    await expect(issue({ certificationTypeId: theirs })).rejects.toMatchObject({ code: "not_found" });
    await expect(issue({ certificationTypeId: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
    for (const userId of [stranger.userId, randomUUID()]) {
      await expect(issue({ userId })).rejects.toMatchObject({
        fields: { userId: { key: "notFound.person" } },
      });
    }
  });

  test("stops while the organisation or the installation is paused, and for a kind out of use", async () => {
    const pause =
      "UPDATE organizations SET issuing_paused_at = now(), issuing_paused_reason = 'look' WHERE id = $1";
    await rows(pause, ctx.organization.id);
    await expect(issue()).rejects.toMatchObject({ code: "unavailable", text: { key: "issuingPaused" } });
    await rows(
      "UPDATE organizations SET issuing_paused_at = NULL, issuing_paused_reason = NULL WHERE id = $1",
      ctx.organization.id,
    );
    const admin = await createTestMember(database, ctx, { role: "org_admin" });
    await deactivateCertificationType(admin.ctx, { id: type });
    await expect(issue()).rejects.toMatchObject({
      fields: { certificationTypeId: { key: "certifications.typeInactive" } },
    });
  });

  test("does not exist while the module is off", async () => {
    await expect(issue({}, { ...coordinator.ctx, modules: new Set() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("revoking (seed 004 revocation_requires_reason)", () => {
  test("records who, when and why, once for a double click", async () => {
    const { id } = await issue();
    const order = { id, reason: "Gitt ved en feil" };
    await Promise.all([
      revokeCertification(coordinator.ctx, order),
      revokeCertification(coordinator.ctx, order),
    ]);
    expect(await stored(id)).toMatchObject({
      status: "revoked",
      revoked_by_user_id: coordinator.userId,
      revocation_reason: "Gitt ved en feil",
    });
    expect(
      await rows("SELECT FROM audit_log WHERE subject_id = $1 AND action = 'certification.revoked'", id),
    ).toHaveLength(1);
  });

  test("is final, and makes room for a new one", async () => {
    const { id } = await issue();
    await revokeCertification(coordinator.ctx, { id, reason: "Feil person" });
    await expect(revokeCertification(coordinator.ctx, { id, reason: "Annet" })).rejects.toMatchObject({
      code: "conflict",
      text: { key: "certifications.notRevocable" },
    });
    await expect(issue()).resolves.toHaveProperty("certificateNumber");
  });

  test("is not possible from another organisation, nor for a mentor", async () => {
    const { id } = await issue();
    const elsewhere = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    await expect(revokeCertification(elsewhere.ctx, { id, reason: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(revokeCertification(mentor.ctx, { id, reason: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
