import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { importedCertification } from "@/lib/certifications/import-schema";
import { importCertifications } from "@/lib/certifications/import-service";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification } from "@/lib/certifications/service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let type: string;
let userId: string;
let prefix: string;

const row = (line: number, changes: object = {}) =>
  importedCertification.parse({
    line,
    userId,
    type: "adelsmerke",
    certificateNumber: `${prefix}-2020-${String(line).padStart(5, "0")}`,
    issuedAt: new Date("2020-05-01T10:00:00Z"),
    ...changes,
  });
const load = (...rows: ReturnType<typeof row>[]) =>
  inTenant(ctx, (tx, now) => importCertifications(tx, ctx, now, rows));
const outcomes = async (...rows: ReturnType<typeof row>[]) =>
  (await load(...rows)).map((one) =>
    one.outcome === "rejected" ? `${one.field}: ${one.reason.key}` : one.outcome,
  );
const stored = async () =>
  (
    await database.everything.query(
      "SELECT certificate_number AS number, status, source FROM certifications WHERE organization_id = $1 ORDER BY 1",
      [ctx.organization.id],
    )
  ).rows;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  prefix = ctx.organization.certificatePrefix;
  type = await createTestCertificationType(database, ctx, { code: "adelsmerke" });
  userId = (await createTestMember(database, ctx)).userId;
});

describe("history from an older system", () => {
  test("keeps its numbers, dates and states; what is long over is expired", async () => {
    const expiresAt = new Date("2021-05-01T10:00:00Z");
    const revoked = {
      status: "revoked",
      revokedAt: new Date("2020-06-01T00:00:00Z"),
      revocationReason: "Feil",
    };
    const later = { issuedAt: new Date("2020-07-01T10:00:00Z") };
    expect(
      await outcomes(row(1, { expiresAt }), row(2, revoked), row(3, { status: "superseded" }), row(4, later)),
    ).toEqual(["created", "created", "created", "created"]);
    expect(await stored()).toEqual([
      { number: `${prefix}-2020-00001`, status: "expired", source: "import" },
      { number: `${prefix}-2020-00002`, status: "revoked", source: "import" },
      { number: `${prefix}-2020-00003`, status: "superseded", source: "import" },
      { number: `${prefix}-2020-00004`, status: "active", source: "import" },
    ]);
  });

  test("changes nothing the second time", async () => {
    await load(row(1));
    expect(
      await outcomes(row(1), row(2, { status: "revoked", revokedAt: new Date(), revocationReason: "x" })),
    ).toEqual(["unchanged", "created"]);
  });

  test("moves the counter behind the highest number of each year, and never back", async () => {
    const other = (await createTestMember(database, ctx)).userId;
    await load(row(1, { certificateNumber: `${prefix}-2020-00311` }));
    await load(row(2, { certificateNumber: `${prefix}-2020-00007`, userId: other }));
    const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
    const mentor = await createTestMember(database, ctx);
    const order = { userId: mentor.userId, certificationTypeId: type, idempotencyKey: randomUUID() };
    const asOf = new Date("2020-12-01T10:00:00Z");
    const { certificateNumber } = await issueCertification(
      { ...coordinator.ctx, asOf },
      issueInput.parse(order),
    );
    expect(certificateNumber).toBe(`${prefix}-2020-00312`);
  });

  test("asks to evaluate its holders", async () => {
    await load(row(1));
    const { rows } = await database.everything.query(
      "SELECT user_id FROM evaluation_requests WHERE organization_id = $1",
      [ctx.organization.id],
    );
    expect(rows).toEqual([{ user_id: userId }]);
  });
});

describe("a kind nobody made yet", () => {
  test("is made from its code, out of use, for the operator; once, and only for rows that are imported", async () => {
    const other = (await createTestMember(database, ctx)).userId;
    const bad = { type: "older-still", certificateNumber: "OTHER-2020-00001" };
    const given = [row(1, { type: "older" }), row(2, { type: "older", userId: other }), row(3, bad)];
    expect(await load(...given)).toMatchObject([
      { outcome: "created", newType: "older" },
      { outcome: "created" },
      { outcome: "rejected", field: "certificate_number" },
    ]);
    const { rows } = await database.everything.query(
      "SELECT code, is_active FROM certification_types WHERE organization_id = $1 AND code LIKE 'older%'",
      [ctx.organization.id],
    );
    expect(rows).toEqual([{ code: "older", is_active: false }]);
  });

  test("is refused for a coordinator, who may not make kinds", async () => {
    const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
    const imported = inTenant(coordinator.ctx, (tx, now) =>
      importCertifications(tx, coordinator.ctx, now, [row(1, { type: "older" })]),
    );
    expect(await imported).toMatchObject([{ outcome: "rejected", field: "type" }]);
  });
});

describe("a bad row", () => {
  const day = (text: string) => new Date(`${text}T10:00:00Z`);
  test.each([
    ["type", { type: "Not a Code" }, "typeUnknown"],
    ["certificate_number", { certificateNumber: "OTHER-2020-00001" }, "numberPrefix"],
    ["certificate_number", { issuedAt: day("2021-05-01") }, "numberYear"],
    ["issued_at", { issuedAt: day("2999-05-01"), certificateNumber: "2999" }, "inTheFuture"],
    ["expires_at", { expiresAt: day("2019-05-01") }, "expiresBeforeIssue"],
    ["expires_at", { status: "expired" }, "expiryNeeded"],
    ["revoked_at", { status: "revoked", revocationReason: "x" }, "revokedAtNeeded"],
    ["revocation_reason", { status: "revoked", revokedAt: day("2021-05-01") }, "reasonNeeded"],
    ["status", { revocationReason: "x" }, "revocationWithoutStatus"],
    ["status", { status: "superseded" }, "successorNeeded"],
  ])("is refused at %s and does not stop the good ones", async (column, changes, key) => {
    const given = { ...changes };
    if ("certificateNumber" in given && given.certificateNumber === "2999") {
      given.certificateNumber = `${prefix}-2999-00001`;
    }
    const other = (await createTestMember(database, ctx)).userId;
    expect(await outcomes(row(1, given), row(2, { userId: other }))).toEqual([
      `${column}: certifications.${key}`,
      "created",
    ]);
  });

  test("is refused when its number is taken, in the file or before, or its holder has a valid one", async () => {
    const other = (await createTestMember(database, ctx)).userId;
    const number = { certificateNumber: `${prefix}-2020-00001` };
    expect(await outcomes(row(1), row(2), row(3, { ...number, userId: other }))).toEqual([
      "created",
      "person: certifications.oneActive",
      "certificate_number: certifications.numberTaken",
    ]);
    expect(await outcomes(row(4, { ...number, userId: other }))).toEqual([
      "certificate_number: certifications.numberTaken",
    ]);
  });

  test("is nobody's successor: who was renewed by it is refused as well", async () => {
    const states = { status: "superseded" };
    const later = { issuedAt: new Date("2020-07-01T10:00:00Z"), ...states };
    expect(await outcomes(row(1, states), row(2, later))).toEqual([
      "status: certifications.successorNeeded",
      "status: certifications.successorNeeded",
    ]);
    expect(await stored()).toEqual([]);
  });
});
