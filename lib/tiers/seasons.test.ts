import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";
import { closePeriods } from "@/lib/tiers/close-service";
import { assign, ladder } from "@/lib/tiers/ladder.test-support";
import { presentTiers, unpresentTiers } from "@/lib/tiers/presenting-service";
import { firstNames, readStandings, readWholeStandings } from "@/lib/tiers/season-queries";
import { simulateTiers } from "@/lib/tiers/simulator-queries";
import { countsAt } from "@/lib/tiers/simulator-rules";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const LAST_YEAR = new Date("2025-12-01T12:00:00Z");

/** A year that is over and on record, with somebody on each of two steps. */
async function season() {
  const made = await ladder(database, { Bronse: 3, Sølv: 6 });
  const [bronze, silver] = [
    await made.person(4, "2025-03-01T12:00:00Z"),
    await made.person(6, "2025-03-01T12:00:00Z"),
  ];
  await assign({ ...made.ctx, asOf: LAST_YEAR });
  await closePeriods(made.ctx);
  return { ...made, bronze, silver };
}

describe("the standings of a period", () => {
  test("have the highest tier first, and how far each is from the next", async () => {
    const { admin, bronze, silver, ids } = await season();
    const { page, tiers, season: over, periods } = await readStandings(admin, { period: "2025" });
    expect(page.rows.map(({ userId, held, next }) => [userId, held?.tierId, held?.value, next])).toEqual([
      [silver, ids.Sølv, 6, null],
      [bronze, ids.Bronse, 4, { tierId: ids.Sølv, have: 4, need: 6 }],
    ]);
    expect(tiers.map(({ name, people }) => [name, people])).toEqual([
      ["Sølv", 1],
      ["Bronse", 1],
    ]);
    expect(over).toMatchObject({
      key: "2025",
      hasEnded: true,
      days: { from: "2025-01-01", to: "2025-12-31" },
    });
    expect(over.closedAt).not.toBeNull();
    expect(periods).toEqual(["2026", "2025"]);
  });

  test("list those near the next tier, the nearest first, whether or not they hold one", async () => {
    const { ctx, admin, ids, person } = await ladder(database, { Bronse: 4, Sølv: 8 });
    const [three, seven] = [await person(3), await person(7)];
    await person(1);
    await person(9);
    await assign(ctx);
    const { page } = await readStandings(admin, { show: "near" });
    expect(page.rows.map(({ userId, held, next }) => [userId, held?.tierId ?? null, next])).toEqual([
      [seven, ids.Bronse, { tierId: ids.Sølv, have: 7, need: 8 }],
      [three, null, { tierId: ids.Bronse, have: 3, need: 4 }],
    ]);
    const silver = await readStandings(admin, { show: "near", tier: ids.Sølv });
    expect(silver.page.rows.map(({ userId }) => userId)).toEqual([seven]);
  });

  test("come 50 at a time, there and back, with nobody twice and nobody left out", async () => {
    const { ctx, admin, person } = await ladder(database, { Bronse: 1, Sølv: 2 });
    for (let count = 0; count < 120; count += 1) await person(1 + (count % 2));
    await assign(ctx);
    const seen: string[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < 4; pages += 1) {
      const { page } = await readStandings(admin, { after });
      seen.push(...page.rows.map(({ userId }) => userId));
      if (page.next === null) break;
      after = page.next;
    }
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
    const third = await readStandings(admin, { after });
    expect(third.page.rows).toHaveLength(20);
    const second = await readStandings(admin, { before: third.page.previous ?? "" });
    expect(second.page.rows.map(({ userId }) => userId)).toEqual(seen.slice(50, 100));
    const whole = await readWholeStandings(admin, {});
    expect(whole.rows.map(({ userId }) => userId)).toEqual(seen);
  });

  test("take a cursor, a tier and a period that mean nothing for what they are", async () => {
    const { admin } = await season();
    expect((await readStandings(admin, { after: "x", period: "2025" })).page.rows).toHaveLength(2);
    expect((await readStandings(admin, { tier: crypto.randomUUID(), period: "2025" })).page.rows).toEqual([]);
    expect((await readStandings(admin, { period: "1999", show: "near" })).page.rows).toEqual([]);
  });
});

describe("handing over", () => {
  const idsOf = async (admin: Ctx, period: string) =>
    (await readStandings(admin, { period })).page.rows.flatMap(({ held }) => held?.id ?? []);

  test("is noted once, for many, also in a closed period, and can be taken back; what was earned stays", async () => {
    const { ctx, admin } = await season();
    const ids = await idsOf(admin, "2025");
    expect(await presentTiers(admin, { ids: [...ids, ...ids] })).toMatchObject({ changed: 2 });
    expect(await presentTiers(admin, { ids })).toMatchObject({ changed: 0 });
    expect((await readStandings(admin, { period: "2025", presented: "yes" })).page.rows).toHaveLength(2);
    expect(await unpresentTiers(admin, { ids: ids.slice(0, 1) })).toMatchObject({ changed: 1 });
    const { tiers, page } = await readStandings(admin, { period: "2025" });
    expect(tiers.map(({ people, presented }) => [people, presented])).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect(page.rows).toHaveLength(2);
    const { rows } = await database.everything.query(
      "SELECT action FROM audit_log WHERE organization_id = $1 AND action LIKE 'tier.present%' ORDER BY seq",
      [ctx.organization.id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      "tier.presented",
      "tier.presented",
      "tier.presentation_undone",
    ]);
  });

  test("is refused while the period runs, for another organisation's, and to peer mentors", async () => {
    const { ctx, admin, person } = await ladder(database);
    await person(3);
    await assign(ctx);
    const [running = ""] = await idsOf(admin, "2026");
    const other = await season();
    const [foreign = ""] = await idsOf(other.admin, "2025");
    for (const ids of [[running], [foreign], [crypto.randomUUID()]]) {
      await expect(presentTiers(admin, { ids })).rejects.toMatchObject({
        text: { key: "tiers.notPresentable" },
      });
    }
    const { ctx: mentor } = await createTestMember(database, ctx);
    await expect(presentTiers(mentor, { ids: [running] })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("of a lifetime needs no end", async () => {
    const { ctx, admin, person } = await ladder(database, { Alltid: 2 }, { awardPeriod: "lifetime" });
    await person(2);
    await assign(ctx);
    expect(await presentTiers(admin, { ids: await idsOf(admin, "lifetime") })).toMatchObject({ changed: 1 });
  });
});

describe("the simulator", () => {
  test("with the present thresholds says what evaluation assigns, for this and past periods", async () => {
    const { ctx, admin, person } = await ladder(database, { Bronse: 3, Sølv: 6 });
    for (const count of [1, 3, 4, 6]) await person(count);
    await person(5, "2025-05-01T12:00:00Z");
    await assign(ctx);
    const found = await simulateTiers(admin, {});
    expect(found?.periods.map(({ key, isCurrent, step }) => [key, isCurrent, step])).toEqual([
      ["2025", false, 0],
      ["2026", true, 0],
    ]);
    const counts = found?.periods.map((period) => countsAt(period, found.tiers, [3, 6]));
    // The admin is a member too, and has done nothing.
    expect(counts).toEqual([
      { people: [1, 0], none: 5 },
      { people: [2, 1], none: 3 },
    ]);
  });

  test("asks the extra conditions of a tier as well, and looks at a lifetime as it stood when years ended", async () => {
    const { ctx, admin, person } = await ladder(
      database,
      { Alltid: 2 },
      {
        awardPeriod: "lifetime",
        extraCriteria: { version: 1, rules: [{ type: "membership_years", threshold: 3 }] },
      },
    );
    const [old] = [await person(4, "2025-06-01T12:00:00Z"), await person(4)];
    await database.everything.query("UPDATE memberships SET joined_on = '2022-01-01' WHERE user_id = $1", [
      old,
    ]);
    await assign(ctx);
    const found = await simulateTiers(admin, { kind: "annual" });
    expect(found?.kind).toBe("lifetime");
    const at = (threshold: number) =>
      found?.periods.map((period) => [period.key, countsAt(period, found.tiers, [threshold]).people[0]]);
    expect(at(2)).toEqual([
      ["2025", 1],
      ["2026", 1],
    ]);
    expect(at(5)).toEqual([
      ["2025", 0],
      ["2026", 0],
    ]);
  });

  test("is null without a ladder", async () => {
    const { admin } = await ladder(database, {});
    expect(await simulateTiers(admin, {})).toBeNull();
  });
});

test("the first names of many are in order", async () => {
  const { ctx, admin } = await ladder(database, {});
  const people = await Promise.all(
    ["Åse", "Berit", "Anne"].map((name) => createTestMember(database, ctx, { name })),
  );
  expect(
    await firstNames(
      admin,
      people.map(({ userId }) => userId),
      2,
    ),
  ).toEqual(["Anne", "Berit"]);
});
