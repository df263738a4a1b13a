import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { previewAchievement } from "@/lib/evaluation/preview-queries";
import { previewFilter } from "@/lib/evaluation/preview-schema";
import { draft, look, story as storyIn } from "@/lib/evaluation/publish.test-support";
import { publishAchievement } from "@/lib/evaluation/publish-service";
import { badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
const story = () => storyIn(database);

describe("who would earn a draft", () => {
  test("is counted and named: those who would, those who are close, and those who are not there yet", async () => {
    const { ctx, anne, berit, cato } = await story();
    const { id } = await draft(ctx);
    const counted = await look(ctx, id);
    expect(counted?.totals).toEqual({
      people: 5,
      awards: 2,
      awardsToday: 1,
      earnersToday: 1,
      standings: { earns: 2, held: 0, refused: 0, earlier: 0, close: 1, not_yet: 2 },
    });
    expect(
      counted?.rows
        .map(({ userId, standing, missing, haves, needs }) => ({ userId, standing, missing, haves, needs }))
        .slice(0, 3),
    ).toEqual([
      { userId: anne.userId, standing: "earns", missing: 0, haves: [10], needs: [10] },
      { userId: cato.userId, standing: "earns", missing: 0, haves: [10], needs: [10] },
      { userId: berit.userId, standing: "close", missing: 2, haves: [8], needs: [10] },
    ]);
    expect(await badgesIn(database, ctx)).toEqual([]);
  });

  test("is counted by group, and those in none together", async () => {
    const { ctx, anne } = await story();
    await database.everything.query(
      `WITH g AS (INSERT INTO groups (organization_id, key, name) VALUES ($1, 'oslo', 'Oslo') RETURNING id)
       INSERT INTO group_members (organization_id, group_id, user_id) SELECT $1, id, $2 FROM g`,
      [ctx.organization.id, anne.userId],
    );
    const { id } = await draft(ctx);
    expect((await look(ctx, id))?.groups).toEqual([
      { name: "Oslo", earners: 1, people: 1 },
      { name: null, earners: 1, people: 4 },
    ]);
  });

  test("says what is missing of the things the rules name, and of badges nobody can earn", async () => {
    const { ctx } = await story();
    await draft(ctx, { key: "idle", name: "Hviler" });
    const criteria = {
      version: 1,
      rules: [
        { type: "badge_held", badges: ["idle"] },
        { type: "group_member", groups: ["gone"] },
        { type: "tier_held", tier: "Gull" },
      ],
    };
    const { id } = await draft(ctx);
    await database.everything.query(
      "UPDATE achievements SET trigger_type = 'criteria', trigger_threshold = NULL, criteria = $2 WHERE id = $1",
      [id, JSON.stringify(criteria)],
    );
    expect((await look(ctx, id))?.missing).toEqual([
      { path: "0", what: "badge", key: "idle", problem: "not_active" },
      { path: "1", what: "group", key: "gone", problem: "unknown" },
      { path: "2", what: "tier", key: "Gull", problem: "unknown" },
    ]);
  });

  test("has pages that end where the next begins, forwards and back", async () => {
    const { ctx } = await story();
    for (let n = 0; n < 70; n += 1)
      await createTestMember(database, ctx, { name: n % 2 ? `Person ${n}` : "Samme" });
    const { id } = await draft(ctx);
    const page = async (query: object) =>
      (await previewAchievement(ctx, id, previewFilter.parse(query))).counted;
    const first = await page({});
    const second = await page({ after: first?.next });
    expect([first?.rows.length, second?.rows.length, first?.previous, second?.next]).toEqual([
      50,
      25,
      null,
      null,
    ]);
    const ids = [...(first?.rows ?? []), ...(second?.rows ?? [])].map(({ userId }) => userId);
    expect(new Set(ids).size).toBe(75);
    expect((await page({ before: second?.previous }))?.rows).toEqual(first?.rows);
    expect((await page({ show: "close" }))?.rows.map(({ name }) => name)).toEqual(["Berit"]);
  });

  test("may be seen by coordinators, and of another organisation is not found", async () => {
    const { ctx, anne, coordinator } = await story();
    const { id } = await draft(ctx);
    expect((await look(coordinator, id))?.totals.people).toBe(5);
    await expect(look(anne.ctx, id)).rejects.toThrow("forbidden");
    await expect(look(await createTestOrganization(database), id)).rejects.toThrow("notFound.achievement");
    await expect(look({ ...ctx, modules: new Set() }, id)).rejects.toThrow("notFound.module");
  });

  test("is nobody when it is given by hand, when its last day is over, and is told when it cannot be read", async () => {
    const { ctx } = await story();
    const manual = await draft(ctx, { key: "by_hand", triggerType: "manual", triggerThreshold: undefined });
    expect(await previewAchievement(ctx, manual.id, previewFilter.parse({}))).toMatchObject({
      counted: null,
      problem: null,
    });
    const over = await draft(ctx, { key: "over", expireDate: "2026-11-19" });
    expect((await look(ctx, over.id))?.totals).toMatchObject({ awards: 0, standings: { earns: 0 } });
    const broken = await draft(ctx, { key: "broken" });
    await database.everything.query(
      `UPDATE achievements SET trigger_type = 'criteria', trigger_threshold = NULL, criteria = '{"version": 1, "rules": []}' WHERE id = $1`,
      [broken.id],
    );
    const { counted, problem } = await previewAchievement(ctx, broken.id, previewFilter.parse({}));
    expect([counted, problem?.key]).toEqual([null, "field.tooFew"]);
    await expect(publishAchievement(ctx, { id: broken.id, how: "all", expected: 0 })).rejects.toThrow(
      "field.tooFew",
    );
  });
});
