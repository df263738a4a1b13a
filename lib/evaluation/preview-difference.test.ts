import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAchievement, updateAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { loadHistories } from "@/lib/criteria/load.test-support";
import { criteriaFor } from "@/lib/criteria/random-criteria.test-support";
import { historyIn } from "@/lib/criteria/random-histories.test-support";
import type { Criteria } from "@/lib/criteria/schema";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { type DifferenceRow, previewDifference } from "@/lib/evaluation/preview-difference-queries";
import { previewAchievement } from "@/lib/evaluation/preview-queries";
import { type DifferenceKind, differenceKinds } from "@/lib/evaluation/preview-rules";
import { previewFilter } from "@/lib/evaluation/preview-schema";
import { publishAchievement } from "@/lib/evaluation/publish-service";
import { define } from "@/lib/testing/achievements";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const NOW = new Date("2026-06-15T10:00:00Z");

/** Everybody of a kind, page after page: "<user> <occurrence>". */
async function everyOne(ctx: Ctx, id: string, definition: ReturnType<typeof define>, show: DifferenceKind) {
  const rows: DifferenceRow[] = [];
  let after: string | undefined;
  do {
    const page = await previewDifference(ctx, { id, definition, show, after });
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after);
  return rows.flatMap(({ userId, occurrences }) => occurrences.map((one) => `${userId} ${one}`)).toSorted();
}

const standing = async (ctx: Ctx, key: string) =>
  (await badgesIn(database, ctx))
    .filter((badge) => badge.key === key && badge.status === "awarded")
    .map(({ user_id, occurrence }) => `${user_id} ${occurrence}`)
    .toSorted();

test("on random criteria and histories, those who gain are exactly those whom saving then awards, and nobody loses a badge", async () => {
  const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: NOW };
  const seed = 20_261_120;
  await loadHistories(
    database.everything,
    ctx.organization.id,
    fc.sample(historyIn("Europe/Oslo"), { seed, numRuns: 30 }),
  );
  await database.everything.query(
    "INSERT INTO courses (organization_id, code, title) VALUES ($1, 'unknown', 'U')",
    [ctx.organization.id],
  );
  const all = fc.sample(criteriaFor(false), { seed, numRuns: 2 }).flat();
  const totals = { gained: 0, lost: 0, unaffected: 0 };
  const definitionOf = (criteria: Criteria, n: number) =>
    define({
      key: `random_${n}`,
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: JSON.stringify(criteria),
    });
  for (const [n, criteria] of all.slice(1).entries()) {
    const { id } = await createAchievement(ctx, definitionOf(all[n] as Criteria, n));
    const awards = (await previewAchievement(ctx, id, previewFilter.parse({}))).counted?.totals.awards ?? 0;
    await publishAchievement(ctx, { id, how: "all", expected: awards });
    const before = await standing(ctx, `random_${n}`);
    const next = definitionOf(criteria, n);
    const change = { gained: [] as string[], lost: [] as string[], unaffected: [] as string[] };
    for (const kind of differenceKinds) change[kind] = await everyOne(ctx, id, next, kind);
    expect([...change.lost, ...change.unaffected].toSorted()).toEqual(before);
    await updateAchievement(ctx, { id, ...next });
    await evaluateEverybody(ctx);
    expect(await standing(ctx, `random_${n}`), JSON.stringify([all[n], criteria])).toEqual(
      [...before, ...change.gained].toSorted(),
    );
    for (const kind of differenceKinds) totals[kind] += change[kind].length;
  }
  expect(Math.min(totals.gained, totals.lost, totals.unaffected)).toBeGreaterThan(0);
}, 120_000);

describe("a changed achievement", () => {
  async function story() {
    const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: NOW };
    const people = {
      anne: await createTestMember(database, ctx, { name: "Anne" }),
      berit: await createTestMember(database, ctx, { name: "Berit" }),
      cato: await createTestMember(database, ctx, { name: "Cato", role: "coordinator" }),
    };
    await addActivities(database, ctx, people.anne.userId, { count: 12, from: "2026-01-01T12:00:00Z" });
    await addActivities(database, ctx, people.berit.userId, { count: 6, from: "2026-01-01T12:00:00Z" });
    const id = await activeAchievement(ctx, { key: "some", triggerThreshold: 10 });
    await evaluateEverybody(ctx);
    return { ctx, id, ...people };
  }
  const look = (
    ctx: Ctx,
    id: string,
    changes: Parameters<typeof define>[0],
    show: DifferenceKind = "gained",
  ) => previewDifference(ctx, { id, definition: define({ key: "some", ...changes }), show });

  test("names who gains, who would no longer earn it, and who keeps it", async () => {
    const { ctx, id, anne, berit } = await story();
    expect(await look(ctx, id, { triggerThreshold: 5 })).toEqual({
      people: { gained: 1, lost: 0, unaffected: 1 },
      badges: { gained: 1, lost: 0, unaffected: 1 },
      isManual: false,
      isActive: true,
      needsApproval: false,
      rows: [{ userId: berit.userId, name: "Berit", occurrences: ["once"] }],
      next: null,
    });
    expect(await look(ctx, id, { triggerThreshold: 13 }, "lost")).toMatchObject({
      people: { gained: 0, lost: 1, unaffected: 0 },
      rows: [{ userId: anne.userId, name: "Anne", occurrences: ["once"] }],
    });
  });

  test("takes nothing from those whom somebody gave it by hand, nor from anybody when it is given by hand from now on", async () => {
    const { ctx, id } = await story();
    await database.everything.query(
      "UPDATE earned_badges SET awarded_by_user_id = (SELECT user_id FROM memberships WHERE organization_id = $1 AND display_name = 'Cato') WHERE organization_id = $1",
      [ctx.organization.id],
    );
    expect((await look(ctx, id, { triggerThreshold: 13 })).people).toEqual({
      gained: 0,
      lost: 0,
      unaffected: 1,
    });
    const manual = await look(ctx, id, { triggerType: "manual", triggerThreshold: undefined });
    expect(manual).toMatchObject({ isManual: true, people: { gained: 0, lost: 0, unaffected: 1 } });
  });

  test("is refused where saving it would be: rules that cannot repeat, and a change between once and several times", async () => {
    const { ctx, id, cato } = await story();
    await expect(look(ctx, id, { isRepeatable: true })).rejects.toMatchObject({
      fields: { isRepeatable: { key: "achievements.repeatableIsFinal" } },
    });
    await expect(
      look(ctx, id, { triggerMetadata: { year: 2026, period: "year" }, isRepeatable: true }),
    ).rejects.toMatchObject({ code: "invalid" });
    await expect(look(cato.ctx, id, {})).rejects.toThrow("forbidden");
    await expect(look(await createTestOrganization(database), id, {})).rejects.toThrow(
      "notFound.achievement",
    );
  });

  test("published only from a day still gives nothing that was reached before it", async () => {
    const { ctx, id } = await story();
    await database.everything.query("UPDATE achievements SET earn_from = '2026-06-01' WHERE id = $1", [id]);
    expect((await look(ctx, id, { triggerThreshold: 5 })).people).toEqual({
      gained: 0,
      lost: 0,
      unaffected: 1,
    });
  });
});
