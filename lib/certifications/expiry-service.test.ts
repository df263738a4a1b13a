import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sweepCertifications } from "@/lib/certifications/expiry-service";
import { listCertifications } from "@/lib/certifications/list-queries";
import { certificationFilters } from "@/lib/certifications/list-schema";
import { getCertification, listCertificationsOf } from "@/lib/certifications/queries";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification, revokeCertification } from "@/lib/certifications/service";
import type { Ctx } from "@/lib/context";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let type: string;
let coordinator: Awaited<ReturnType<typeof createTestMember>>;

const at = (day: string, who: Ctx = coordinator.ctx): Ctx => ({ ...who, asOf: new Date(`${day}T12:00:00Z`) });
const filters = (raw: object = {}) => certificationFilters.parse(raw);

async function issue(day: string, name?: string, certificationTypeId = type) {
  const person = await createTestMember(database, ctx, name ? { name } : {});
  const order = issueInput.parse({
    userId: person.userId,
    certificationTypeId,
    idempotencyKey: randomUUID(),
  });
  return { ...(await issueCertification(at(day), order)), person };
}
const statusOf = async (id: string) =>
  (await database.everything.query("SELECT status FROM certifications WHERE id = $1", [id])).rows[0].status;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  type = await createTestCertificationType(database, ctx);
  coordinator = await createTestMember(database, ctx, { role: "coordinator" });
});

describe("the hourly job (seed 004 auto_expire_past_expiry_date, expiry_warning_notification)", () => {
  test("moves what has lapsed to expired, what is in its window to expiring_soon, and nothing the second time", async () => {
    const lapsed = await issue("2025-01-10");
    const soon = await issue("2025-02-10");
    const later = await issue("2025-03-20");
    const now = at("2026-01-20", ctx);
    expect(await sweepCertifications(now)).toEqual({ warned: 1, expired: 1 });
    expect(await sweepCertifications(now)).toEqual({ warned: 0, expired: 0 });
    expect(await Promise.all([lapsed, soon, later].map(({ id }) => statusOf(id)))).toEqual([
      "expired",
      "expiring_soon",
      "active",
    ]);
    expect(await sweepCertifications(at("2026-02-11", ctx))).toEqual({ warned: 0, expired: 1 });
    expect(await statusOf(soon.id)).toBe("expired");
  });

  test("takes the window of the kind before the organisation's", async () => {
    const early = await createTestCertificationType(database, ctx, { warningDays: 90 });
    const { id } = await issue("2025-04-01", undefined, early);
    await issue("2025-04-01");
    expect(await sweepCertifications(at("2026-01-20", ctx))).toEqual({ warned: 1, expired: 0 });
    expect(await statusOf(id)).toBe("expiring_soon");
  });

  test("leaves lifetime, revoked and other organisations' certificates alone", async () => {
    const lifetime = await createTestCertificationType(database, ctx, { validityMonths: null });
    await issue("2020-01-01", undefined, lifetime);
    const { id } = await issue("2025-01-10");
    await revokeCertification(coordinator.ctx, { id, reason: "x" });
    expect(await sweepCertifications(at("2030-01-01", ctx))).toEqual({ warned: 0, expired: 0 });
    await issue("2025-01-10");
    const other = await createTestOrganization(database);
    expect(await sweepCertifications(at("2030-01-01", other))).toEqual({ warned: 0, expired: 0 });
  });
});

describe("reading", () => {
  test("tells how a certificate stands now, before the job has run, in the list and on its page alike", async () => {
    const ids = [
      (await issue("2025-01-10")).id,
      (await issue("2025-02-10")).id,
      (await issue("2025-03-20")).id,
    ];
    for (const day of ["2026-01-20", "2026-02-09", "2026-02-10", "2026-03-19", "2026-03-20", "2026-03-21"]) {
      const { rows } = await listCertifications(at(day), filters());
      const listed = new Map(rows.map((row) => [row.id, row.standing]));
      for (const id of ids) {
        expect((await getCertification(at(day), { id })).standing, `${day} ${id}`).toBe(listed.get(id));
      }
    }
    const now = at("2026-01-20");
    for (const [status, id] of [
      ["expired", ids[0]],
      ["expiring_soon", ids[1]],
      ["active", ids[2]],
    ] as const) {
      const { rows } = await listCertifications(now, filters({ status }));
      expect(rows.map((row) => row.id)).toEqual([id]);
    }
  });

  test("finds by number, name, kind and day of expiry, and reads signs as they are", async () => {
    const kari = await issue("2025-01-10", "Kari Ås");
    const ola = await issue("2025-06-10", "Ola 100%");
    const found = async (raw: object) =>
      (await listCertifications(at("2025-07-01"), filters(raw))).rows.map((row) => row.person);
    expect(await found({ q: "kari å" })).toEqual(["Kari Ås"]);
    expect(await found({ q: ola.certificateNumber })).toEqual(["Ola 100%"]);
    expect(await found({ q: "%" })).toEqual(["Ola 100%"]);
    expect(await found({ type })).toEqual(["Ola 100%", "Kari Ås"]);
    expect(await found({ from: "2026-01-10", to: "2026-01-10" })).toEqual(["Kari Ås"]);
    expect(await found({ from: "11.1.2026" })).toEqual(["Ola 100%"]);
    expect(await found({ to: "10.01.2026" })).toEqual(["Kari Ås"]);
    expect(await found({ from: "31.02.2026" })).toHaveLength(2);
    expect(await found({ status: "no-such", type: "x", after: "nonsense" })).toHaveLength(2);
    expect(kari.person.name).toBe("Kari Ås");
  });

  test("pages through all rows once, forwards and back, also when many were issued at one instant", async () => {
    for (let n = 0; n < 60; n += 1) await issue("2025-01-10");
    const first = await listCertifications(coordinator.ctx, filters());
    const second = await listCertifications(coordinator.ctx, filters({ after: first.next }));
    expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 10, null]);
    expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(60);
    const back = await listCertifications(coordinator.ctx, filters({ before: second.previous }));
    expect(back.rows).toEqual(first.rows);
  });

  test("tells the holder why theirs was revoked, and colleagues not", async () => {
    const { id, person } = await issue("2025-01-10");
    await revokeCertification(coordinator.ctx, { id, reason: "Feil kurs" });
    const colleague = await createTestMember(database, ctx);
    const own = await listCertificationsOf(person.ctx, person.userId);
    expect(own).toMatchObject([{ standing: "revoked", revocationReason: "Feil kurs" }]);
    expect(await listCertificationsOf(colleague.ctx, person.userId)).toMatchObject([
      { revocationReason: null },
    ]);
    await expect(listCertifications(colleague.ctx, filters())).rejects.toMatchObject({ code: "forbidden" });
  });

  test("shows another organisation nothing (seed 004 tenant_isolation)", async () => {
    const { id, person } = await issue("2025-01-10");
    const elsewhere = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    expect((await listCertifications(elsewhere.ctx, filters())).rows).toEqual([]);
    expect(await listCertificationsOf(elsewhere.ctx, person.userId)).toEqual([]);
    await expect(getCertification(elsewhere.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  });
});
