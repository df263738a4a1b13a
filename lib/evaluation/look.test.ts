import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AchievementInput } from "@/lib/achievements/schema";
import type { Ctx } from "@/lib/context";
import type { CriteriaInput } from "@/lib/criteria/schema";
import { inTenant, type Tx } from "@/lib/db";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { evaluatePeople } from "@/lib/evaluation/evaluate-people";
import { NOW, stories } from "@/lib/evaluation/reconcile.test-support";
import { recordActivity, voidActivity } from "@/lib/facts/activity-service";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const byRules = (rules: CriteriaInput["rules"], more: Partial<AchievementInput> = {}) => ({
  triggerType: "criteria" as const,
  triggerThreshold: undefined,
  criteria: { version: 1 as const, rules },
  ...more,
});
const count = (threshold: number) => ({ type: "activity_count" as const, threshold });

const ACHIEVEMENTS: Readonly<Record<string, Partial<AchievementInput>>> = {
  five: { triggerThreshold: 5 },
  tens: { triggerThreshold: 10, isRepeatable: true },
  monthly: byRules([{ ...count(3), window: "month" }], { isRepeatable: true }),
  weeks: byRules([{ type: "active_periods", unit: "week", threshold: 2 }]),
  streak: byRules([{ type: "activity_streak", unit: "day", threshold: 8 }]),
  renewed: byRules([count(4)], { renewable: true, expirePeriod: 30 }),
  over: byRules([count(1)], { expireDate: "2026-02-01" }),
  chained: byRules([{ type: "badge_held", badges: ["five"] }, count(6)]),
  approved: byRules([count(7)], { needsApproval: true }),
};

/** Six people who have done 0, 4, 8 … things, and what can be earned by them. */
async function story() {
  const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: NOW };
  const people: string[] = [];
  for (const done of [0, 4, 8, 12, 16, 20]) {
    const { userId } = await createTestMember(database, ctx);
    await addActivities(database, ctx, userId, { count: done, from: "2026-01-25T12:00:00Z" });
    people.push(userId);
  }
  for (const [key, more] of Object.entries(ACHIEVEMENTS)) await activeAchievement(ctx, { key, ...more });
  // Only what was reached from that day on is anybody's.
  await database.everything.query(
    "UPDATE achievements SET earn_from = '2026-02-01' WHERE organization_id = $1 AND key = 'streak'",
    [ctx.organization.id],
  );
  return { ctx, people };
}
type Story = Awaited<ReturnType<typeof story>>;

const told = async ({ ctx, people }: Story) =>
  (await badgesIn(database, ctx))
    .map(({ key, user_id, occurrence, status, met_on, rules }) => ({
      badge: `${people.indexOf(user_id)} ${key} ${occurrence} ${status}`,
      met_on,
      rules,
    }))
    .sort((one, other) => (one.badge < other.badge ? -1 : 1));

/** What was given is taken, ends or is turned down, of every third badge something else. */
const disturb = ({ ctx, people }: Story) =>
  database.everything.query(
    `WITH n AS (SELECT e.id, a.key, row_number() OVER (ORDER BY a.key, array_position($2::uuid[], e.user_id), e.occurrence) % 3 AS kind
       FROM earned_badges e JOIN achievements a ON a.id = e.achievement_id WHERE e.organization_id = $1 AND e.status = 'awarded')
     UPDATE earned_badges e SET
       status = CASE WHEN n.kind = 1 THEN 'revoked'::earned_badge_status ELSE e.status END,
       revoked_at = CASE WHEN n.kind = 1 THEN now() END, revocation_reason = CASE WHEN n.kind = 1 THEN 'criteria_unmet' END,
       expires_at = CASE WHEN n.kind = 2 AND n.key = 'renewed' THEN e.awarded_at + interval '1 second' ELSE e.expires_at END,
       declined_at = CASE WHEN n.kind = 0 THEN now() END
     FROM n WHERE e.id = n.id`,
    [ctx.organization.id, people],
  );

describe("a few people", () => {
  test("get what everybody's evaluation gives, and never what somebody took from them", async () => {
    const [one, other] = [await story(), await story()];
    const later = { ...one, ctx: { ...one.ctx, asOf: new Date(NOW.getTime() + 86_400_000) } };
    const everybody = await evaluateEverybody(one.ctx);
    await inTenant(other.ctx, (tx) => requestEvaluation(tx, other.ctx, other.people));
    const few = await evaluateRequested(other.ctx);
    expect(few).toMatchObject({ people: 6, awarded: everybody.awarded, already: 0 });
    expect(everybody.awarded).toBeGreaterThan(20);
    expect(await told(other)).toEqual(await told(one));
    await disturb(one);
    await disturb(other);
    const again = await evaluateEverybody(later.ctx);
    const otherLater = { ...other.ctx, asOf: later.ctx.asOf };
    await inTenant(otherLater, (tx) =>
      requestEvaluation(tx, otherLater, other.people, "activity", { isNew: true }),
    );
    const { awarded, already } = await evaluateRequested(otherLater);
    expect({ awarded, already }).toEqual({ awarded: again.awarded, already: again.already });
    expect(again.awarded).toBeGreaterThan(5);
    expect(await told(other)).toEqual(await told(one));
  });

  test("are asked about once, however many achievements there are, when nothing is new", async () => {
    const { ctx, people } = await story();
    await evaluateEverybody(ctx);
    const asked = async () => {
      let questions = 0;
      const counted = (tx: Tx): Tx =>
        new Proxy(tx, {
          get: (target, name) => {
            if (String(name).startsWith("$query") || String(name).startsWith("$execute")) questions += 1;
            return Reflect.get(target, name);
          },
        });
      await inTenant(ctx, (tx) =>
        evaluatePeople(counted(tx), ctx, { people: people.slice(0, 2), giving: "award", isCareful: false }),
      );
      return questions;
    };
    const before = await asked();
    for (let n = 0; n < 10; n += 1) await activeAchievement(ctx, byRules([count(100 + n)]));
    expect(await asked()).toBe(before);
  });

  test("are looked at by what an achievement is now, and not by what it was a moment ago", async () => {
    const { ctx, people } = await story();
    await evaluateEverybody(ctx);
    const look = async () => {
      await inTenant(ctx, (tx) => requestEvaluation(tx, ctx, people, "activity", { isNew: true }));
      return (await evaluateRequested(ctx)).awarded;
    };
    expect(await look()).toBe(0);
    const id = await activeAchievement(ctx, { key: "late", triggerThreshold: 16 });
    expect(await look()).toBe(2);
    await database.everything.query("UPDATE achievements SET trigger_threshold = 12 WHERE id = $1", [id]);
    expect(await look()).toBe(1);
    await database.everything.query(
      "UPDATE achievements SET trigger_threshold = 8, status = 'archived' WHERE id = $1",
      [id],
    );
    expect(await look()).toBe(0);
  });
});

describe("what was recorded anew", () => {
  test("takes a flag away, and what was taken back puts it there", async () => {
    const at = stories(database);
    const { ctx, userId, coordinator } = await at.story(10);
    await activeAchievement(ctx, { unmetPolicy: "flag" });
    await evaluateEverybody(ctx);
    const first = await database.everything.query<{ id: string }>(
      "SELECT id FROM activities WHERE user_id = $1 ORDER BY occurred_at LIMIT 1",
      [userId],
    );
    await voidActivity(coordinator, { id: first.rows[0]?.id ?? "", reason: "Feil" });
    await evaluateRequested(ctx);
    expect(await at.awards(ctx)).toMatchObject([{ flag: "criteria_unmet 0:activity_count:9/10" }]);
    await recordActivity(coordinator, {
      userId,
      kind: "meeting",
      occurredOn: "2026-03-01",
      idempotencyKey: crypto.randomUUID(),
    });
    await evaluateRequested(ctx);
    expect(await at.awards(ctx)).toMatchObject([{ status: "awarded", flag: null }]);
  });
});
