import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import type { CriteriaInput } from "@/lib/criteria/schema";
import { inTenant } from "@/lib/db";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { type Cause, requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const PEOPLE = 8;
const BATCHES = 5;
const FIRST = Date.parse("2025-11-01T10:00:00Z");
const DAYS = 260;
const DAY = 86_400_000;
/** Facts of the last weeks lie in the future of the first evaluations. */
const EARLY = new Date(FIRST + 200 * DAY);
const LATE = new Date(FIRST + (DAYS + 5) * DAY);

/** Rules that only ever gain: whatever was reached at some moment is reached for good. */
const ACHIEVEMENTS: Readonly<Record<string, Readonly<{ repeats: boolean; rules: CriteriaInput["rules"] }>>> =
  {
    once: { repeats: false, rules: [{ type: "activity_count", threshold: 4 }] },
    every: { repeats: true, rules: [{ type: "activity_count", threshold: 1 }] },
    threes: { repeats: true, rules: [{ type: "activity_count", threshold: 3 }] },
    listed: { repeats: true, rules: [{ type: "activity_count", thresholds: [2, 5, 9] }] },
    monthly: { repeats: true, rules: [{ type: "activity_count", threshold: 2, window: "month" }] },
    hours: { repeats: true, rules: [{ type: "activity_hours", threshold: 2 }] },
    visits: {
      repeats: false,
      rules: [{ type: "activity_count", threshold: 2, filter: { kinds: ["visit"], minMinutes: 45 } }],
    },
    streak: { repeats: true, rules: [{ type: "activity_streak", threshold: 2, unit: "week" }] },
    weeks: { repeats: true, rules: [{ type: "active_periods", thresholds: [2, 4], unit: "week" }] },
    referrals: { repeats: true, rules: [{ type: "referral_count", threshold: 1, window: "quarter" }] },
    both: {
      repeats: false,
      rules: [
        { type: "activity_count", threshold: 3 },
        { type: "referral_count", threshold: 2 },
      ],
    },
    chain: { repeats: false, rules: [{ type: "badge_held", badges: ["both", "streak"], match: "all" }] },
    collector: { repeats: true, rules: [{ type: "badge_held", thresholds: [3, 6, 9] }] },
  };

type Fact = Readonly<{
  person: number;
  day: number;
  kind: "meeting" | "visit" | "referral";
  minutes: number;
  batch: number;
}>;

const facts = fc.array(
  fc.record({
    person: fc.nat(PEOPLE - 1),
    day: fc.nat(DAYS),
    kind: fc.constantFrom("meeting", "visit", "visit", "referral"),
    minutes: fc.constantFrom(0, 30, 45, 90),
    batch: fc.nat(BATCHES - 1),
  }),
  { minLength: 40, maxLength: 160 },
);

async function organization() {
  const ctx = await createTestOrganization(database);
  for (const [key, { repeats, rules }] of Object.entries(ACHIEVEMENTS)) {
    await activeAchievement(ctx, {
      key,
      isRepeatable: repeats,
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: { version: 1, rules },
    });
  }
  const people: string[] = [];
  for (let number = 0; number < PEOPLE; number += 1) {
    people.push((await createTestMember(database, ctx, { name: `P${number}` })).userId);
  }
  return { ctx, people };
}
type Place = Awaited<ReturnType<typeof organization>>;

const at = (day: number) => new Date(FIRST + day * DAY).toISOString();

/** Writes facts and, unless it is to be one bulk, asks for their people to be looked at, as every service does. */
async function write({ ctx, people }: Place, some: readonly Fact[], isLive: boolean): Promise<void> {
  const id = ctx.organization.id;
  const who = ({ person }: Fact) => people[person] ?? "";
  const activities = some.filter(({ kind }) => kind !== "referral");
  const referrals = some.filter(({ kind }) => kind === "referral");
  await database.everything.query(
    `INSERT INTO activities (organization_id, user_id, kind, occurred_at, minutes)
     SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::int[])`,
    [
      id,
      activities.map(who),
      activities.map(({ kind }) => kind),
      activities.map(({ day }) => at(day)),
      activities.map(({ minutes }) => minutes),
    ],
  );
  await database.everything.query(
    `INSERT INTO referrals (organization_id, referrer_user_id, occurred_at, status)
     SELECT $1, u, o, 'completed' FROM unnest($2::uuid[], $3::timestamptz[]) f (u, o)`,
    [id, referrals.map(who), referrals.map(({ day }) => at(day))],
  );
  if (!isLive) return;
  await inTenant(ctx, async (tx) => {
    const ask = (those: readonly Fact[], cause: Cause) => requestEvaluation(tx, ctx, those.map(who), cause);
    await ask(activities, "activity");
    await ask(referrals, "referral");
  });
}

async function awards({ ctx, people }: Place): Promise<string[]> {
  const badges = await badgesIn(database, ctx);
  return badges
    .map(({ key, user_id, occurrence }) => `${key} ${people.indexOf(user_id)} ${occurrence}`)
    .sort();
}

test("facts in any order, late, early and dated in the future, earn what one evaluation of all of them earns", async () => {
  const property = fc.asyncProperty(facts, async (all) => {
    const [live, bulk] = [await organization(), await organization()];
    for (let batch = 0; batch < BATCHES; batch += 1) {
      await write(
        live,
        all.filter((fact) => fact.batch === batch),
        true,
      );
      await evaluateRequested({ ...live.ctx, asOf: batch < BATCHES / 2 ? EARLY : LATE });
    }
    // As every night: what lay in the future may have come.
    await evaluateEverybody({ ...live.ctx, asOf: LATE });
    await write(bulk, all, false);
    await evaluateEverybody({ ...bulk.ctx, asOf: LATE });
    const earned = await awards(live);
    expect(earned).toEqual(await awards(bulk));
    expect(new Set(earned).size).toBe(earned.length);
    expect(await evaluateEverybody({ ...live.ctx, asOf: LATE } satisfies Ctx)).toMatchObject({ awarded: 0 });
  });
  await fc.assert(property, { numRuns: 4 });
}, 120_000);
