import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { badgeFilters } from "@/lib/badges/filter-schema";
import { listBadges } from "@/lib/badges/list-queries";
import type { Ctx } from "@/lib/context";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { type AuditRow, listAudit } from "@/lib/events/audit-queries";
import { auditFilter } from "@/lib/events/audit-schema";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let admin: Ctx;
let log: readonly AuditRow[];
beforeAll(async () => {
  database = await testDatabase();
  const ctx = await createTestOrganization(database);
  admin = (await createTestMember(database, ctx, { role: "org_admin" })).ctx;
  for (const [key, threshold] of [
    ["one", 1],
    ["two", 2],
  ] as const) {
    await activeAchievement(ctx, { key, name: key, triggerThreshold: threshold });
  }
  const act = (people: number, count: number) =>
    database.everything.query(
      `WITH u AS (INSERT INTO users (name) SELECT 'P' FROM generate_series(1, $2::int) RETURNING id),
         m AS (INSERT INTO memberships (organization_id, user_id, display_name) SELECT $1, id, 'P' FROM u RETURNING user_id)
       INSERT INTO activities (organization_id, user_id, kind, occurred_at)
       SELECT $1, user_id, 'x', '2026-01-01' FROM m CROSS JOIN generate_series(1, $3::int)`,
      [ctx.organization.id, people, count],
    );
  await act(101, 2);
  await act(3, 1);
  await evaluateEverybody(ctx);
  await act(2, 1);
  await evaluateEverybody(ctx);
  log = (await listAudit(admin, auditFilter.parse({ action: "badge.awarded" }))).rows;
});
afterAll(() => database.close());

const entryOf = (name: string) =>
  log.find((row) => row.subjectType === "achievement" && row.subjectName === name)?.seq ?? "";

/** Page after page. */
async function listed(asker: Ctx, entry: string): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listBadges(asker, badgeFilters.parse({ entry, after }));
    found.push(...page.rows.map(({ achievement }) => achievement));
    if (!page.next) return found;
    after = page.next;
  }
}

describe("an audit entry about many badges at once", () => {
  test("leads to exactly these in the list of badges", async () => {
    expect(await listed(admin, entryOf("one"))).toEqual(Array.from({ length: 104 }, () => "one"));
    expect(await listed(admin, entryOf("two"))).toEqual(Array.from({ length: 101 }, () => "two"));
    expect(
      (await listBadges(admin, badgeFilters.parse({ entry: entryOf("one"), status: "revoked" }))).rows,
    ).toEqual([]);
  });

  test("leads nowhere from another organisation, and an entry about something else has none", async () => {
    const { ctx: foreign } = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    expect(await listed(foreign, entryOf("one"))).toEqual([]);
    const single = log.find(({ subjectType }) => subjectType === "badge")?.seq ?? "";
    expect(single).not.toBe("");
    for (const entry of [single, "0", "999999999999999999"]) expect(await listed(admin, entry)).toEqual([]);
    expect(badgeFilters.parse({ entry: "1 OR true" }).entry).toBeUndefined();
  });
});
