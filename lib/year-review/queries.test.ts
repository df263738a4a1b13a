import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { declineBadge } from "@/lib/badges/decline-service";
import type { Ctx } from "@/lib/context";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { getYearReview } from "@/lib/year-review/queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const set = (sql: string, ...values: unknown[]) => database.everything.query(sql, values);
const add = (ctx: Ctx, userId: string, at: string, minutes: number | null, voided = false) =>
  set(
    `INSERT INTO activities (organization_id, user_id, kind, occurred_at, minutes, voided_at, void_reason)
     VALUES ($1, $2, 'visit', $3, $4, ${voided ? "now(), 'feil'" : "NULL, NULL"})`,
    ctx.organization.id,
    userId,
    at,
    minutes,
  );

async function place() {
  const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: new Date("2026-11-30T12:00:00Z") };
  const person = await createTestMember(database, ctx);
  return { ctx, person, self: { ...person.ctx, asOf: ctx.asOf } as Ctx };
}

describe("a year", () => {
  test("has the months of the organisation's calendar, and nothing that was voided", async () => {
    const { ctx, person, self } = await place();
    await add(ctx, person.userId, "2025-12-31T22:59:00Z", 30); // The last hour of 2025 in Oslo.
    await add(ctx, person.userId, "2025-12-31T23:30:00Z", 60); // Already January there.
    await add(ctx, person.userId, "2026-02-10T12:00:00Z", null);
    await add(ctx, person.userId, "2026-02-11T12:00:00Z", 45);
    await add(ctx, person.userId, "2026-03-01T12:00:00Z", 45, true);
    const year = await getYearReview(self, person.userId, "2026");
    expect(year).toMatchObject({
      person: { isSelf: true },
      isRunning: true,
      years: [2025],
      activities: 3,
      minutes: 105,
      longest: { from: "2026-01", to: "2026-02", months: 2 },
    });
    expect(year.months).toHaveLength(11);
    expect(year.months.slice(0, 3)).toEqual([
      { month: "2026-01", activities: 1, minutes: 60 },
      { month: "2026-02", activities: 2, minutes: 45 },
      { month: "2026-03", activities: 0, minutes: 0 },
    ]);
    expect(await getYearReview(self, person.userId, "2025")).toMatchObject({
      isRunning: false,
      activities: 1,
    });
  });

  test("has the badges earned in it that stand and were not declined", async () => {
    const { ctx, person, self } = await place();
    for (const [name, day] of [
      ["I fjor", "2025-05-01"],
      ["Nå", "2026-05-01"],
      ["Takket nei", "2026-06-01"],
    ] as const) {
      await set(
        `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, met_on)
         SELECT $1, a.id, v.id, $2, 'once', 'automatic', $4 FROM achievements a JOIN achievement_versions v ON v.achievement_id = a.id
         WHERE a.id = $3`,
        ctx.organization.id,
        person.userId,
        await manualAchievement(ctx, { name }),
        day,
      );
    }
    const before = await getYearReview(self, person.userId, "2026");
    expect(before.badges.map(({ name }) => name)).toEqual(["Takket nei", "Nå"]);
    await declineBadge(person.ctx, { id: before.badges[0]?.id ?? "" });
    expect(await getYearReview(self, person.userId, "2026")).toMatchObject({
      badgeCount: 1,
      badges: [{ name: "Nå" }],
    });
    const off = { ...self, modules: new Set([]) as Ctx["modules"] };
    expect(await getYearReview(off, person.userId, "2026")).toMatchObject({
      badgeCount: 0,
      tiers: [],
      certificates: [],
    });
  });

  test("is its person's and their coordinators' to see, and of people and years that are", async () => {
    const { ctx, person, self } = await place();
    const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
    const colleague = await createTestMember(database, ctx);
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    const code = (asker: Ctx, year = "2026") =>
      getYearReview({ ...asker, asOf: ctx.asOf } as Ctx, person.userId, year).then(
        ({ person: { isSelf } }) => isSelf,
        (error) => error.code,
      );
    expect(await code(self)).toBe(true);
    expect(await code(coordinator.ctx)).toBe(false);
    expect(await code(colleague.ctx)).toBe("forbidden");
    expect(await code(stranger.ctx)).toBe("not_found");
    for (const year of ["2027", "0", "x", "2026 "]) expect(await code(self, year)).toBe("not_found");
  });
});
