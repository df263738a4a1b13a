import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCeremony } from "@/lib/reports/ceremony-queries";
import { ceremonyFilter } from "@/lib/reports/filter-schema";
import { presentAwards, unpresentAwards } from "@/lib/reports/presenting-service";
import { earned, keyOf } from "@/lib/reports/reports.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { createTier } from "@/lib/tiers/ladder-service";
import { tierInput } from "@/lib/tiers/schema";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const badges = { what: "badge" };

/** What was earned, and tiers: Berit's of a year that is over and one that is not, Arne's for life. */
async function reached() {
  const made = await earned(database);
  const { ctx, admin, berit, arne } = made;
  const input = {
    iconKey: "medal",
    criteriaType: "activity_count",
    criteriaThreshold: 3,
    awardPeriod: "annual",
  };
  const { id: tier } = await createTier(
    admin.ctx,
    tierInput.parse({ ...input, name: "Sølv", description: "For tre besøk.", colorToken: "silver" }),
  );
  const assign = async (userId: string, key: string, from: string | null, to: string | null) => {
    const { rows } = await database.everything.query<{ id: string }>(
      `INSERT INTO tier_assignments (organization_id, tier_id, user_id, period_key, period_start, period_end, metric_value, assigned_at)
       VALUES ($1, $2, $3, $4, $5, $6, 3, '2026-05-01') RETURNING id`,
      [ctx.organization.id, tier, userId, key, from, to],
    );
    return rows[0]?.id ?? "";
  };
  const quarter = await assign(berit, "2026-Q1", "2025-12-31T23:00:00Z", "2026-03-31T22:00:00Z");
  await assign(berit, "2199", "2198-12-31T23:00:00Z", "2199-12-31T23:00:00Z");
  const lifetime = await assign(arne, "lifetime", null, null);
  return { ...made, quarter, lifetime };
}

type Made = Awaited<ReturnType<typeof reached>>;
const list = ({ coordinator }: Pick<Made, "coordinator">, changes: object = {}) =>
  readCeremony(coordinator.ctx, ceremonyFilter.parse({ period: "2026", ...changes }));

describe("a ceremony", () => {
  test("lists by name what has not been handed over, until it has", async () => {
    const { ctx, coordinator } = await earned(database);
    const read = (changes: object = {}) => list({ coordinator }, { ...badges, ...changes });
    const { rows, total } = await read();
    expect([rows.length, total]).toEqual([57, 57]);
    expect([rows[0]?.person, rows.at(-1)?.person]).toEqual(["Arne", "Cato"]);
    const ids = rows.slice(0, 10).map(({ id }) => id);
    const outcomes = await Promise.all([
      keyOf(presentAwards(coordinator.ctx, { ids })),
      keyOf(presentAwards(coordinator.ctx, { ids })),
    ]);
    expect(outcomes).toContainEqual(expect.objectContaining({ changed: 10 }));
    expect(outcomes).toContain("reports.nothingToPresent");
    expect((await read()).total).toBe(47);
    expect((await read({ presented: "yes" })).rows.map(({ id }) => id).sort()).toEqual(ids.toSorted());
    expect(await unpresentAwards(coordinator.ctx, { ids: ids.slice(0, 1) })).toEqual({
      changed: 1,
      ids: ids.slice(0, 1),
    });
    expect((await read()).total).toBe(48);
    const mentor = await createTestMember(database, ctx);
    expect(await keyOf(presentAwards(mentor.ctx, { ids }))).toBe("forbidden");
    expect(await keyOf(readCeremony(mentor.ctx, ceremonyFilter.parse({})))).toBe("forbidden");
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "coordinator",
    });
    expect(await keyOf(presentAwards(stranger.ctx, { ids }))).toBe("notFound.badge");
  });

  test("has tiers and certificates too, each person's together, in words of their own, of what is chosen", async () => {
    const made = await reached();
    const { rows, total } = await list(made);
    expect(total).toBe(60);
    const people = rows.map(({ person }) => person);
    expect(people).toEqual(people.toSorted());
    const tiers = rows.filter(({ kind }) => kind === "tier");
    expect(tiers.map(({ person, what, words, detail }) => [person, what, words, detail])).toEqual([
      ["Arne", "Sølv", "For tre besøk.", "lifetime"],
      ["Berit", "Sølv", "For tre besøk.", "2026-Q1"],
    ]);
    const kinds = async (what: unknown) => [
      ...new Set((await list(made, { what })).rows.map(({ kind }) => kind)),
    ];
    expect(await kinds("certificate")).toEqual(["certificate"]);
    expect((await kinds(["tier", "badge"])).toSorted()).toEqual(["badge", "tier"]);
    expect((await kinds(["tier", "x"])).toSorted()).toEqual(["badge", "certificate", "tier"]);
  });

  test("goes group by group when asked, and calls everybody up once", async () => {
    const made = await reached();
    const id = made.ctx.organization.id;
    await database.everything.query(
      `WITH made AS (INSERT INTO groups (organization_id, key, name) VALUES ($1, 'z', 'Årdal') RETURNING id)
       INSERT INTO group_members (organization_id, group_id, user_id) SELECT $1, made.id, u FROM made, unnest($2::uuid[]) u`,
      [id, [made.arne, made.berit]],
    );
    const { rows } = await list(made, { by: "group", what: "tier" });
    expect(rows.map(({ person, calledWith }) => `${calledWith} ${person}`)).toEqual([
      "=SUM(A1) Arne",
      "Årdal Berit",
    ]);
    const all = (await list(made, { by: "group" })).rows;
    expect(all.at(-1)).toMatchObject({ person: "Cato", calledWith: null });
    expect(all).toHaveLength(60);
  });

  test("notes tiers as handed over beside badges, and neither those of a year that is not over nor certificates", async () => {
    const made = await reached();
    const { coordinator, quarter, lifetime } = made;
    const [badge] = (await list(made, badges)).rows;
    const ids = [badge?.id ?? "", quarter, lifetime];
    expect(await presentAwards(coordinator.ctx, { ids })).toMatchObject({ changed: 3 });
    expect((await list(made)).total).toBe(57);
    expect((await list(made, { presented: "yes" })).rows.map(({ id }) => id).toSorted()).toEqual(
      ids.toSorted(),
    );
    const { rows } = await database.everything.query<{ id: string }>(
      "SELECT id FROM tier_assignments WHERE organization_id = $1 AND period_key = '2199'",
      [made.ctx.organization.id],
    );
    const early = await keyOf(presentAwards(coordinator.ctx, { ids: [rows[0]?.id ?? ""] }));
    expect(early).toBe("tiers.notPresentable");
    const [certificate] = (await list(made, { what: "certificate" })).rows;
    for (const foreign of [certificate?.id ?? "", randomUUID()])
      expect(await keyOf(presentAwards(coordinator.ctx, { ids: [quarter, foreign] }))).toBe("notFound.badge");
  });

  test("calls nobody up for a badge they hide, before or after", async () => {
    const made = await earned(database);
    const [first, second] = (await list(made, badges)).rows;
    const ids = [first?.id ?? "", second?.id ?? ""];
    await presentAwards(made.coordinator.ctx, { ids: ids.slice(1) });
    const hide = (isVisible: boolean) =>
      database.everything.query("UPDATE earned_badges SET is_visible = $2 WHERE id = ANY ($1)", [
        ids,
        isVisible,
      ]);
    await hide(false);
    expect((await list(made, badges)).total).toBe(55);
    expect((await list(made, { ...badges, presented: "yes" })).rows).toEqual([]);
    expect(await keyOf(presentAwards(made.coordinator.ctx, { ids: ids.slice(0, 1) }))).toBe(
      "reports.nothingToPresent",
    );
    await hide(true);
    expect((await list(made, badges)).total).toBe(56);
  });

  test("has nothing of modules that are off", async () => {
    const made = await reached();
    const only = (module: string) =>
      ({ coordinator: { ctx: { ...made.coordinator.ctx, modules: new Set([module]) } } }) as unknown as Made;
    expect((await list(only("recognition_tiers"))).total).toBe(2);
    expect((await list(only("certifications"))).total).toBe(1);
    expect((await list(only("open_badges"))).total).toBe(0);
    const { ctx } = only("recognition_tiers").coordinator;
    const [badge] = (await list(made, badges)).rows;
    expect(await keyOf(presentAwards(ctx, { ids: [badge?.id ?? ""] }))).toBe("notFound.module");
  });
});
