import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { copyCatalogue } from "@/lib/achievements/catalogue-service";
import { moveAchievement, orderAchievements } from "@/lib/achievements/order-service";
import { listAchievements } from "@/lib/achievements/queries";
import { createAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { define } from "@/lib/testing/achievements";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let admin: Awaited<ReturnType<typeof createTestMember>>;

const keys = async () => (await listAchievements(admin.ctx)).map(({ key }) => key);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  admin = await createTestMember(database, ctx, { role: "org_admin" });
});

describe("order", () => {
  async function three(): Promise<string[]> {
    const ids = [];
    for (const key of ["bronze", "silver", "gold"])
      ids.push((await createAchievement(admin.ctx, define({ key }))).id);
    return ids;
  }

  test("is what the list says, all or nothing", async () => {
    const [bronze = "", silver = "", gold = ""] = await three();
    await orderAchievements(admin.ctx, { ids: [gold, bronze, silver] });
    expect(await keys()).toEqual(["gold", "bronze", "silver"]);
    for (const ids of [
      [gold, bronze],
      [gold, bronze, bronze],
      [gold, bronze, crypto.randomUUID()],
    ]) {
      await expect(orderAchievements(admin.ctx, { ids })).rejects.toMatchObject({ code: "conflict" });
    }
    expect(await keys()).toEqual(["gold", "bronze", "silver"]);
  });

  test("moves one step and says the new place; at the end nothing happens", async () => {
    const [bronze = ""] = await three();
    expect(await moveAchievement(admin.ctx, { id: bronze, direction: "down" })).toEqual({
      name: "Ti aktiviteter",
      place: 2,
      of: 3,
    });
    expect(await keys()).toEqual(["silver", "bronze", "gold"]);
    await moveAchievement(admin.ctx, { id: bronze, direction: "down" });
    await moveAchievement(admin.ctx, { id: bronze, direction: "down" });
    expect(await keys()).toEqual(["silver", "gold", "bronze"]);
  });

  test("is one of the wanted ones when several reorder at once, and every place is taken once", async () => {
    const ids = await three();
    const orders = [ids, ids.toReversed(), [ids[1], ids[0], ids[2]]] as string[][];
    await Promise.all([
      ...orders.map((order) => orderAchievements(admin.ctx, { ids: order })),
      ...ids.map((id) => moveAchievement(admin.ctx, { id, direction: "up" })),
    ]);
    const { rows } = await database.everything.query(
      "SELECT sort_order FROM achievements WHERE organization_id = $1 ORDER BY sort_order",
      [ctx.organization.id],
    );
    expect(rows.map((row) => row.sort_order)).toEqual([1, 2, 3]);
  });
});

describe("the platform's catalogue", () => {
  test("comes as drafts in the organisation's language, once", async () => {
    const nynorsk = await createTestOrganization(database, { locale: "nn" });
    expect(await inTenant(nynorsk, (tx) => copyCatalogue(tx, nynorsk))).toBe(12);
    expect(await inTenant(nynorsk, (tx) => copyCatalogue(tx, nynorsk))).toBe(0);
    const rows = await listAchievements(nynorsk);
    expect(rows[1]).toMatchObject({ key: "ten_activities", name: "Ti aktivitetar", status: "draft" });
    expect(rows.map(({ key }) => key)).toContain("first_certification");
  });
});
