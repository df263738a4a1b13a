import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { commands } from "./commands/sweep";

let database: TestDatabase;
let org: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const ctx = await createTestOrganization(database);
  const type = await createTestCertificationType(database, ctx);
  const { userId } = await createTestMember(database, ctx);
  org = ctx.organization.slug;
  // Valid through 30 June by the clock in Oslo.
  await database.everything.query(
    `INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, issued_at, expires_at, source)
     VALUES ($1, $2, $3, $4, '2025-06-30 12:00Z', '2026-06-30 22:00Z', 'import')`,
    [ctx.organization.id, userId, type, `${ctx.organization.certificatePrefix}-2025-00001`],
  );
});

const sweep = (values: object = {}) => commands[""]?.run({ org, ...values } as never, "");

test("heder sweep says how many were warned and how many expired, as things stand when a day begins in Oslo", async () => {
  expect(await sweep({ "as-of": "2026-05-31" })).toEqual({ warned: 0, expired: 0 });
  expect(await sweep({ "as-of": "2026-06-01" })).toEqual({ warned: 1, expired: 0 });
  expect(await sweep({ "as-of": "2026-06-30" })).toEqual({ warned: 0, expired: 0 });
  expect(await sweep({ "as-of": "2026-07-01" })).toEqual({ warned: 0, expired: 1 });
  expect(await sweep()).toEqual({ warned: 0, expired: 0 });
});

test.each(["0000-01-01", "9999-12-31", "2026-02-30", "tomorrow", "2026-06-01T12:00:00Z"])(
  "heder sweep --as-of %s is refused at the option",
  async (day) => {
    await expect(sweep({ "as-of": day })).rejects.toMatchObject({ code: "invalid", fields: { asOf: {} } });
  },
);

test("heder sweep in an organisation that does not exist is not found", async () => {
  org = "no-such";
  await expect(sweep()).rejects.toMatchObject({ code: "not_found" });
});
