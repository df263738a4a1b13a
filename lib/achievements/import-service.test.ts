import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { importedAchievement } from "@/lib/achievements/import-schema";
import { upsertAchievements } from "@/lib/achievements/import-service";
import { listAchievements } from "@/lib/achievements/queries";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { fieldMessages } from "@/lib/validation";

let database: TestDatabase;
let ctx: Ctx;

const teacher = {
  key: "teacher",
  name: "Teacher",
  description: "An answer that somebody liked",
  category: "community",
  is_repeatable: false,
  trigger_type: "criteria",
  criteria: {
    version: 1,
    match: "all",
    rules: [
      { type: "activity_count", threshold: 1, window: "lifetime", filter: { kinds: ["answer_upvoted"] } },
    ],
  },
};
const ten = {
  key: "ten",
  name: "Ti",
  description: "Ti ganger",
  category: "activity",
  trigger_type: "activity_count",
  trigger_threshold: 10,
};

const upsert = (...rows: object[]) =>
  inTenant(ctx, (tx) =>
    upsertAchievements(
      tx,
      ctx,
      rows.map((row) => importedAchievement.parse(row)),
    ),
  );
const outcomes = async (...rows: object[]) => (await upsert(...rows)).map(({ outcome }) => outcome);
const versions = async () =>
  (
    await database.everything.query(
      "SELECT a.key, v.number FROM achievement_versions v JOIN achievements a ON a.id = v.achievement_id WHERE v.organization_id = $1 ORDER BY 1, 2",
      [ctx.organization.id],
    )
  ).rows.map((row) => `${row.key} ${row.number}`);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
});

describe("an import of achievements", () => {
  test("is active unless is_active is false, in the order of the file, and has its version", async () => {
    expect(await outcomes(teacher, { ...ten, is_active: false })).toEqual(["created", "created"]);
    expect(await listAchievements(ctx)).toMatchObject([
      { key: "teacher", status: "active", criteria: teacher.criteria },
      { key: "ten", status: "inactive", triggerThreshold: 10 },
    ]);
    expect(await versions()).toEqual(["teacher 1"]);
  });

  test("changes nothing the second time, and only what differs the third", async () => {
    await upsert(teacher, ten);
    expect(await outcomes(teacher, ten)).toEqual(["unchanged", "unchanged"]);
    const [changed, same] = await upsert({ ...teacher, name: "Lærer" }, ten);
    expect(changed).toMatchObject({ outcome: "updated", before: { name: "Teacher", status: "active" } });
    expect(same).toMatchObject({ outcome: "unchanged", before: null });
    expect(await versions()).toEqual(["teacher 1", "teacher 2", "ten 1"]);
  });

  test("keeps the order a person gave it, unless the file says another", async () => {
    await upsert(teacher, ten);
    expect(await outcomes({ ...ten, sort_order: 0 })).toEqual(["updated"]);
    await upsert(teacher, ten);
    expect((await listAchievements(ctx)).map(({ key }) => key)).toEqual(["ten", "teacher"]);
  });

  test("refuses what could never be earned, by column, and takes the others", async () => {
    const [first, second] = await upsert(
      { ...ten, is_repeatable: true, trigger_metadata: { period: "year", year: 2024 } },
      teacher,
    );
    expect(first).toMatchObject({
      outcome: "rejected",
      fields: { is_repeatable: { key: "criteria.rangeCannotRepeat" } },
    });
    expect(second).toMatchObject({ outcome: "created" });
  });

  test("leaves an awarded achievement as repeatable as it is", async () => {
    const [created] = await upsert(ten);
    const person = await createTestMember(database, ctx);
    await database.everything.query(
      `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source)
       SELECT organization_id, achievement_id, id, $1, 'once', 'automatic' FROM achievement_versions WHERE organization_id = $2`,
      [person.userId, ctx.organization.id],
    );
    expect(created).toMatchObject({ outcome: "created" });
    expect(await upsert({ ...ten, is_repeatable: true })).toMatchObject([
      { outcome: "rejected", fields: { is_repeatable: { key: "achievements.repeatableIsFinal" } } },
    ]);
  });

  test("leaves the same key of another organisation alone", async () => {
    await upsert(ten);
    const first = ctx;
    ctx = await createTestOrganization(database);
    expect(await outcomes({ ...ten, name: "Another" })).toEqual(["created"]);
    expect(await listAchievements(first)).toMatchObject([{ name: "Ti" }]);
  });
});

describe("a row of an import", () => {
  test("may be texts of a CSV file", () => {
    const row = {
      ...ten,
      trigger_threshold: "10",
      trigger_metadata: '{"period": "year"}',
      is_repeatable: "true",
      criteria: "",
      is_active: "",
    };
    expect(importedAchievement.parse(row)).toMatchObject({
      definition: { triggerThreshold: 10, triggerMetadata: { period: "year" }, isRepeatable: true },
      isActive: true,
    });
  });

  test.each([
    ["name", { ...ten, name: "  " }, "field.required"],
    ["key", { ...ten, key: "Ti Ganger" }, "achievements.keyFormat"],
    ["category", { ...ten, category: "sport" }, "field.choice"],
    ["trigger_type", { ...ten, trigger_type: "luck" }, "field.choice"],
    ["trigger_threshold", { ...ten, trigger_threshold: undefined }, "achievements.thresholdRequired"],
    ["trigger_threshold", { ...ten, trigger_threshold: "0" }, "field.tooSmall"],
    ["trigger_threshold", { ...ten, trigger_threshold: "ten" }, "field.type"],
    [
      "trigger_threshold",
      { ...ten, trigger_type: "manual", trigger_threshold: 1 },
      "achievements.thresholdNotUsed",
    ],
    ["trigger_metadata", { ...ten, trigger_metadata: "{period" }, "field.type"],
    ["trigger_metadata.period", { ...ten, trigger_metadata: { period: "week" } }, "field.choice"],
    [
      "criteria",
      { ...ten, trigger_type: "criteria", trigger_threshold: undefined },
      "achievements.criteriaWithTrigger",
    ],
    ["expire_date", { ...ten, expire_date: "2026-02-30" }, "field.format.date"],
  ])("is refused at its column %s", (column, row, message) => {
    const parsed = importedAchievement.safeParse(row, { reportInput: true });
    expect(parsed.success).toBe(false);
    if (!parsed.success) expect(fieldMessages(parsed.error)[column]).toMatchObject({ key: message });
  });
});
