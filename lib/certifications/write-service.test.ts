import { randomUUID } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification } from "@/lib/certifications/service";
import { type NewCertification, writeCertifications } from "@/lib/certifications/write-service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let type: string;
let coordinator: Awaited<ReturnType<typeof createTestMember>>;
let people: string[];

const NOON = new Date("2026-06-15T10:00:00Z");
const NEXT_YEAR = new Date("2027-06-15T10:00:00Z");

const row = (userId: string, changes: Partial<NewCertification> = {}): NewCertification => ({
  userId,
  certificationTypeId: type,
  issuedAt: NOON,
  expiresAt: NEXT_YEAR,
  source: "manual",
  issuedByUserId: coordinator.userId,
  ...changes,
});
const write = (rows: readonly NewCertification[], now = NOON) =>
  inTenant(coordinator.ctx, (tx) => writeCertifications(tx, coordinator.ctx, now, rows));
const query = async <Row>(sql: string) =>
  (await database.everything.query(sql, [ctx.organization.id])).rows as Row[];
const sequences = async (year = "2026") => {
  const found = await query<{ number: string }>(
    "SELECT certificate_number AS number FROM certifications WHERE organization_id = $1 ORDER BY 1",
  );
  const ofYear = found.map(({ number }) => number.split("-")).filter(([, its]) => its === year);
  return ofYear.map(([, , sequence]) => Number(sequence));
};
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  type = await createTestCertificationType(database, ctx);
  coordinator = await createTestMember(database, ctx, { role: "coordinator" });
  people = (await Promise.all(upTo(12).map(() => createTestMember(database, ctx)))).map((one) => one.userId);
});

describe("many certificates at once", () => {
  test("take the next numbers in the order they are given in, each audited, each holder looked at again", async () => {
    const written = await write(people.map((userId) => row(userId)));
    expect(written.map(({ certificateNumber }) => Number(certificateNumber.split("-")[2]))).toEqual(upTo(12));
    expect(await sequences()).toEqual(upTo(12));
    const audited = await query<{ subject_id: string }>(
      "SELECT subject_id FROM audit_log WHERE organization_id = $1 AND action = 'certification.issued'",
    );
    expect(audited.map((entry) => entry.subject_id).sort()).toEqual(written.map(({ id }) => id).sort());
    expect(await query("SELECT FROM evaluation_requests WHERE organization_id = $1")).toHaveLength(12);
  });

  test("spend no number on whoever holds one, be it from before or from a row above", async () => {
    const [first = "", second = "", third = ""] = people;
    const [before] = await write([row(second)]);
    const written = await write([first, second, first, third].map((userId) => row(userId)));
    expect(written.map(({ outcome }) => outcome)).toEqual(["issued", "held", "held", "issued"]);
    expect(written[1]).toEqual({ ...before, outcome: "held" });
    expect(written[2]).toEqual({ ...written[0], outcome: "held" });
    expect(await sequences()).toEqual([1, 2, 3]);
  });

  test("count each year from one, by the organisation's clock", async () => {
    const [first = "", second = "", third = ""] = people;
    const oslo = new Date("2025-12-31T23:30:00Z");
    const earlier = new Date("2025-12-31T22:30:00Z");
    await write([row(first, { issuedAt: oslo }), row(second, { issuedAt: earlier }), row(third)]);
    expect(await sequences("2025")).toEqual([1]);
    expect(await sequences("2026")).toEqual([1, 2]);
  });

  test("expire what has lapsed first, and give the next one", async () => {
    const [first = ""] = people;
    await write([row(first)]);
    const later = new Date("2027-06-15T10:00:00Z");
    const [written] = await write(
      [row(first, { issuedAt: later, expiresAt: new Date("2028-06-15T10:00:00Z") })],
      later,
    );
    expect(written?.outcome).toBe("issued");
    expect(
      await query("SELECT status::text FROM certifications WHERE organization_id = $1 ORDER BY issued_at"),
    ).toEqual([{ status: "expired" }, { status: "active" }]);
  });

  test("leave no number behind when one row is refused by the database", async () => {
    const rows = [...people.map((userId) => row(userId)), row(coordinator.userId)];
    await expect(write(rows)).rejects.toThrow("certifications_nobody_issues_to_themselves");
    expect(await query("SELECT FROM certificate_counters WHERE organization_id = $1")).toEqual([]);
    await write([row(people[0] ?? "")]);
    expect(await sequences()).toEqual([1]);
  });

  test("and single ones to the same people at the same time give each one certificate, without a gap", async () => {
    const single = (userId: string) =>
      issueCertification(
        coordinator.ctx,
        issueInput.parse({ userId, certificationTypeId: type, idempotencyKey: randomUUID() }),
      );
    const now = new Date();
    const bulk = [people.slice(0, 8), people.slice(4), people.toReversed()].map((some) =>
      write(
        some.map((userId) => row(userId, { issuedAt: now, expiresAt: null })),
        now,
      ),
    );
    await Promise.allSettled([...bulk, ...people.map(single)]);
    const holders = await query<{ user_id: string }>(
      "SELECT user_id FROM certifications WHERE organization_id = $1 ORDER BY user_id",
    );
    expect(holders.map((one) => one.user_id)).toEqual([...people].sort());
    expect(await sequences(String(Temporal.Now.plainDateISO("Europe/Oslo").year))).toEqual(upTo(12));
  });
});
