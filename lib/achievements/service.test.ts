import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { moveAchievement } from "@/lib/achievements/order-service";
import { getAchievement, listAchievements } from "@/lib/achievements/queries";
import {
  activateAchievement,
  archiveAchievement,
  createAchievement,
  deactivateAchievement,
  deleteAchievement,
  duplicateAchievement,
  restoreAchievement,
  updateAchievement,
} from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { define } from "@/lib/testing/achievements";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let admin: Awaited<ReturnType<typeof createTestMember>>;

const versions = async (id: string) =>
  (
    await database.everything.query(
      "SELECT number, definition ->> 'name' AS name, definition ->> 'trigger_threshold' AS threshold FROM achievement_versions WHERE achievement_id = $1 ORDER BY number",
      [id],
    )
  ).rows;

const evaluations = async () =>
  Number(
    (
      await database.everything.query(
        "SELECT count(*) FROM pgboss.job WHERE name = 'evaluation.run-all' AND data ->> 'organizationId' = $1",
        [ctx.organization.id],
      )
    ).rows[0].count,
  );

const keys = async () => (await listAchievements(admin.ctx)).map(({ key }) => key);

async function award(achievementId: string): Promise<void> {
  const person = await createTestMember(database, ctx);
  await database.everything.query(
    `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source)
     SELECT organization_id, achievement_id, id, $2, 'once', 'automatic' FROM achievement_versions WHERE achievement_id = $1`,
    [achievementId, person.userId],
  );
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  admin = await createTestMember(database, ctx, { role: "org_admin" });
});

describe("an achievement", () => {
  test("begins as a draft without versions and asks nobody to be evaluated", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    expect(await getAchievement(admin.ctx, { id })).toMatchObject({ status: "draft", triggerThreshold: 10 });
    expect(await versions(id)).toEqual([]);
    expect(await evaluations()).toBe(0);
  });

  test("gets its first version and an evaluation of everybody when it is activated, once for a double click", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    await Promise.all([activateAchievement(admin.ctx, { id }), activateAchievement(admin.ctx, { id })]);
    expect(await versions(id)).toEqual([{ number: 1, name: "Ti aktiviteter", threshold: "10" }]);
    expect(await evaluations()).toBe(1);
  });

  test("gets a version for each published change, and none for a change that is not published", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    await updateAchievement(admin.ctx, { id, ...define({ triggerThreshold: 8 }) });
    expect(await versions(id)).toEqual([]);
    await activateAchievement(admin.ctx, { id });
    await updateAchievement(admin.ctx, { id, ...define({ triggerThreshold: 9 }) });
    await updateAchievement(admin.ctx, { id, ...define({ triggerThreshold: 9 }) });
    expect((await versions(id)).map((row) => row.threshold)).toEqual(["8", "9"]);
    expect(await evaluations()).toBe(2);
    await deactivateAchievement(admin.ctx, { id });
    await updateAchievement(admin.ctx, { id, ...define({ triggerThreshold: 7 }) });
    expect(await versions(id)).toHaveLength(2);
    await activateAchievement(admin.ctx, { id });
    expect((await versions(id)).map((row) => row.threshold)).toEqual(["8", "9", "7"]);
  });

  test("numbers its versions without a gap when two people change it at once", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    await activateAchievement(admin.ctx, { id });
    await Promise.all(
      [20, 30, 40, 50].map((triggerThreshold) =>
        updateAchievement(admin.ctx, { id, ...define({ triggerThreshold }) }),
      ),
    );
    expect((await versions(id)).map((row) => row.number)).toEqual([1, 2, 3, 4, 5]);
  });

  test("shares no key inside the organisation, and every key with other organisations", async () => {
    await createAchievement(admin.ctx, define());
    await expect(createAchievement(admin.ctx, define())).rejects.toMatchObject({
      code: "conflict",
      fields: { key: { key: "achievements.keyTaken" } },
    });
    const other = await createTestOrganization(database);
    await expect(createAchievement(other, define())).resolves.toHaveProperty("id");
  });

  test("is not found from another organisation, whatever is done with it", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    const other = await createTestOrganization(database);
    const missing = { code: "not_found", text: { key: "notFound.achievement" } };
    await expect(getAchievement(other, { id })).rejects.toMatchObject(missing);
    await expect(updateAchievement(other, { id, ...define() })).rejects.toMatchObject(missing);
    await expect(activateAchievement(other, { id })).rejects.toMatchObject(missing);
    await expect(deleteAchievement(other, { id })).rejects.toMatchObject(missing);
    await expect(duplicateAchievement(other, { id })).rejects.toMatchObject(missing);
    await expect(moveAchievement(other, { id, direction: "up" })).rejects.toMatchObject(missing);
  });

  test("is changed by an org admin only, and read by a coordinator", async () => {
    const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
    const mentor = await createTestMember(database, ctx);
    await expect(createAchievement(admin.ctx, define())).resolves.toHaveProperty("id");
    await expect(createAchievement(coordinator.ctx, define())).rejects.toMatchObject({ code: "forbidden" });
    await expect(listAchievements(coordinator.ctx)).resolves.toHaveLength(1);
    await expect(listAchievements(mentor.ctx)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("does not exist while the module is off", async () => {
    const off = { ...admin.ctx, modules: new Set<never>() };
    await expect(listAchievements(off)).rejects.toMatchObject({ code: "not_found" });
    await expect(createAchievement(off, define())).rejects.toMatchObject({ code: "not_found" });
  });

  test("leaves an audit entry with who, before and after", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    await activateAchievement(admin.ctx, { id });
    const { rows } = await database.everything.query(
      "SELECT action, actor_user_id, before, after FROM audit_log WHERE subject_id = $1 ORDER BY seq",
      [id],
    );
    expect(rows).toMatchObject([
      { action: "achievement.created", actor_user_id: admin.userId, after: { key: "ten_activities" } },
      { action: "achievement.activated", before: { status: "draft" }, after: { status: "active" } },
    ]);
  });
});

describe("an awarded achievement", () => {
  test("cannot be deleted, but one never awarded can, with its versions", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    await activateAchievement(admin.ctx, { id });
    await award(id);
    await expect(deleteAchievement(admin.ctx, { id })).rejects.toMatchObject({
      code: "conflict",
      text: { key: "achievements.everAwarded" },
    });
    const other = await createAchievement(admin.ctx, define({ key: "other" }));
    await activateAchievement(admin.ctx, other);
    await deleteAchievement(admin.ctx, other);
    expect(await keys()).toEqual(["ten_activities"]);
    expect(await versions(other.id)).toEqual([]);
  });

  test("stays as repeatable as it was", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    const repeatable = define({ isRepeatable: true });
    await updateAchievement(admin.ctx, { id, ...repeatable });
    await updateAchievement(admin.ctx, { id, ...define() });
    await activateAchievement(admin.ctx, { id });
    await award(id);
    await expect(updateAchievement(admin.ctx, { id, ...repeatable })).rejects.toMatchObject({
      fields: { isRepeatable: { key: "achievements.repeatableIsFinal" } },
    });
  });

  test("is counted in the list", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    await activateAchievement(admin.ctx, { id });
    await award(id);
    await award(id);
    expect(await listAchievements(admin.ctx)).toMatchObject([{ key: "ten_activities", awards: 2 }]);
  });
});

describe("status", () => {
  test("follows the table: an archived one comes back inactive, and is never activated from the archive", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    await archiveAchievement(admin.ctx, { id });
    expect(await keys()).toEqual([]);
    await expect(activateAchievement(admin.ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    await restoreAchievement(admin.ctx, { id });
    await activateAchievement(admin.ctx, { id });
    expect(await getAchievement(admin.ctx, { id })).toMatchObject({ status: "active" });
  });

  test("a duplicate is a draft at the end under a key of its own", async () => {
    const { id } = await createAchievement(admin.ctx, define());
    await activateAchievement(admin.ctx, { id });
    await duplicateAchievement(admin.ctx, { id });
    await duplicateAchievement(admin.ctx, { id });
    expect(await listAchievements(admin.ctx)).toMatchObject([
      { key: "ten_activities", status: "active" },
      { key: "ten_activities_copy", status: "draft", triggerThreshold: 10 },
      { key: "ten_activities_copy_2", status: "draft" },
    ]);
  });
});
