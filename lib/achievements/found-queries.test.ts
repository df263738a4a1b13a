import { afterAll, beforeAll, expect, test } from "vitest";
import { findAchievements } from "@/lib/achievements/found-queries";
import type { Ctx } from "@/lib/context";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  for (const name of ["Fast takk", "Takk for hundre samtaler", "100 % til stede"])
    await manualAchievement(organization, { name });
});
afterAll(() => database.close());

const names = async (ctx: Ctx, text: string, most = 6) =>
  (await findAchievements(ctx, text, most)).map(({ name }) => name);

test("achievements are found by a part of their name, those that begin with it first", async () => {
  expect(await names(organization, "takk")).toEqual(["Takk for hundre samtaler", "Fast takk"]);
  expect(await names(organization, "takk", 1)).toEqual(["Takk for hundre samtaler"]);
  expect(await names(organization, "%")).toEqual(["100 % til stede"]);
  expect(await names(organization, "_")).toEqual([]);
});

test("but not in another organisation, not with the module off, and not by peer mentors", async () => {
  expect(await names(await createTestOrganization(database), "takk")).toEqual([]);
  await expect(names({ ...organization, modules: new Set() }, "takk")).rejects.toMatchObject({
    code: "not_found",
  });
  const { ctx } = await createTestMember(database, organization, { role: "peer_mentor" });
  await expect(names(ctx, "takk")).rejects.toMatchObject({ code: "forbidden" });
});
