import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getAchievementDetails } from "@/lib/achievements/detail-queries";
import { achievementUpdate } from "@/lib/achievements/schema";
import { activateAchievement, createAchievement, updateAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { define } from "@/lib/testing/achievements";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = (await createTestMember(database, await createTestOrganization(database), { role: "org_admin" })).ctx;
});

describe("two admins with the same definition open", () => {
  test("the second is told, nothing of the first is lost, and may save with the newest revision", async () => {
    const { id } = await createAchievement(ctx, define());
    const { revision } = await getAchievementDetails(ctx, { id });
    await updateAchievement(ctx, { id, revision, ...define({ name: "Den første" }) });
    const second = achievementUpdate.parse({ id, revision, ...define({ name: "Den andre" }) });
    await expect(updateAchievement(ctx, second)).rejects.toMatchObject({
      code: "conflict",
      text: { key: "achievements.changedMeanwhile" },
    });
    const now = await getAchievementDetails(ctx, { id });
    expect(now.revision).toBe(revision + 1);
    await updateAchievement(ctx, { ...second, revision: now.revision });
  });

  test("who save at the same moment, one of them saves and the other is told", async () => {
    const { id } = await createAchievement(ctx, define());
    const { revision } = await getAchievementDetails(ctx, { id });
    const outcomes = await Promise.allSettled(
      ["Den ene", "Den andre"].map((name) => updateAchievement(ctx, { id, revision, ...define({ name }) })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("hear of a change of alignments too, and not of a new place in the order or another status", async () => {
    const { id } = await createAchievement(ctx, define());
    const { revision } = await getAchievementDetails(ctx, { id });
    await activateAchievement(ctx, { id });
    await database.everything.query("UPDATE achievements SET sort_order = 7 WHERE id = $1", [id]);
    expect((await getAchievementDetails(ctx, { id })).revision).toBe(revision);
    await updateAchievement(ctx, {
      id,
      revision,
      ...define({ alignments: [{ name: "X", url: "https://example.org" }] }),
    });
    await expect(updateAchievement(ctx, { id, revision, ...define() })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("are both told of whoever writes past the services", async () => {
    const { id } = await createAchievement(ctx, define());
    await database.everything.query("UPDATE achievements SET name = 'Forbi' WHERE id = $1", [id]);
    await expect(updateAchievement(ctx, { id, revision: 1, ...define() })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
