import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listWaiting } from "@/lib/badges/approval-queries";
import { decideBadges, rejectBadge } from "@/lib/badges/approval-service";
import { nominate } from "@/lib/badges/nomination-service";
import type { Ctx } from "@/lib/context";
import type { AppError } from "@/lib/errors";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let kari: Ctx;
let ola: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = (await createTestMember(database, organization, { role: "coordinator", name: "Kari" })).ctx;
  ola = (await createTestMember(database, organization, { role: "org_admin", name: "Ola" })).ctx;
});
afterAll(() => database.close());

const person = () => createTestMember(database, organization);
const asked = (achievementId: string, userId: string) => ({
  achievementId,
  userId,
  reason: "Alltid der",
  idempotencyKey: randomUUID(),
});
const code = (change: Promise<unknown>) =>
  change.then(
    () => "done",
    (error: AppError) => `${error.code} ${error.text.key}`,
  );
const row = async (id: string) =>
  (await database.everything.query("SELECT * FROM earned_badges WHERE id = $1", [id])).rows[0];

describe("the queue", () => {
  test("lists what waits with who proposed it, and what the reader must leave to others", async () => {
    const other = await createTestOrganization(database);
    const [boss, helper] = await Promise.all([
      createTestMember(database, other, { role: "org_admin", name: "Boss" }),
      createTestMember(database, other, { role: "coordinator", name: "Helper" }),
    ]);
    const achievementId = await manualAchievement(other, { name: "Takk" });
    const nominee = await createTestMember(database, other, { name: "Per" });
    const first = await nominate(helper.ctx, asked(achievementId, nominee.userId));
    const second = await nominate(helper.ctx, asked(achievementId, boss.userId));
    const seen = await listWaiting(boss.ctx);
    expect(seen).toMatchObject({ total: 2, next: null });
    expect(seen.rows.map(({ id, proposedBy, leftToOthers }) => [id, proposedBy, leftToOthers])).toEqual([
      [first.id, "Helper", null],
      [second.id, "Helper", "your_own"],
    ]);
    expect((await listWaiting(helper.ctx)).rows.map(({ leftToOthers }) => leftToOthers)).toEqual([
      "your_proposal",
      "your_proposal",
    ]);
    expect(await code(listWaiting(nominee.ctx))).toBe("forbidden forbidden");
    expect((await listWaiting(kari)).rows.map(({ id }) => id)).not.toContain(first.id);
  });

  test("decides about several: those that can be are, and each other one says why", async () => {
    const achievementId = await manualAchievement(organization, { name: "Sammen" });
    const [one, two, mine] = await Promise.all([
      nominate(kari, asked(achievementId, (await person()).userId)),
      nominate(kari, asked(achievementId, (await person()).userId)),
      nominate(ola, asked(achievementId, (await person()).userId)),
    ]);
    await rejectBadge(ola, { id: two.id, reason: "Nei" });
    const ids = [one.id, two.id, mine.id, one.id, randomUUID()];
    const answer = await decideBadges(ola, { ids, approve: true });
    expect(answer.decided).toBe(1);
    expect(answer.undecided.map(({ id, reason }) => [id, reason.key]).toSorted()).toEqual(
      [
        [two.id, "badges.alreadyDecided"],
        [mine.id, "badges.notYourNomination"],
      ].toSorted(),
    );
    expect((await row(one.id)).status).toBe("awarded");
    await decideBadges(kari, { ids: [mine.id], approve: false, reason: "Vent litt" });
    expect(await row(mine.id)).toMatchObject({ status: "rejected", decision_reason: "Vent litt" });
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    expect(await code(decideBadges(stranger.ctx, { ids, approve: true }))).toBe(
      "not_found notFound.earnedBadge",
    );
  });
});
