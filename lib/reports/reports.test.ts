import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ceremonyFilter, paymentFilter, recognitionFilter } from "@/lib/reports/filter-schema";
import { readRecognitions, readWholeRecognitions } from "@/lib/reports/recognition-queries";
import { earned, keyOf } from "@/lib/reports/reports.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe("who earned what", () => {
  test("is read page by page, each row once, and narrowed by group and kind", async () => {
    const { coordinator, group, arne } = await earned(database);
    const read = (changes: object) =>
      readRecognitions(coordinator.ctx, recognitionFilter.parse({ period: "2026", ...changes }));
    const first = (await read({})).page;
    const second = (await read({ after: first.next })).page;
    expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 8, null]);
    expect(first.rows[0]).toMatchObject({ kind: "certificate", what: "Kurs", userId: arne });
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(58);
    expect((await read({ before: second.previous })).page.rows).toEqual(first.rows);
    expect((await read({ group })).page.rows.every(({ userId }) => userId === arne)).toBe(true);
    expect((await read({ kind: "certificate" })).page.rows).toHaveLength(1);
    expect((await read({ period: "2025" })).page.rows).toEqual([]);
    const whole = await readWholeRecognitions(coordinator.ctx, recognitionFilter.parse({ period: "2026" }));
    expect(whole.rows.map(({ id }) => id)).toEqual([...first.rows, ...second.rows].map(({ id }) => id));
  });

  test("has nothing of modules that are off, and is for coordinators of the organisation", async () => {
    const { ctx, coordinator } = await earned(database);
    const filter = recognitionFilter.parse({ period: "2026" });
    const bare = { ...coordinator.ctx, modules: new Set<never>() };
    expect((await readRecognitions(bare, filter)).page.rows).toEqual([]);
    const mentor = await createTestMember(database, ctx);
    expect(await keyOf(readRecognitions(mentor.ctx, filter))).toBe("forbidden");
    expect(await keyOf(readWholeRecognitions(mentor.ctx, filter))).toBe("forbidden");
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "coordinator",
    });
    expect((await readRecognitions(stranger.ctx, filter)).page.rows).toEqual([]);
  });
});

test.each([recognitionFilter, paymentFilter, ceremonyFilter])(
  "an address that makes no sense is about everything of this year",
  (filter) => {
    const parsed = filter.parse({
      period: "2026-13",
      group: "all",
      kind: "x",
      state: [],
      presented: "maybe",
      after: {},
    });
    expect(parsed).toEqual({ period: "this-year" });
  },
);
