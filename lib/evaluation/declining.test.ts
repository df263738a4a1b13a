import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getBadgeOf } from "@/lib/badges/badge-of-queries";
import { listCollection } from "@/lib/badges/collection-queries";
import { acceptBadge, declineBadge } from "@/lib/badges/decline-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function earned() {
  const ctx = await createTestOrganization(database);
  const holder = await createTestMember(database, ctx);
  const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
  await addActivities(database, ctx, holder.userId, { count: 3, from: "2026-01-01T12:00:00Z" });
  await activeAchievement(ctx, { key: "tre", name: "Tre", triggerThreshold: 3 });
  await evaluateEverybody(ctx);
  const id = (await badgesIn(database, ctx))[0]?.id ?? "";
  return { ctx, holder, coordinator, id };
}
const held = async (ctx: Ctx, userId: string) => (await listCollection(ctx, userId, {})).total;

describe("a badge that its holder declines", () => {
  test("is seen by nobody, counts for nothing and is never given again", async () => {
    const { ctx, holder, coordinator, id } = await earned();
    await activeAchievement(ctx, {
      name: "Har tre",
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: { version: 1, rules: [{ type: "badge_held", badges: ["tre"], match: "any" }] },
    });
    await declineBadge(holder.ctx, { id });
    await declineBadge(holder.ctx, { id });
    await evaluateEverybody(ctx);
    expect(await held(holder.ctx, holder.userId)).toBe(0);
    expect(await held(coordinator.ctx, holder.userId)).toBe(0);
    await expect(getBadgeOf(coordinator.ctx, holder.userId, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await badgesIn(database, ctx)).toHaveLength(1);
    const { rows } = await database.everything.query(
      "SELECT action, before, after FROM audit_log WHERE subject_id = $1 AND action LIKE 'badge.declined'",
      [id],
    );
    expect(rows).toHaveLength(1);
  });

  test("comes back as it was when they change their mind, and is looked at again", async () => {
    const { ctx, holder, id } = await earned();
    await declineBadge(holder.ctx, { id });
    expect((await getBadgeOf(holder.ctx, holder.userId, id)).badge.isDeclined).toBe(true);
    await database.everything.query("DELETE FROM evaluation_requests WHERE organization_id = $1", [
      ctx.organization.id,
    ]);
    await acceptBadge(holder.ctx, { id });
    await acceptBadge(holder.ctx, { id });
    expect(await held(holder.ctx, holder.userId)).toBe(1);
    const { rowCount } = await database.everything.query(
      "SELECT FROM evaluation_requests WHERE user_id = $1",
      [holder.userId],
    );
    expect(rowCount).toBe(1);
  });

  test("is declined once by two at the same time", async () => {
    const { holder, id } = await earned();
    await Promise.all([declineBadge(holder.ctx, { id }), declineBadge(holder.ctx, { id })]);
    const { rows } = await database.everything.query(
      "SELECT count(*)::integer AS count FROM audit_log WHERE subject_id = $1 AND action = 'badge.declined'",
      [id],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  test("is nobody else's to decline or take back, and not what was revoked", async () => {
    const { ctx, holder, coordinator, id } = await earned();
    const colleague = await createTestMember(database, ctx);
    const stranger = await createTestMember(database, await createTestOrganization(database));
    for (const other of [coordinator.ctx, colleague.ctx, stranger.ctx])
      for (const act of [declineBadge, acceptBadge])
        await expect(act(other, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(declineBadge(ctx, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(declineBadge({ ...holder.ctx, modules: new Set() }, { id })).rejects.toMatchObject({
      code: "not_found",
    });
    await revokeBadge(coordinator.ctx, { id, reason: "Feil" });
    await expect(declineBadge(holder.ctx, { id })).rejects.toMatchObject({ code: "conflict" });
  });
});
