import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importedAchievement } from "@/lib/achievements/import-schema";
import { upsertAchievements } from "@/lib/achievements/import-service";
import {
  activateAchievement,
  archiveAchievement,
  createAchievement,
  restoreAchievement,
  updateAchievement,
} from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { define } from "@/lib/testing/achievements";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const asking = (key: string, ...badges: string[]) => {
  const rule = badges.length > 0 ? { type: "badge_held", badges } : { type: "activity_count", threshold: 1 };
  const criteria = { version: 1, rules: [rule] };
  return define({
    key,
    name: `Merke ${key}`,
    triggerType: "criteria",
    triggerThreshold: undefined,
    criteria,
  });
};
const refusal = (names: string) => ({
  code: "invalid",
  fields: { criteria: { key: "achievements.circle", values: { names } } },
});
const organization = (): Promise<Ctx> => createTestOrganization(database);

describe("a circle of achievements that ask for each other's badges", () => {
  test("is refused by name when it is made, changed or taken into use again", async () => {
    const ctx = await organization();
    await expect(createAchievement(ctx, asking("self", "self"))).rejects.toMatchObject(
      refusal("Merke self → Merke self"),
    );
    const b = await createAchievement(ctx, asking("b"));
    const a = await createAchievement(ctx, asking("a", "b"));
    await expect(updateAchievement(ctx, { ...asking("b", "a"), id: b.id })).rejects.toMatchObject(
      refusal("Merke b → Merke a → Merke b"),
    );
    await activateAchievement(ctx, a);
    await archiveAchievement(ctx, a);
    await updateAchievement(ctx, { ...asking("b", "a"), id: b.id });
    await expect(restoreAchievement(ctx, a)).rejects.toMatchObject(refusal("Merke a → Merke b → Merke a"));
  });

  test("is refused when two people add half of it each at the same moment", async () => {
    const ctx = await organization();
    const one = await createAchievement(ctx, asking("one"));
    const two = await createAchievement(ctx, asking("two"));
    const outcomes = await Promise.allSettled([
      updateAchievement(ctx, { ...asking("one", "two"), id: one.id }),
      updateAchievement(ctx, { ...asking("two", "one"), id: two.id }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is refused at the row of an import that closes it, and with it what asks for that row; the others are imported", async () => {
    const ctx = await organization();
    const row = ({ key, name, category, criteria }: ReturnType<typeof asking>) =>
      importedAchievement.parse({ key, name, category, trigger_type: "criteria", criteria });
    const rows = [asking("x", "y"), asking("y", "x"), asking("z")].map(row);
    const outcomes = await inTenant(ctx, (tx) => upsertAchievements(tx, ctx, rows));
    expect(outcomes).toMatchObject([
      {
        key: "x",
        outcome: "rejected",
        fields: { "criteria.rules.0.badges": { key: "achievements.unknownReference" } },
      },
      { key: "y", outcome: "rejected", fields: refusal("Merke y → Merke x → Merke y").fields },
      { key: "z", outcome: "created" },
    ]);
  });
});
