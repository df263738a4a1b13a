import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { commands } from "./commands/issue-certifications";

let database: TestDatabase;
let folder: string;
let call: Record<string, string>;
let organizationId: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "heder-issue-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.close();
});
beforeEach(async () => {
  const ctx = await createTestOrganization(database);
  organizationId = ctx.organization.id;
  await createTestCertificationType(database, ctx, { code: "bevis" });
  const { userId: coordinator } = await createTestMember(database, ctx, { role: "coordinator" });
  const { userId: holder } = await createTestMember(database, ctx);
  await database.everything.query("UPDATE users SET email = $2 WHERE id = $1", [
    coordinator,
    `by@${ctx.organization.slug}.example`,
  ]);
  await database.everything.query("UPDATE memberships SET external_ref = 'ÅSE-1' WHERE user_id = $1", [
    holder,
  ]);
  call = { org: ctx.organization.slug, type: "bevis", by: `by@${ctx.organization.slug}.example` };
});

const TEXT = 'person;issued_on;notes\r\nÅSE-1;05.01.2026;"Bestått, 3,5 timer"\r\nØYVIND-2;;\r\n';

test.each([
  ["Windows-1252, as old Excel saves it", Buffer.from(TEXT, "latin1")],
  ["UTF-8 with its mark", Buffer.from(`\uFEFF${TEXT}`)],
  ["UTF-16 with its mark", Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
])("heder issue-certifications reads a list as %s", async (_, content) => {
  const path = join(folder, "list.csv");
  writeFileSync(path, content);
  const run = (more: object) => commands[""]?.run({ ...call, ...more } as never, path);
  const rejected = [{ line: 3, person: "ØYVIND-2", outcome: "unknown_person", reason: expect.any(String) }];
  expect(await run({ "dry-run": true })).toEqual({ dryRun: true, read: 2, issued: 1, rejected });
  expect(await run({})).toMatchObject({ dryRun: false, read: 2, issued: 1, rejected });
  const { rows } = await database.everything.query(
    "SELECT (issued_at AT TIME ZONE 'Europe/Oslo')::date::text AS day, notes FROM certifications WHERE organization_id = $1",
    [organizationId],
  );
  expect(rows).toEqual([{ day: "2026-01-05", notes: "Bestått, 3,5 timer" }]);
});
