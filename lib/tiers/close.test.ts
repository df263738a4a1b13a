import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { closePeriods, previewRecalculation, recalculatePeriod } from "@/lib/tiers/close-service";
import { assign, held, ladder } from "@/lib/tiers/ladder.test-support";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe("a period that is over", () => {
  test("stays as it was, until somebody recalculates it; the preview changes nothing", async () => {
    const { ctx, admin, person } = await ladder(database);
    const userId = await person(4, "2025-03-01T12:00:00Z");
    const before: Ctx = { ...ctx, asOf: new Date("2025-12-01T12:00:00Z") };
    await assign(before);
    await closePeriods(ctx);
    await closePeriods(ctx);
    await addActivities(database, ctx, userId, { count: 5, from: "2025-06-01T12:00:00Z" });
    await assign(ctx);
    expect(await held(database, ctx, userId)).toEqual(["Bronse 2025 assigned"]);
    expect(await previewRecalculation(admin, { period: "2025" })).toMatchObject({
      assigned: 1,
      changed: [userId],
    });
    expect(await held(database, ctx, userId)).toEqual(["Bronse 2025 assigned"]);
    expect(await recalculatePeriod(admin, { period: "2025" })).toMatchObject({
      assigned: 1,
      superseded: 2,
      already: 1,
      revoked: 0,
    });
    expect(await held(database, ctx, userId)).toContain("Gull 2025 assigned");
    const { rows } = await database.everything.query(
      "SELECT action FROM audit_log WHERE organization_id = $1 AND action LIKE 'tiers.period%' ORDER BY seq",
      [ctx.organization.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(["tiers.period_closed", "tiers.period_recalculated"]);
  });

  test("is refused to whoever writes past the service", async () => {
    const { ctx, ids, person } = await ladder(database);
    const userId = await person(1);
    await database.everything.query(
      "INSERT INTO tier_periods (organization_id, period_key) VALUES ($1, '2024')",
      [ctx.organization.id],
    );
    const insert = inTenant(
      ctx,
      (
        tx,
      ) => tx.$executeRaw`INSERT INTO tier_assignments (organization_id, tier_id, user_id, period_key, period_start, period_end, metric_value)
        VALUES (${ctx.organization.id}::uuid, ${ids.Bronse}::uuid, ${userId}::uuid, '2024', '2024-01-01', '2025-01-01', 9)`,
    );
    await expect(insert).rejects.toThrow("tier_assignments_period_is_closed");
  });

  test("cannot be recalculated while it runs", async () => {
    const { admin } = await ladder(database);
    await expect(recalculatePeriod(admin, { period: "2026" })).rejects.toMatchObject({
      fields: { period: { key: "tiers.periodNotOver" } },
    });
  });
});
