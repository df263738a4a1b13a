import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deactivateAchievement } from "@/lib/achievements/service";
import { listWaiting, type OpenToAsker } from "@/lib/badges/approval-queries";
import { NAMED } from "@/lib/badges/approval-service";
import { decideAll } from "@/lib/badges/decide-all-service";
import { nominate } from "@/lib/badges/nomination-service";
import { allApprovalsInput, allRejectionsInput } from "@/lib/badges/schema";
import type { Ctx } from "@/lib/context";
import type { AppError } from "@/lib/errors";
import { pauseIssuing } from "@/lib/organizations/service";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** An organisation with an achievement, two who decide, and as many nominated by somebody else as asked for. */
async function waiting(many: number) {
  const organization = await createTestOrganization(database);
  const as = async (role: "coordinator" | "org_admin", name: string) =>
    (await createTestMember(database, organization, { role, name })).ctx;
  const [kari, ola, proposer] = [
    await as("coordinator", "Kari"),
    await as("org_admin", "Ola"),
    await as("coordinator", "Per"),
  ];
  const achievementId = await manualAchievement(organization, { name: "Takk" });
  if (many > 0) await nominateMany(organization, proposer, achievementId, many);
  return { organization, kari, ola, proposer, achievementId };
}

const asked = (achievementId: string, userId: string) => ({
  achievementId,
  userId,
  reason: "Alltid der",
  idempotencyKey: randomUUID(),
});

type Connection = Pick<TestDatabase["everything"], "query">;

const idOf = ({ actor }: Ctx) => (actor.kind === "user" ? actor.userId : "");

/** As a list of many would: all at the same moment. */
const nominateMany = (
  { organization }: Ctx,
  proposer: Ctx,
  achievementId: string,
  many: number,
  connection: Connection = database.everything,
) =>
  connection.query(
    `WITH people AS (
       INSERT INTO users (name) SELECT 'Person ' || n FROM generate_series(1, $4::int) n RETURNING id, name
     ), members AS (
       INSERT INTO memberships (organization_id, user_id, role, display_name)
       SELECT $1, id, 'peer_mentor', name FROM people RETURNING user_id
     )
     INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, status, source,
       awarded_by_user_id, reason)
     SELECT $1, $3, v.id, m.user_id, 'once', 'pending_approval', 'manual', $2, 'Alltid der'
     FROM members m, achievement_versions v WHERE v.achievement_id = $3`,
    [organization.id, idOf(proposer), achievementId, many],
  );

/** All that the page says one may decide about. */
const seenBy = async (ctx: Ctx) => {
  const { open } = await listWaiting(ctx);
  if (!open) throw new Error("nothing waits for this person");
  return open;
};

const approveAll = (ctx: Ctx, open: OpenToAsker, most?: number) =>
  decideAll(ctx, { ...open, approve: true, reason: "Fint" }, most);
const rejectAll = (ctx: Ctx, open: OpenToAsker, most?: number) =>
  decideAll(ctx, { ...open, approve: false, reason: "Nei" }, most);

const code = (change: Promise<unknown>) =>
  change.then(
    () => "done",
    (error: AppError) => `${error.code} ${error.text.key}`,
  );

const count = async (sql: string, { organization }: Ctx): Promise<number> =>
  Number((await database.everything.query(`SELECT count(*) FROM ${sql}`, [organization.id])).rows[0].count);
const inStatus = (ctx: Ctx, status: string) =>
  count(`earned_badges WHERE organization_id = $1 AND status = '${status}'`, ctx);

describe("all that wait", () => {
  test("are approved over all pages, each once with its sign-off, message and entry", async () => {
    const { organization, kari } = await waiting(60);
    const answer = await approveAll(kari, await seenBy(kari));
    expect(answer).toEqual({ decided: 60, undecided: [], undecidedCount: 0, left: 0 });
    expect(await inStatus(organization, "awarded")).toBe(60);
    expect(await count("manual_awards WHERE organization_id = $1 AND comment = 'Fint'", organization)).toBe(
      60,
    );
    expect(
      await count("notifications WHERE organization_id = $1 AND kind = 'badge_awarded'", organization),
    ).toBe(60);
    expect(
      await count("audit_log WHERE organization_id = $1 AND action = 'badge.approved'", organization),
    ).toBe(60);
    expect((await listWaiting(kari)).open).toBeNull();
  });

  test("are declined with one reason", async () => {
    const { organization, kari } = await waiting(3);
    expect(await rejectAll(kari, await seenBy(kari))).toMatchObject({ decided: 3 });
    expect(
      await count(
        "earned_badges WHERE organization_id = $1 AND status = 'rejected' AND decision_reason = 'Nei'",
        organization,
      ),
    ).toBe(3);
    expect(await count("manual_awards WHERE organization_id = $1", organization)).toBe(0);
  });

  test("are decided once each, when two decide at the same time", async () => {
    const { organization, kari, ola } = await waiting(40);
    const open = await seenBy(kari);
    const answers = await Promise.all([approveAll(kari, open), rejectAll(ola, open)]);
    expect(answers.reduce((sum, { decided }) => sum + decided, 0)).toBe(40);
    expect(await inStatus(organization, "pending_approval")).toBe(0);
    expect(
      await count(
        "audit_log WHERE organization_id = $1 AND action LIKE 'badge.%ed' AND before ->> 'status' = 'pending_approval'",
        organization,
      ),
    ).toBe(40);
  });

  test("are those that waited when the page was shown, and what came after it stays", async () => {
    const { organization, kari, proposer, achievementId } = await waiting(4);
    const open = await seenBy(kari);
    await nominateMany(organization, proposer, achievementId, 2);
    expect(await approveAll(kari, open)).toMatchObject({ decided: 4, left: 0 });
    expect(await seenBy(kari)).toMatchObject({ count: 2 });
  });

  test("are refused, when something unseen has come in before that moment", async () => {
    const { organization, kari, proposer, achievementId } = await waiting(2);
    const late = await database.everything.connect();
    try {
      await late.query("BEGIN");
      await late.query("SELECT now()");
      await nominateMany(organization, proposer, achievementId, 1);
      const open = await seenBy(kari);
      await nominateMany(organization, proposer, achievementId, 1, late);
      await late.query("COMMIT");
      expect(await code(approveAll(kari, open))).toBe("conflict badges.moreWait");
    } finally {
      late.release();
    }
    expect(await inStatus(organization, "pending_approval")).toBe(4);
  });

  test("are counted without one's own, which are left to others", async () => {
    const { organization, kari, ola, proposer, achievementId } = await waiting(3);
    await nominate(ola, asked(achievementId, idOf(kari)));
    await nominate(kari, asked(achievementId, (await createTestMember(database, organization)).userId));
    const open = await seenBy(kari);
    expect([open.count, (await listWaiting(kari)).total]).toEqual([3, 5]);
    expect(await approveAll(kari, open)).toMatchObject({ decided: 3, undecidedCount: 0, left: 0 });
    expect(await inStatus(organization, "pending_approval")).toBe(2);
    expect((await listWaiting(kari)).open).toBeNull();
    expect(await approveAll(proposer, await seenBy(proposer))).toMatchObject({ decided: 2 });
  });

  test("are decided about so many at a time, longest waiting first, until none are left", async () => {
    const { organization, kari, proposer, achievementId } = await waiting(5);
    const first = await seenBy(kari);
    await nominateMany(organization, proposer, achievementId, 4);
    expect(await approveAll(kari, await seenBy(kari), 5)).toMatchObject({ decided: 5, left: 4 });
    expect(await approveAll(kari, first)).toMatchObject({ decided: 0, left: 0 });
    expect(await approveAll(kari, await seenBy(kari), 5)).toMatchObject({ decided: 4, left: 0 });
  });

  test("of an achievement out of use stay, say why, and hold nobody up; they can be declined", async () => {
    const { organization, kari, proposer, achievementId } = await waiting(NAMED + 5);
    const other = await manualAchievement(organization, { name: "Innsats" });
    await nominateMany(organization, proposer, other, 3);
    await deactivateAchievement({ ...organization, actor: { kind: "system" } }, { id: achievementId });
    const answer = await approveAll(kari, await seenBy(kari), 3);
    expect(answer).toMatchObject({ decided: 3, undecidedCount: NAMED + 5, left: 0 });
    expect(answer.undecided).toHaveLength(NAMED);
    expect(answer.undecided[0]).toMatchObject({
      achievement: "Takk",
      reason: { key: "badges.notInUse" },
    });
    expect(await rejectAll(kari, await seenBy(kari))).toMatchObject({
      decided: NAMED + 5,
      undecidedCount: 0,
    });
  });

  test("cannot be approved while issuing is paused, but declined", async () => {
    const { organization, kari, ola } = await waiting(2);
    await pauseIssuing(ola, { reason: "Feil" });
    expect(await code(approveAll(kari, await seenBy(kari)))).toBe("unavailable issuingPaused");
    expect(await inStatus(organization, "pending_approval")).toBe(2);
    expect(await rejectAll(kari, await seenBy(kari))).toMatchObject({ decided: 2 });
  });

  test("are those of one's own organisation, whatever moment is given, and for those who award", async () => {
    const own = await waiting(0);
    const foreign = await waiting(2);
    const open = await seenBy(foreign.kari);
    expect(await approveAll(own.kari, open)).toEqual({
      decided: 0,
      undecided: [],
      undecidedCount: 0,
      left: 0,
    });
    expect(await inStatus(foreign.organization, "pending_approval")).toBe(2);
    const peer = (await createTestMember(database, foreign.organization)).ctx;
    expect(await code(approveAll(peer, open))).toBe("forbidden forbidden");
    const distant = { upTo: "9".repeat(17), count: 2 };
    expect(await approveAll(foreign.kari, distant)).toMatchObject({ decided: 2 });
  });
});

test.each([
  [{ upTo: "1767225600000000", count: 1 }, true],
  [{ upTo: "1767225600000000", count: 0 }, false],
  [{ upTo: "1767225600000000", count: 1.5 }, false],
  [{ upTo: "-1", count: 1 }, false],
  [{ upTo: "1".repeat(18), count: 1 }, false],
  [{ upTo: "2026-01-01T00:00:00Z", count: 1 }, false],
  [{ upTo: 1767225600000000, count: 1 }, false],
  [{ upTo: "1767225600000000" }, false],
  [{ upTo: "1767225600000000", count: 1, ids: [] }, false],
])("whether %j is a moment and a number: %s", (input, isOne) => {
  expect(allApprovalsInput.safeParse(input).success).toBe(isOne);
  expect(allRejectionsInput.safeParse({ ...input, reason: "Nei" }).success).toBe(isOne);
});
