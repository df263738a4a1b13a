import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { importCertificationTypes } from "@/lib/certifications/type-import-service";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

const FULL = {
  code: "adelsmerke",
  name: "Adelsmerke",
  description: "HLFs digitale bevis",
  validity_months: 36,
  warning_days: 60,
  auto_issue_course: "grunnkurs",
  access_scopes: ["courses:lead"],
  is_active: true,
};
const rows = async () =>
  (
    await database.everything.query(
      `SELECT code, name, validity_months, access_scopes, auto_issue_since::text AS since, is_active, template
       FROM certification_types WHERE organization_id = $1 ORDER BY code`,
      [ctx.organization.id],
    )
  ).rows;
const remarks = async (given: unknown) =>
  (await importCertificationTypes(ctx, given)).rejected.map(({ line, field, reason }) =>
    [line, field ?? "row", reason.key].join(" "),
  );

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const organization = await createTestOrganization(database);
  ctx = { ...organization, asOf: new Date("2026-12-31T23:30:00Z") };
  await database.everything.query(
    "INSERT INTO courses (organization_id, code, title) VALUES ($1, 'grunnkurs', 'Grunnkurs')",
    [ctx.organization.id],
  );
});

describe("types of certificates from a file", () => {
  test("are made, changed and left alone by code, and a dry run keeps nothing", async () => {
    const short = { code: "kort", name: "Kort" };
    const counts = { read: 2, created: 2, updated: 0, unchanged: 0, rejected: [] };
    expect(await importCertificationTypes(ctx, [FULL, short], { dryRun: true })).toEqual(counts);
    expect(await rows()).toEqual([]);
    expect(await importCertificationTypes(ctx, [FULL, short])).toEqual(counts);
    await database.everything.query(
      `UPDATE certification_types SET template = '{"title": "x"}' WHERE organization_id = $1`,
      [ctx.organization.id],
    );
    const again = [FULL, { ...short, name: "Kortere", is_active: false }];
    expect(await importCertificationTypes(ctx, again)).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await rows()).toEqual([
      {
        code: "adelsmerke",
        name: "Adelsmerke",
        validity_months: 36,
        access_scopes: ["courses:lead"],
        // It is New Year's Day in Oslo already.
        since: "2027-01-01",
        is_active: true,
        template: { title: "x" },
      },
      {
        code: "kort",
        name: "Kortere",
        validity_months: null,
        access_scopes: [],
        since: null,
        is_active: false,
        template: { title: "x" },
      },
    ]);
  });

  test("that cannot be are reported by attribute, and stop no other", async () => {
    const given = [
      FULL,
      { ...FULL, code: "Stor Bokstav" },
      { ...FULL },
      { ...FULL, code: "b", auto_issue_course: "ukjent" },
      { ...FULL, code: "c", validity_months: 0 },
      { ...FULL, code: "d", access_scopes: ["Nei"] },
      { ...FULL, code: "e", colour: "red" },
      "adelsmerke",
      null,
    ];
    expect(await remarks(given)).toEqual([
      "2 code certifications.codeFormat",
      "3 code issuing.codeTwice",
      "4 auto_issue_course notFound.course",
      expect.stringMatching(/^5 validity_months field\./),
      expect.stringMatching(/^6 access_scopes/),
      expect.stringMatching(/^7 /),
      expect.stringMatching(/^8 /),
      expect.stringMatching(/^9 /),
    ]);
    expect((await rows()).map(({ code }) => code)).toEqual(["adelsmerke"]);
  });

  test("are for org admins, and a list", async () => {
    const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
    await expect(importCertificationTypes(coordinator.ctx, [FULL])).rejects.toMatchObject({
      code: "forbidden",
    });
    for (const given of [null, {}, "x", Array.from({ length: 501 }, () => FULL)]) {
      await expect(importCertificationTypes(ctx, given)).rejects.toMatchObject({ code: "invalid" });
    }
  });
});
