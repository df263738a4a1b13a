import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listChoices } from "@/lib/achievements/reference-queries";
import type { AchievementInput } from "@/lib/achievements/schema";
import { createAchievement, deleteAchievement, updateAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { define } from "@/lib/testing/achievements";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

const addCourse = (of: Ctx, code: string) =>
  database.everything.query(
    "INSERT INTO courses (organization_id, code, title) VALUES ($1, $2, 'Grunnkurs')",
    [of.organization.id, code],
  );

const ruled = (rule: object, changes: Partial<AchievementInput> = {}) =>
  define({
    triggerType: "criteria",
    triggerThreshold: undefined,
    criteria: { version: 1, rules: [rule] },
    ...changes,
  });

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = (await createTestMember(database, await createTestOrganization(database), { role: "org_admin" })).ctx;
});

describe("what a definition names", () => {
  const refusal = (field: string) => ({
    code: "invalid",
    fields: { [field]: { key: "achievements.unknownReference" } },
  });

  test("must exist in this organisation, told at the field that names it", async () => {
    const stranger = await createTestOrganization(database);
    await addCourse(stranger, "foreign");
    await createAchievement({ ...stranger, actor: { kind: "system" } }, define({ key: "foreign" }));
    const group = (rule: object) => ({
      type: "group",
      rules: [{ type: "activity_count", threshold: 1 }, rule],
    });
    for (const [rule, field] of [
      [{ type: "course_completion", courses: ["foreign"] }, "criteria.rules.0.courses"],
      [{ type: "badge_held", badges: ["foreign"] }, "criteria.rules.0.badges"],
      [{ type: "certification_held", certifications: ["none"] }, "criteria.rules.0.certifications"],
      [{ type: "tier_held", tier: "Gull" }, "criteria.rules.0.tier"],
      [group({ type: "group_member", groups: ["oslo"] }), "criteria.rules.0.rules.1.groups"],
    ] as const) {
      await expect(createAchievement(ctx, ruled(rule)), field).rejects.toMatchObject(refusal(field));
    }
    await expect(createAchievement(ctx, define({ related: ["foreign"] }))).rejects.toMatchObject(
      refusal("related"),
    );
    await expect(createAchievement(ctx, define({ type: "course", course: "foreign" }))).rejects.toMatchObject(
      refusal("course"),
    );
  });

  test("is offered to whoever writes it, and nothing of another organisation", async () => {
    const stranger = await createTestOrganization(database);
    await addCourse(stranger, "foreign");
    await addCourse(ctx, "basic");
    await createAchievement(ctx, define({ key: "a", name: "Første" }));
    await database.everything.query(
      `INSERT INTO recognition_tiers (organization_id, name, icon_key, criteria_type, criteria_threshold, award_period, display_order)
       VALUES ($1, 'Gull', 'star', 'activity_count', 10, 'annual', 1)`,
      [ctx.organization.id],
    );
    expect(await listChoices(ctx)).toEqual({
      kind: [],
      course: [{ key: "basic", name: "Grunnkurs" }],
      certification: [],
      badge: [{ key: "a", name: "Første" }],
      tier: [{ key: "Gull", name: "Gull" }],
      group: [],
    });
    await createAchievement(ctx, ruled({ type: "tier_held", tier: " gull " }, { key: "b" }));
  });

  test("keeps its key and is not deleted while another achievement asks for it", async () => {
    const a = await createAchievement(ctx, define({ key: "a" }));
    const nested = { type: "group", rules: [{ type: "badge_held", badges: ["a"] }] };
    const b = await createAchievement(ctx, ruled(nested, { key: "b", name: "Krever" }));
    const taken = { key: "achievements.takenByOther", values: { name: "Krever" } };
    await expect(updateAchievement(ctx, { id: a.id, ...define({ key: "renamed" }) })).rejects.toMatchObject({
      code: "conflict",
      fields: { key: taken },
    });
    await expect(deleteAchievement(ctx, { id: a.id })).rejects.toMatchObject({
      code: "conflict",
      text: taken,
    });
    await deleteAchievement(ctx, { id: b.id });
    await deleteAchievement(ctx, { id: a.id });
  });
});
