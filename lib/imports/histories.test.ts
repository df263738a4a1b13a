import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { importFile } from "@/lib/imports/import-service";
import type { ImportKind } from "@/lib/imports/rules";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { absent, hasHistory } from "@/lib/testing/histories";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database, { timeZone: "Europe/London", locale: "en" });
});
afterAll(() => database.close());

const counts = async (kind: ImportKind, file: string) => {
  const path = join(env.HEDER_TEST_DATA, file);
  const { read, created, unchanged, rejected, warnings } = await importFile(ctx, {
    kind,
    path,
    fileName: file,
  });
  return [read, created, unchanged, rejected.length, warnings.length];
};

test.runIf(hasHistory("oulad"))(
  `the whole of OULAD is imported with nothing rejected, and once${absent("oulad")}`,
  async () => {
    expect(await counts("people", "oulad/people.csv.gz")).toEqual([28_785, 28_785, 0, 0, 0]);
    expect(await counts("courses", "oulad/courses.csv.gz")).toEqual([22, 22, 0, 0, 0]);
    expect(await counts("course_registrations", "oulad/course_registrations.csv.gz")).toEqual([
      32_593, 32_593, 0, 0, 0,
    ]);
    expect(await counts("activities", "oulad/activities.csv.gz")).toEqual([173_912, 173_912, 0, 0, 0]);
    expect(await counts("course_registrations", "oulad/course_registrations.csv.gz")).toEqual([
      32_593, 0, 32_593, 0, 0,
    ]);
    const { rows } = await database.everything.query(
      `SELECT (SELECT count(*) FROM activities)::integer AS activities, (SELECT count(*) FROM evaluation_requests)::integer AS waiting,
        (SELECT count(*) FROM course_registrations WHERE status = 'completed')::integer AS completed`,
    );
    expect(rows).toEqual([{ activities: 173_912, waiting: 28_785, completed: 15_385 }]);
  },
  600_000,
);

test.runIf(hasHistory("stackexchange-conlang-meta"))(
  `definitions with criteria are imported from JSON${absent("stackexchange-conlang-meta")}`,
  async () => {
    const file = "stackexchange-conlang-meta/achievements.json";
    expect(await counts("achievements", file)).toEqual([12, 12, 0, 0, 0]);
    expect(await counts("achievements", file)).toEqual([12, 0, 12, 0, 0]);
  },
);
