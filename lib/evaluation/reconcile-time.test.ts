import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { stories } from "@/lib/evaluation/reconcile.test-support";
import { reconcileEverybody } from "@/lib/evaluation/reconcile-service";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";

let database: TestDatabase;
let at: ReturnType<typeof stories>;
beforeAll(async () => {
  database = await testDatabase();
  at = stories(database);
});
afterAll(() => database.close());

describe("time alone takes nothing away", () => {
  const yearly = { triggerMetadata: { period: "year" }, unmetPolicy: "revoke" } as const;

  test("what was earned in a year that is over is judged by that year", async () => {
    const { ctx, userId } = await at.story(10, "2025-02-01T12:00:00Z");
    await activeAchievement(ctx, yearly);
    await evaluateEverybody({ ...ctx, asOf: new Date("2025-06-01T12:00:00Z") });
    expect(await reconcileEverybody(ctx)).toMatchObject({ versions: 1, revoked: 0 });
    // What makes up for it must lie in that year too.
    await at.voidSome(ctx, userId, 1);
    await addActivities(database, ctx, userId, { count: 1, from: "2025-12-31T22:30:00Z" });
    expect(await reconcileEverybody(ctx)).toMatchObject({ revoked: 0 });
    await at.voidSome(ctx, userId, 1);
    await addActivities(database, ctx, userId, { count: 1, from: "2025-12-31T23:30:00Z" });
    expect(await reconcileEverybody(ctx)).toMatchObject({ revoked: 1 });
    expect(await at.awards(ctx)).toMatchObject([{ why: "criteria_unmet 0:activity_count:9/10" }]);
  });

  test("of a repeatable one each period for itself, and each count", async () => {
    const { ctx, userId } = await at.story(40);
    const repeatable = { isRepeatable: true, unmetPolicy: "revoke", triggerThreshold: 5 } as const;
    await activeAchievement(ctx, { key: "monthly", ...repeatable, triggerMetadata: { period: "month" } });
    await activeAchievement(ctx, { key: "tens", ...repeatable, triggerThreshold: 10 });
    await evaluateEverybody(ctx);
    await at.voidSome(ctx, userId, 28);
    await reconcileEverybody(ctx);
    const standing = (await at.awards(ctx)).filter(({ status }) => status === "awarded");
    expect(standing.map(({ key, occurrence }) => `${key} ${occurrence}`)).toEqual([
      "monthly 2026-02",
      "tens 10",
    ]);
  });

  test("a rule about the last weeks, judged by its own weeks", async () => {
    const { ctx, userId } = await at.story(5, "2026-03-02T12:00:00Z");
    await activeAchievement(ctx, {
      unmetPolicy: "flag",
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: {
        version: 1,
        rules: [{ type: "activity_count", threshold: 5, window: { last: 2, unit: "week" } }],
      },
    });
    await evaluateEverybody({ ...ctx, asOf: new Date("2026-03-10T12:00:00Z") });
    expect(await reconcileEverybody(ctx)).toMatchObject({ flagged: 0 });
    await at.voidSome(ctx, userId, 1);
    expect(await reconcileEverybody(ctx)).toMatchObject({ flagged: 1 });
  });

  test("a certificate that has ended or was renewed still was held; one that was revoked was not", async () => {
    const { ctx, userId } = await at.story(0);
    await activeAchievement(ctx, {
      triggerType: "certification_issued",
      triggerThreshold: 1,
      unmetPolicy: "flag",
    });
    const { rows } = await database.everything.query<{ id: string }>(
      `WITH kind AS (INSERT INTO certification_types (organization_id, code, name, validity_months) VALUES ($1, 'basic', 'Basic', 12) RETURNING id)
       INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, issued_at, expires_at, status, source)
       SELECT $1, $2, id, $3 || '-2026-00001', '2026-01-10', '2026-06-10', 'active', 'import' FROM kind RETURNING id`,
      [ctx.organization.id, userId, ctx.organization.certificatePrefix],
    );
    await evaluateEverybody({ ...ctx, asOf: new Date("2026-02-01T12:00:00Z") });
    expect(await at.awards(ctx)).toHaveLength(1);
    await database.everything.query("UPDATE certifications SET status = 'expired' WHERE id = $1", [
      rows[0]?.id,
    ]);
    expect(await reconcileEverybody(ctx)).toMatchObject({ flagged: 0 });
    await database.everything.query(
      "UPDATE certifications SET status = 'revoked', revoked_at = now(), revoked_by_user_id = $2, revocation_reason = 'Juks' WHERE id = $1",
      [rows[0]?.id, (await createTestMember(database, ctx, { role: "coordinator" })).userId],
    );
    expect(await reconcileEverybody(ctx)).toMatchObject({ flagged: 1 });
  });
});

describe("not judged are", () => {
  test("awards by hand, from an import, of inactive people, and everything with the module off", async () => {
    const { ctx, userId, coordinator } = await at.story(1);
    const giver = coordinator.actor.kind === "user" ? coordinator.actor.userId : "";
    const id = await activeAchievement(ctx, { triggerThreshold: 1, unmetPolicy: "revoke" });
    await evaluateEverybody(ctx);
    await at.voidSome(ctx, userId, 1);
    expect(await reconcileEverybody({ ...ctx, modules: new Set() })).toMatchObject({
      versions: 0,
      revoked: 0,
    });
    const set = (change: string) =>
      database.everything.query(`UPDATE memberships SET ${change} WHERE user_id = $1`, [userId]);
    await set("status = 'inactive', deactivated_at = now()");
    expect(await reconcileEverybody(ctx)).toMatchObject({ revoked: 0 });
    await set("status = 'active', deactivated_at = NULL");
    const given = async (source: string) => {
      const other = await createTestMember(database, ctx);
      await database.everything.query(
        `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, reason, awarded_by_user_id)
         SELECT $1, $2, v.id, $3, 'once', $4::earned_badge_source, 'x', $5
         FROM achievement_versions v WHERE v.achievement_id = $2`,
        [ctx.organization.id, id, other.userId, source, source === "import" ? null : giver],
      );
    };
    await given("manual");
    await given("backfill");
    await given("import");
    expect(await reconcileEverybody(ctx)).toMatchObject({ revoked: 1 });
    expect((await at.awards(ctx)).filter(({ status }) => status === "awarded")).toHaveLength(3);
  });

  test("by a definition that was changed since: each award is judged by its own version", async () => {
    const { ctx, userId } = await at.story(10);
    const id = await activeAchievement(ctx, { triggerThreshold: 10, unmetPolicy: "revoke" });
    await evaluateEverybody(ctx);
    await database.everything.query("UPDATE achievements SET trigger_threshold = 20 WHERE id = $1", [id]);
    await database.everything.query(
      `INSERT INTO achievement_versions (organization_id, achievement_id, number, definition)
       SELECT organization_id, achievement_id, 2, definition || '{"trigger_threshold": 20}' FROM achievement_versions WHERE achievement_id = $1`,
      [id],
    );
    expect(await reconcileEverybody(ctx)).toMatchObject({ versions: 1, revoked: 0 });
    await at.voidSome(ctx, userId, 1);
    expect(await reconcileEverybody(ctx)).toMatchObject({ versions: 1, revoked: 1 });
  });

  test("two at once: one award is flagged by one of them, beside a running evaluation", async () => {
    const { ctx, userId } = await at.story(10);
    await activeAchievement(ctx, { unmetPolicy: "revoke" });
    await evaluateEverybody(ctx);
    await at.voidSome(ctx, userId, 1);
    const runs = await Promise.all([
      ...Array.from({ length: 6 }, () => reconcileEverybody(ctx)),
      ...Array.from({ length: 6 }, () => evaluateEverybody(ctx)),
    ]);
    expect(runs).toHaveLength(12);
    expect(await at.awards(ctx)).toMatchObject([{ status: "revoked" }]);
    expect((await at.badgeActions(ctx)).filter((action) => action === "badge.revoked")).toHaveLength(1);
  });
});
