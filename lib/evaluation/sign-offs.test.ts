import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awardBadge } from "@/lib/badges/award-service";
import { awardBatch } from "@/lib/badges/batch-service";
import { undoBatch } from "@/lib/badges/batch-undo-service";
import { listSignOffs } from "@/lib/badges/sign-off-queries";
import type { SigningRole } from "@/lib/badges/sign-off-rules";
import { signOff } from "@/lib/badges/sign-off-service";
import type { Ctx } from "@/lib/context";
import type { CriteriaInput } from "@/lib/criteria/schema";
import type { AppError } from "@/lib/errors";
import { evaluateRequested } from "@/lib/evaluation/evaluate";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let kari: Ctx;
let per: Ctx;
let ola: Ctx;
let eva: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  const member = async (role: "coordinator" | "org_admin", name: string) =>
    (await createTestMember(database, organization, { role, name })).ctx;
  kari = await member("coordinator", "Kari");
  per = await member("coordinator", "Per");
  ola = await member("org_admin", "Ola");
  eva = await member("org_admin", "Eva");
});
afterAll(() => database.close());

const signed = (roles: SigningRole[], match: "all" | "any", more: CriteriaInput["rules"] = []) =>
  activeAchievement(organization, {
    triggerType: "criteria",
    triggerThreshold: undefined,
    criteria: { version: 1, rules: [{ type: "manual_approval", roles, match }, ...more] },
  });
const person = async () => (await createTestMember(database, organization)).userId;
const code = (change: Promise<unknown>) =>
  change.then(
    () => "done",
    (error: AppError) => `${error.code} ${Object.values(error.fields)[0]?.key ?? error.text.key}`,
  );
const badgesOf = async (achievementId: string) => {
  await evaluateRequested({ ...organization, actor: { kind: "system" } });
  const { rows } = await database.everything.query(
    "SELECT user_id, status, source FROM earned_badges WHERE achievement_id = $1",
    [achievementId],
  );
  return rows;
};

describe("an achievement that several roles sign off", () => {
  test("is given when all of them have, each by a person of its own", async () => {
    const achievementId = await signed(["coordinator", "org_admin"], "all");
    const userId = await person();
    const pair = { achievementId, userId };
    expect(await signOff(kari, { ...pair, comment: "Godt gjort" })).toEqual({
      role: "coordinator",
      lacking: ["org_admin"],
    });
    expect(await badgesOf(achievementId)).toEqual([]);
    expect((await listSignOffs(ola)).open.find((one) => one.achievementId === achievementId)).toMatchObject({
      userId,
      given: [{ role: "coordinator", by: "Kari", comment: "Godt gjort" }],
      lacking: ["org_admin"],
      yourTurn: "org_admin",
    });
    expect((await listSignOffs(kari)).open.find((one) => one.achievementId === achievementId)?.yourTurn).toBe(
      null,
    );
    expect(await signOff(ola, pair)).toEqual({ role: "org_admin", lacking: [] });
    expect(await badgesOf(achievementId)).toEqual([
      { user_id: userId, status: "awarded", source: "automatic" },
    ]);
    expect((await listSignOffs(ola)).open.filter((one) => one.achievementId === achievementId)).toEqual([]);
  });

  test("is given with the first where any of them will do", async () => {
    const achievementId = await signed(["coordinator", "org_admin"], "any");
    const userId = await person();
    expect((await signOff(per, { achievementId, userId })).lacking).toEqual([]);
    expect(await badgesOf(achievementId)).toHaveLength(1);
    expect(await code(signOff(ola, { achievementId, userId }))).toBe("conflict badges.signedAndHeld");
  });

  test("takes an org admin for the coordinators, and still two people for two roles", async () => {
    const achievementId = await signed(["coordinator", "org_admin"], "all");
    const pair = { achievementId, userId: await person() };
    expect((await signOff(ola, { ...pair, role: "coordinator" })).role).toBe("coordinator");
    expect(await code(signOff(ola, { ...pair, role: "org_admin" }))).toBe("conflict badges.youHaveSigned");
    expect(await code(signOff(kari, { ...pair, role: "coordinator" }))).toBe("conflict badges.roleHasSigned");
    expect(await code(signOff(kari, { ...pair, role: "org_admin" }))).toBe("forbidden badges.notYourRole");
    expect(await badgesOf(achievementId)).toEqual([]);
    await signOff(eva, pair);
    expect(await badgesOf(achievementId)).toHaveLength(1);
  });

  test("waits for its other rules, and for approval where it asks for that too", async () => {
    const withActivity = await signed(["coordinator"], "all", [{ type: "activity_count", threshold: 1 }]);
    await signOff(kari, { achievementId: withActivity, userId: await person() });
    expect(await badgesOf(withActivity)).toEqual([]);
    const approved = await activeAchievement(organization, {
      triggerType: "criteria",
      triggerThreshold: undefined,
      needsApproval: true,
      criteria: { version: 1, rules: [{ type: "manual_approval", roles: ["coordinator"] }] },
    });
    await signOff(kari, { achievementId: approved, userId: await person() });
    expect(await badgesOf(approved)).toMatchObject([{ status: "pending_approval" }]);
  });

  test("gives one award when twenty sign off at the same moment", async () => {
    const achievementId = await signed(["coordinator", "org_admin"], "all");
    const userId = await person();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        code(signOff([kari, per, ola, eva][at % 4] ?? kari, { achievementId, userId })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(2);
    const rows = await database.everything.query(
      "SELECT issuer_role FROM manual_awards WHERE achievement_id = $1 ORDER BY 1",
      [achievementId],
    );
    expect(rows.rows).toEqual([{ issuer_role: "coordinator" }, { issuer_role: "org_admin" }]);
    await Promise.all([badgesOf(achievementId), badgesOf(achievementId)]);
    expect(await badgesOf(achievementId)).toHaveLength(1);
  });

  test("is signed off for nobody by themselves, by no peer mentor, and by no job", async () => {
    const achievementId = await signed(["coordinator"], "all");
    const self = kari.actor.kind === "user" ? kari.actor.userId : "";
    expect(await code(signOff(kari, { achievementId, userId: self }))).toBe("forbidden badges.notToYourself");
    const peer = await createTestMember(database, organization);
    expect(await code(signOff(peer.ctx, { achievementId, userId: await person() }))).toBe(
      "forbidden forbidden",
    );
    expect(await code(signOff(organization, { achievementId, userId: await person() }))).toBe(
      "forbidden forbidden",
    );
  });

  test("is not given by one person past the others, and others are not signed off", async () => {
    const achievementId = await signed(["coordinator", "org_admin"], "all");
    const award = { achievementId, userId: await person(), reason: "x", idempotencyKey: "past-the-others" };
    expect(await code(awardBadge(kari, award))).toBe("invalid badges.needsSignOffs");
    const byHand = await manualAchievement(organization);
    expect(await code(signOff(kari, { achievementId: byHand, userId: await person() }))).toBe(
      "invalid badges.noSignOffsAsked",
    );
    const adminsOnly = await signed(["org_admin"], "all");
    const pair = { achievementId: adminsOnly, userId: await person() };
    expect(await code(signOff(kari, pair))).toBe("forbidden badges.roleNotAsked");
    expect(await code(signOff(kari, { ...pair, role: "coordinator" }))).toBe("invalid badges.roleNotAsked");
  });

  test("knows only people and achievements of its own organisation, and active ones", async () => {
    const other = await createTestOrganization(database);
    const stranger = (await createTestMember(database, other)).userId;
    const achievementId = await signed(["coordinator"], "all");
    expect(await code(signOff(kari, { achievementId, userId: stranger }))).toBe("not_found notFound.person");
    const boss = await createTestMember(database, other, { role: "org_admin" });
    expect(await code(signOff(boss.ctx, { achievementId, userId: stranger }))).toBe(
      "not_found notFound.achievement",
    );
    await database.everything.query("UPDATE achievements SET status = 'inactive' WHERE id = $1", [
      achievementId,
    ]);
    expect(await code(signOff(kari, { achievementId, userId: await person() }))).toBe(
      "invalid badges.achievementNotActive",
    );
  });
});

test("what a batch gave and somebody took back as a whole is still earned by its rules", async () => {
  const achievementId = await activeAchievement(organization, { triggerThreshold: 1 });
  const userId = await person();
  const request = { achievementId, userIds: [userId], reason: "x", idempotencyKey: "earned-all-the-same" };
  const { id } = await awardBatch(kari, request);
  await undoBatch(kari, { id });
  expect(await badgesOf(achievementId)).toMatchObject([{ status: "revoked", source: "manual" }]);
  await database.everything.query(
    "INSERT INTO activities (organization_id, user_id, kind, occurred_at) VALUES ($1, $2, 'visit', now() - interval '1 hour')",
    [organization.organization.id, userId],
  );
  await database.everything.query(
    "INSERT INTO evaluation_requests (organization_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    [organization.organization.id, userId],
  );
  expect((await badgesOf(achievementId)).map(({ status }) => status).sort()).toEqual(["awarded", "revoked"]);
});
