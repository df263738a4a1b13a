import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { assign, held, ladder, tier } from "@/lib/tiers/ladder.test-support";
import {
  createTier,
  deactivateTier,
  deleteTier,
  moveTier,
  orderTiers,
  reactivateTier,
  updateTier,
} from "@/lib/tiers/ladder-service";
import { tierInput } from "@/lib/tiers/schema";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe("the steps of a ladder", () => {
  test("are numbered from 1 without a gap, whatever is added, moved, taken out of use and deleted", async () => {
    const { ctx, admin, ids } = await ladder(database);
    const order = async () =>
      (
        await database.everything.query(
          "SELECT name, display_order FROM recognition_tiers WHERE organization_id = $1 AND is_active ORDER BY display_order",
          [ctx.organization.id],
        )
      ).rows.map(({ name, display_order }) => `${display_order} ${name}`);
    expect(await moveTier(admin, { id: ids.Gull ?? "", direction: "down" })).toEqual({
      name: "Gull",
      place: 2,
      of: 3,
    });
    expect(await order()).toEqual(["1 Bronse", "2 Gull", "3 Sølv"]);
    await deactivateTier(admin, { id: ids.Bronse ?? "" });
    expect(await order()).toEqual(["1 Gull", "2 Sølv"]);
    await deleteTier(admin, { id: ids.Gull ?? "" });
    expect(await order()).toEqual(["1 Sølv"]);
    await reactivateTier(admin, { id: ids.Bronse ?? "" });
    expect(await order()).toEqual(["1 Sølv", "2 Bronse"]);
  });

  test("stay in one of two orders when two admins reorder at once, and refuse a list that is not theirs", async () => {
    const { admin, ids } = await ladder(database);
    const [a = "", b = "", c = ""] = Object.values(ids);
    const both = await Promise.allSettled([
      orderTiers(admin, { ids: [c, b, a] }),
      orderTiers(admin, { ids: [b, a, c] }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    for (const wrong of [
      [a, b],
      [a, b, b],
      [a, b, crypto.randomUUID()],
    ]) {
      await expect(orderTiers(admin, { ids: wrong })).rejects.toMatchObject({
        text: { key: "tiers.orderChanged" },
      });
    }
  });

  test("have names of their own, whatever the case and the spaces", async () => {
    const { admin } = await ladder(database);
    await expect(createTier(admin, tier(" gULL  ", 5))).rejects.toMatchObject({
      code: "conflict",
      fields: { name: { key: "tiers.nameTaken" } },
    });
  });

  test("are kept once somebody has held them, and can be changed", async () => {
    const { ctx, admin, ids, person } = await ladder(database);
    const userId = await person(3);
    await assign(ctx);
    await expect(deleteTier(admin, { id: ids.Bronse ?? "" })).rejects.toMatchObject({
      text: { key: "tiers.everAssigned" },
    });
    await updateTier(admin, { ...tier("Bronse", 4), id: ids.Bronse ?? "" });
    await assign(ctx);
    expect(await held(database, ctx, userId)).toEqual(["Bronse 2026 revoked"]);
  });

  test.each([0, -1, 1e9, 1.234, Number.NaN])("do not take %d for a threshold", (criteriaThreshold) => {
    expect(tierInput.safeParse({ ...tier("x", 1), criteriaThreshold }).success).toBe(false);
  });
});
