import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { ask } from "@/lib/database/question";
import { inTenant } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { listPeople } from "@/lib/people/queries";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { bannerOf, bannerSql } from "@/lib/tiers/banner-queries";
import { consequencesOf } from "@/lib/tiers/consequence-queries";
import { assign, ladder, NOW, tier } from "@/lib/tiers/ladder.test-support";
import { createTier, deactivateTier, moveTier, reactivateTier, updateTier } from "@/lib/tiers/ladder-service";
import { listTiersOf, namesOfTiersHeld, tierChoices } from "@/lib/tiers/person-queries";
import { createFromTemplate } from "@/lib/tiers/template-service";
import { saveThresholds } from "@/lib/tiers/thresholds-service";
import { getTier, listTiers } from "@/lib/tiers/view-queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** The organisation as one of its members acts in it, on the day of the tests. */
const actingAs = async (ctx: Ctx, role: "peer_mentor" | "coordinator" | "org_admin" = "peer_mentor") => {
  const member = await createTestMember(database, ctx, { role });
  return { userId: member.userId, ctx: { ...member.ctx, asOf: NOW } as Ctx };
};

describe("the ladder page", () => {
  test("has the tiers in use first, lowest first, and how many hold each in the period that runs", async () => {
    const { ctx, admin, ids, person } = await ladder(database);
    for (const count of [3, 3, 6, 9]) await person(count);
    await assign(ctx);
    await deactivateTier(admin, { id: ids.Bronse ?? "" });
    const tiers = await listTiers(admin);
    expect(tiers.map(({ name, holders, isActive, place }) => [name, holders, isActive, place])).toEqual([
      ["Sølv", 1, true, 1],
      ["Gull", 1, true, 2],
      ["Bronse", 0, false, 3],
    ]);
    expect(tiers.every(({ wasAssigned, periodKey }) => wasAssigned && periodKey === "2026")).toBe(true);
  });

  test("is closed to peer mentors, and not there while the module is off", async () => {
    const { ctx } = await ladder(database);
    const { ctx: mentor } = await actingAs(ctx);
    await expect(listTiers(mentor)).rejects.toMatchObject({ code: "forbidden" });
    const off: Ctx = { ...ctx, modules: new Set(["certifications"]) };
    await expect(listTiers(off)).rejects.toMatchObject({ code: "not_found" });
  });

  test("never shows another organisation's tier, and neither does it change one", async () => {
    const ours = await ladder(database);
    const theirs = await ladder(database);
    const id = theirs.ids.Gull ?? "";
    await expect(getTier(ours.admin, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(updateTier(ours.admin, { ...tier("Gull", 1), id })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      saveThresholds(ours.admin, { thresholds: [{ id, was: 9, threshold: 1 }] }),
    ).rejects.toMatchObject({ code: "not_found" });
    expect((await getTier(theirs.admin, id)).threshold).toBe(9);
  });
});

describe("taking a tier out of use", () => {
  test("says beforehand what becomes of those who hold it, and it does", async () => {
    const { ctx, admin, ids, person } = await ladder(database, { Bronse: 3, Sølv: 6 });
    const people = [await person(3), await person(6), await person(7)];
    await assign(ctx);
    const silver = { id: ids.Sølv ?? "" };
    expect((await consequencesOf(admin, silver.id)).without).toEqual([{ name: "Bronse", people: 2 }]);
    expect((await consequencesOf(admin, ids.Bronse ?? "")).without).toEqual([{ name: null, people: 1 }]);
    await deactivateTier(admin, silver);
    expect((await namesOfTiersHeld(admin, people)).get(people[1] ?? "")).toEqual(["Bronse"]);
    expect((await consequencesOf(admin, silver.id)).again).toBe(2);
    await reactivateTier(admin, silver);
    expect((await namesOfTiersHeld(admin, people)).get(people[1] ?? "")).toEqual(["Sølv"]);
  });
});

describe("a template", () => {
  test.each([
    [
      "medals",
      [
        ["Bronse", 10],
        ["Sølv", 25],
        ["Gull", 50],
      ],
    ],
    [
      "service_years",
      [
        ["10 år som medlem", 10],
        ["20 år som medlem", 20],
      ],
    ],
  ] as const)(
    "%s begins a ladder, and only where there is none, also when two choose at once",
    async (template, expected) => {
      const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: NOW };
      const { ctx: admin } = await actingAs(ctx, "org_admin");
      const both = await Promise.allSettled([
        createFromTemplate(admin, { template }),
        createFromTemplate(admin, { template }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      await expect(createFromTemplate(admin, { template })).rejects.toMatchObject({
        text: { key: "tiers.nothingToTemplate" },
      });
      expect((await listTiers(admin)).map(({ name, threshold }) => [name, threshold])).toEqual(expected);
    },
  );
});

const heldBanner = (ctx: Ctx, userId: string) =>
  inTenant(ctx, (tx, now) => ask(tx, bannerOf(ctx, userId, now)));

describe("the banner", () => {
  test("shows the highest tier in use of the periods that run, and is gone without one", async () => {
    const { ctx, admin, ids, person } = await ladder(database);
    const userId = await person(9);
    await createTier(admin, tier("Alltid", 2, { awardPeriod: "lifetime" }));
    expect(await heldBanner(ctx, userId)).toBeNull();
    await assign(ctx);
    expect(await heldBanner(ctx, userId)).toMatchObject({ name: "Alltid", periodKey: "lifetime" });
    await moveTier(admin, { id: (await listTiers(admin)).at(-1)?.id ?? "", direction: "down" });
    expect(await heldBanner(ctx, userId)).toMatchObject({ name: "Gull", periodKey: "2026" });
    await deactivateTier(admin, { id: ids.Gull ?? "" });
    expect(await heldBanner(ctx, userId)).toMatchObject({ name: "Alltid" });
    const later: Ctx = { ...ctx, asOf: new Date("2027-02-01T12:00:00Z") };
    await deactivateTier(admin, {
      id: (await listTiers(admin)).find(({ name }) => name === "Alltid")?.id ?? "",
    });
    expect(await heldBanner(ctx, userId)).toMatchObject({ name: "Sølv" });
    expect(await heldBanner(later, userId)).toBeNull();
  });

  test("is not shown to colleagues of somebody whose profile is private, nor in another organisation", async () => {
    const { ctx, person } = await ladder(database);
    const userId = await person(3);
    await assign(ctx);
    const { ctx: colleague } = await actingAs(ctx);
    expect(await heldBanner(colleague, userId)).toMatchObject({ name: "Bronse" });
    await database.everything.query(
      "UPDATE memberships SET profile_visibility = 'private' WHERE user_id = $1",
      [userId],
    );
    expect(await heldBanner(colleague, userId)).toBeNull();
    const { ctx: stranger } = await ladder(database);
    expect(await heldBanner(stranger, userId)).toBeNull();
  });

  test("is one read by an index", async () => {
    const { ctx, person } = await ladder(database);
    const userId = await person(3);
    await assign(ctx);
    const query = bannerSql(ctx.organization.id, userId, ["2026", "2026-Q4", "lifetime"], Prisma.empty);
    const plan = await inTenant(ctx, async (tx) => {
      await tx.$executeRaw`SELECT set_config('enable_seqscan', 'off', true)`;
      const rows = await tx.$queryRaw<{ "QUERY PLAN": string }[]>`EXPLAIN ${query}`;
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    });
    // Two of its indexes begin with organisation, person and period; the planner takes either.
    expect(plan).toMatch(
      /Index Scan using tier_assignments_one_\w+ on tier_assignments.*\n.*user_id = .*period_key = ANY/,
    );
    expect(plan).not.toContain("Seq Scan");
  });
});

describe("a person's history", () => {
  test("names every assignment with its value, what took its place, and why it was taken back", async () => {
    const { ctx, admin, ids, person } = await ladder(database, { Bronse: 3, Sølv: 6 });
    const userId = await person(7);
    await assign(ctx);
    await updateTier(admin, { ...tier("Sølv", 8), id: ids.Sølv ?? "" });
    await assign(ctx);
    const rows = await listTiersOf(admin, userId);
    expect(
      rows.map(({ name, value, status, supersededBy, revocationReason }) => [
        name,
        value,
        status,
        supersededBy,
        revocationReason,
      ]),
    ).toEqual([
      ["Bronse", 7, "assigned", null, null],
      ["Sølv", 7, "revoked", null, "tiers.noLongerMet"],
    ]);
  });
});

describe("thresholds saved together", () => {
  test("change all or none, and not what somebody else has changed meanwhile", async () => {
    const { admin, ids } = await ladder(database, { Bronse: 3, Sølv: 6 });
    const [a = "", b = ""] = Object.values(ids);
    expect(
      await saveThresholds(admin, {
        thresholds: [
          { id: a, was: 3, threshold: 4.5 },
          { id: b, was: 6, threshold: 6 },
        ],
      }),
    ).toEqual({ changed: 1 });
    await expect(
      saveThresholds(admin, {
        thresholds: [
          { id: b, was: 6, threshold: 7 },
          { id: a, was: 3, threshold: 5 },
        ],
      }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect((await listTiers(admin)).map(({ threshold }) => threshold)).toEqual([4.5, 6]);
  });

  test("of years as a member are in quarters, and the database says so where nobody else knows what is counted", async () => {
    const { admin, ids } = await ladder(
      database,
      { Bronse: 0.25, Sølv: 0.5 },
      { criteriaType: "membership_years", awardPeriod: "lifetime" },
    );
    const to = (threshold: number) =>
      saveThresholds(admin, { thresholds: [{ id: ids.Sølv ?? "", was: 0.5, threshold }] });
    await expect(to(0.6)).rejects.toMatchObject({
      code: "invalid",
      text: { key: "tiers.yearsInQuarters" },
    });
    expect(await to(0.75)).toEqual({ changed: 1 });
  });
});

test("the list of people can be narrowed down to the tiers in use, the highest first", async () => {
  const { ctx, admin, ids, person } = await ladder(database);
  const [bronze] = [await person(3), await person(6)];
  await assign(ctx);
  await deactivateTier(admin, { id: ids.Sølv ?? "" });
  const { tiers, periodKeys } = await tierChoices(admin);
  expect(tiers.map(({ name }) => name)).toEqual(["Gull", "Bronse"]);
  expect(periodKeys).toEqual(["2026", "2026-Q4", "lifetime"]);
  const { rows } = await listPeople(admin, { tier: ids.Gull }, periodKeys);
  expect(rows).toEqual([]);
  await reactivateTier(admin, { id: ids.Sølv ?? "" });
  const found = await listPeople(admin, { tier: ids.Bronse }, periodKeys);
  expect(found.rows.map(({ userId }) => userId)).toEqual([bronze]);
});
