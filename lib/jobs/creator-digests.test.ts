import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AchievementInput } from "@/lib/achievements/schema";
import { tellCreators } from "@/lib/badge-messages/digest-service";
import { awardBadge } from "@/lib/badges/award-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import { tick } from "@/lib/evaluation/schedule-service";
import { notificationText } from "@/lib/notifications/text";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let coordinator: Ctx;
let creator: Awaited<ReturnType<typeof createTestMember>>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database, { timeZone: "America/New_York" });
  coordinator = (await createTestMember(database, ctx, { role: "coordinator" })).ctx;
  creator = await createTestMember(database, ctx, {
    role: "org_admin",
    email: `${randomUUID()}@example.org`,
  });
});

async function listening(
  notification: AchievementInput["notification"],
  name = "Brobygger",
): Promise<string> {
  const id = await manualAchievement(ctx, { notification, name });
  await database.everything.query("UPDATE achievements SET created_by_user_id = $2 WHERE id = $1", [
    id,
    creator.userId,
  ]);
  return id;
}
async function give(achievementId: string, name: string, more: object = {}): Promise<string> {
  const { userId } = await createTestMember(database, ctx, { name });
  const given = { achievementId, userId, reason: "x", idempotencyKey: randomUUID(), ...more };
  return (await awardBadge(coordinator, given)).id;
}
const digests = async () =>
  (
    await database.everything.query(
      `SELECT user_id, "values", mail_state::text AS mail, subject_id FROM notifications
       WHERE organization_id = $1 AND kind = 'badge_digest' ORDER BY created_at`,
      [ctx.organization.id],
    )
  ).rows;
const nextOf = async (id: string): Promise<Date | null> =>
  (await database.everything.query("SELECT next_cron FROM achievements WHERE id = $1", [id])).rows[0]
    .next_cron;
const at = (asOf: Date): Ctx => ({ ...ctx, asOf });
/** When the next one is due. */
async function later(id: string): Promise<Ctx> {
  const due = await nextOf(id);
  if (!due) throw new Error("nothing is due");
  return at(due);
}

describe("when a digest is due", () => {
  test.each([
    ["daily", "2026-03-05T12:59:00Z", "2026-03-05T13:00:00Z"],
    ["daily", "2026-03-05T13:00:00Z", "2026-03-06T13:00:00Z"],
    // The clocks go forward in New York.
    ["daily", "2026-03-07T14:00:00Z", "2026-03-08T12:00:00Z"],
    ["weekly", "2026-03-05T13:00:00Z", "2026-03-09T12:00:00Z"],
    ["monthly", "2026-01-31T13:00:00Z", "2026-02-01T13:00:00Z"],
    ["monthly", "2026-12-01T13:00:00Z", "2027-01-01T13:00:00Z"],
    ["every_time", "2026-03-05T13:00:00Z", null],
    ["never", "2026-03-05T13:00:00Z", null],
  ])("%s after %s: at eight in the morning of the organisation, %s", async (digest, after, next) => {
    const { rows } = await database.everything.query(
      "SELECT next_digest($1::creator_digest, 'America/New_York', $2::timestamptz) AS next",
      [digest, after],
    );
    expect(rows[0].next).toEqual(next && new Date(next));
  });

  test("is kept with the achievement from the moment somebody chooses it, and forgotten with the choice", async () => {
    const id = await listening("weekly");
    expect((await nextOf(id))?.getUTCDay()).toBe(1);
    await database.everything.query("UPDATE achievements SET notification = 'never' WHERE id = $1", [id]);
    expect(await nextOf(id)).toBeNull();
  });
});

describe("a digest", () => {
  test("tells the creator once who has earned it since the last one", async () => {
    const id = await listening("daily");
    await give(id, "Kari");
    await give(id, "Ola", { awardedOn: "2026-01-01" });
    expect(await tellCreators(ctx)).toEqual({ digests: 0 });
    const due = await later(id);
    expect(await tellCreators(due)).toEqual({ digests: 1 });
    const values = { achievement: "Brobygger", count: 2, people: "Ola, Kari", more: 0 };
    expect(await digests()).toEqual([{ user_id: creator.userId, values, mail: "pending", subject_id: id }]);
    expect(await tellCreators(due)).toEqual({ digests: 0 });

    await give(id, "Per");
    const next = await later(id);
    expect(next.asOf?.getTime()).toBeGreaterThan(due.asOf?.getTime() ?? Number.POSITIVE_INFINITY);
    await tellCreators(next);
    expect((await digests()).map(({ values: { people } }) => people)).toEqual(["Ola, Kari", "Per"]);
  });

  test("is one, however many workers do it at once", async () => {
    const id = await listening("monthly");
    for (const name of ["Kari", "Ola"]) await give(id, name);
    const due = await later(id);
    const done = await Promise.all(Array.from({ length: 6 }, () => tellCreators(due)));
    expect(done.map((one) => one.digests).toSorted()).toEqual([0, 0, 0, 0, 0, 1]);
    expect(await digests()).toHaveLength(1);
  });

  test("is not written when there is nothing to tell, and then waits for the next time", async () => {
    const id = await listening("daily");
    const due = await later(id);
    expect(await tellCreators(due)).toEqual({ digests: 0 });
    expect((await nextOf(id))?.getTime()).toBeGreaterThan(due.asOf?.getTime() ?? Number.POSITIVE_INFINITY);
    expect(await digests()).toEqual([]);
  });

  test("names neither who was given it silently, nor whose was revoked or who declined it before, nor who had it before anybody listened", async () => {
    const id = await listening("never");
    await give(id, "Før");
    await database.everything.query("UPDATE achievements SET notification = 'daily' WHERE id = $1", [id]);
    await give(id, "Stille", { silent: true });
    await revokeBadge(coordinator, { id: await give(id, "Trukket"), reason: "x" });
    const declined = await give(id, "Takket nei");
    await database.everything.query("UPDATE earned_badges SET declined_at = now() WHERE id = $1", [declined]);
    await give(id, "Kari");
    await tellCreators(await later(id));
    expect((await digests()).map(({ values: { people } }) => people)).toEqual(["Kari"]);
  });

  test("names fifty and says how many more there are", async () => {
    const id = await listening("daily");
    for (let i = 0; i < 52; i += 1) await give(id, "Kari");
    await tellCreators(await later(id));
    const [{ values }] = await digests();
    expect(values).toMatchObject({ count: 52, more: 2 });
    const around = { name: "x", organisation: "x", link: "x" };
    const { body } = notificationText("badge_digest", values, { locale: "en", timeZone: "UTC" }, around);
    expect(body).toMatch(/^52 people .*Kari and 2 more\.$/);
  });

  test("goes to nobody when who made it has left, and with the module off", async () => {
    const id = await listening("daily");
    await createTestMember(database, ctx, { role: "org_admin" });
    await give(id, "Kari");
    const due = await later(id);
    expect(await tellCreators({ ...due, modules: new Set() })).toEqual({ digests: 0 });
    await database.everything.query(
      "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE user_id = $1",
      [creator.userId],
    );
    expect(await tellCreators(due)).toEqual({ digests: 0 });
    expect(await digests()).toEqual([]);
  });

  test("of every award is asked for with the award, and comes at once", async () => {
    const id = await listening("every_time");
    await give(id, "Kari");
    const { rowCount } = await database.everything.query(
      "SELECT FROM pgboss.job WHERE name = 'badges.tell-creators' AND data ->> 'organizationId' = $1",
      [ctx.organization.id],
    );
    expect(rowCount).toBe(1);
    expect(await tellCreators(ctx)).toEqual({ digests: 1 });
    expect(await tellCreators(ctx)).toEqual({ digests: 0 });
  });

  test("is looked for every hour", async () => {
    await tick();
    const { rowCount } = await database.everything.query(
      "SELECT FROM pgboss.job WHERE name = 'badges.tell-creators' AND data ->> 'organizationId' = $1",
      [ctx.organization.id],
    );
    expect(rowCount).toBe(1);
  });

  test("that fails marks nothing", async () => {
    const id = await listening("every_time");
    const badge = await give(id, "Kari");
    await database.everything.query(
      "ALTER TABLE notifications ADD CONSTRAINT no_digests CHECK (kind <> 'badge_digest') NOT VALID",
    );
    await expect(tellCreators(ctx)).rejects.toThrow("no_digests");
    await database.everything.query("ALTER TABLE notifications DROP CONSTRAINT no_digests");
    const read = async () =>
      (await database.everything.query("SELECT issuer_notified_at FROM earned_badges WHERE id = $1", [badge]))
        .rows[0];
    expect(await read()).toEqual({ issuer_notified_at: null });
    await tellCreators(ctx);
    expect(await read()).toEqual({ issuer_notified_at: expect.any(Date) });
  });
});
