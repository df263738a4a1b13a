import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { platformCatalogue } from "@/lib/achievements/catalogue";
import { listCatalogue } from "@/lib/achievements/catalogue-queries";
import { copyFromCatalogue } from "@/lib/achievements/catalogue-service";
import { exportDefinitions } from "@/lib/achievements/export-queries";
import { importedAchievement } from "@/lib/achievements/import-schema";
import { upsertAchievements } from "@/lib/achievements/import-service";
import { listAchievements } from "@/lib/achievements/queries";
import { activateAchievement, createAchievement, updateAchievement } from "@/lib/achievements/service";
import { listVersions } from "@/lib/achievements/version-queries";
import { inTenant } from "@/lib/db";
import { define } from "@/lib/testing/achievements";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let admin: Awaited<ReturnType<typeof createTestMember>>;
let coordinator: typeof admin;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const ctx = await createTestOrganization(database);
  admin = await createTestMember(database, ctx, { role: "org_admin" });
  coordinator = await createTestMember(database, ctx, { role: "coordinator" });
});

const entry = async (key: string) => (await listCatalogue(admin.ctx)).find((one) => one.key === key);

describe("the platform's catalogue", () => {
  test("tells what the organisation has not, has as it is, and has changed, and in how many fields", async () => {
    expect((await entry("ten_activities"))?.own).toBeNull();
    await copyFromCatalogue(admin.ctx, { keys: ["ten_activities"] });
    const copied = (await entry("ten_activities"))?.own;
    expect(copied).toMatchObject({ status: "draft", differences: 0 });
    const definition = platformCatalogue("nb").find(({ key }) => key === "ten_activities");
    await updateAchievement(admin.ctx, {
      ...define(definition),
      id: copied?.id ?? "",
      name: "Tolv aktiviteter",
      triggerThreshold: 12,
    });
    expect((await entry("ten_activities"))?.own).toMatchObject({ name: "Tolv aktiviteter", differences: 2 });
  });

  test("gives each chosen one once, also when two choose the same at the same moment", async () => {
    const keys = ["first_activity", "ten_activities"];
    const copied = await Promise.all([
      copyFromCatalogue(admin.ctx, { keys }),
      copyFromCatalogue(admin.ctx, { keys: ["ten_activities"] }),
    ]);
    expect(copied[0].copied + copied[1].copied).toBe(2);
    expect((await listAchievements(admin.ctx)).map(({ key }) => key).sort()).toEqual(keys);
  });

  test("leaves what the organisation has made of a key alone", async () => {
    await createAchievement(admin.ctx, define({ name: "Vår egen" }));
    expect(await copyFromCatalogue(admin.ctx, { keys: ["ten_activities"] })).toEqual({ copied: 0 });
    expect((await listAchievements(admin.ctx)).map(({ name }) => name)).toEqual(["Vår egen"]);
  });

  test("has nothing under an unknown key, and copies nothing for a coordinator", async () => {
    await expect(copyFromCatalogue(admin.ctx, { keys: ["no_such"] })).rejects.toMatchObject({
      code: "invalid",
      fields: { keys: { key: "achievements.notInCatalogue" } },
    });
    await expect(copyFromCatalogue(coordinator.ctx, { keys: ["ten_activities"] })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await listCatalogue(coordinator.ctx)).not.toHaveLength(0);
  });
});

describe("the versions of an achievement", () => {
  test("are its definition as it stands and every one that was published, newest first", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    await activateAchievement(admin.ctx, { id });
    await updateAchievement(admin.ctx, { ...define({ triggerThreshold: 12 }), id });
    const { versions } = await listVersions(coordinator.ctx, id);
    expect(
      versions.map(({ number, publishedBy, definition }) => [
        number,
        publishedBy,
        definition.trigger_threshold,
      ]),
    ).toEqual([
      [0, null, 12],
      [2, admin.name, 12],
      [1, admin.name, 10],
    ]);
  });

  test("of another organisation's achievement are not found", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    const other = await createTestOrganization(database);
    await expect(listVersions(other, id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("exported definitions", () => {
  test("give the same achievements in another organisation, and nothing new when they come back", async () => {
    await copyFromCatalogue(admin.ctx, { keys: platformCatalogue("nb").map(({ key }) => key) });
    await createAchievement(
      admin.ctx,
      define({
        key: "rules",
        triggerType: "criteria",
        triggerThreshold: undefined,
        isRepeatable: true,
        expirePeriod: 30,
        criteria: {
          version: 1,
          match: "all",
          rules: [{ type: "activity_count", thresholds: [3, 15], filter: { kinds: ["møte"] } }],
        },
      }),
    );
    const exported = await exportDefinitions(admin.ctx);
    const read = exported.map((row) => importedAchievement.parse(JSON.parse(JSON.stringify(row))));
    const other = await createTestOrganization(database);
    const importInto = (ctx: typeof other) => inTenant(ctx, (tx) => upsertAchievements(tx, ctx, read));
    expect(new Set((await importInto(other)).map(({ outcome }) => outcome))).toEqual(new Set(["created"]));
    expect(await exportDefinitions(other)).toEqual(exported);
    expect(new Set((await importInto(admin.ctx)).map(({ outcome }) => outcome))).toEqual(
      new Set(["unchanged"]),
    );
  });
});
