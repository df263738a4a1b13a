import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { takeRequests } from "@/lib/facts/facts.test-support";
import { decidePause, endPause, recordPause } from "@/lib/pauses/decision-service";
import { listOwnPauses, listPauses } from "@/lib/pauses/queries";
import { askForPause, withdrawPause } from "@/lib/pauses/request-service";
import { MOST_WAITING } from "@/lib/pauses/rules";
import { pauseRecord, pauseRequest } from "@/lib/pauses/schema";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
type Member = Awaited<ReturnType<typeof createTestMember>>;
let organization: Ctx;
let kari: Member;
let per: Member;
let mentor: Member;
let foreign: Member;

/** Every test has an organisation of its own, whose clock says noon of 1 June 2026. */
const at = (member: Member): Member => ({
  ...member,
  ctx: { ...member.ctx, asOf: new Date("2026-06-01T10:00:00Z") },
});
beforeAll(async () => {
  database = await testDatabase();
  foreign = at(
    await createTestMember(database, await createTestOrganization(database), { role: "org_admin" }),
  );
});
afterAll(() => database.close());
beforeEach(async () => {
  organization = await createTestOrganization(database);
  kari = at(await createTestMember(database, organization, { role: "coordinator" }));
  per = at(await createTestMember(database, organization, { role: "org_admin" }));
  mentor = at(await createTestMember(database, organization));
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "accepted",
    (error) => (error instanceof AppError ? error.code : error),
  );
const days = (startsOn = "2026-06-10", endsOn = "2026-07-10") => ({
  startsOn,
  endsOn,
  idempotencyKey: randomUUID(),
});
const evaluated = () => takeRequests(database, organization.organization.id);
const told = async (kind: string) =>
  (
    await database.everything.query<{ user_id: string; values: object }>(
      `SELECT user_id, "values" FROM notifications WHERE organization_id = $1 AND kind = $2::notification_kind ORDER BY user_id`,
      [organization.organization.id, kind],
    )
  ).rows;

describe("asking", () => {
  test("tells those who look after others, and changes nothing until one has answered", async () => {
    const { id } = await askForPause(mentor.ctx, days());
    expect(await listOwnPauses(mentor.ctx)).toMatchObject([
      { id, status: "waiting", startsOn: "2026-06-10", endsOn: "2026-07-10" },
    ]);
    expect(await told("pause_wanted")).toEqual(
      [kari.userId, per.userId].sort().map((user_id) => ({
        user_id,
        values: { person: mentor.name, fromDay: "2026-06-10", toDay: "2026-07-10" },
      })),
    );
    expect(await evaluated()).toEqual([]);
  });

  test("is one pause however often it is sent, also at once", async () => {
    const input = days();
    const sent = await Promise.all([1, 2, 3].map(() => askForPause(mentor.ctx, input)));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  });

  test("stops where five wait, also when they are sent at once", async () => {
    const all = await Promise.all(
      Array.from({ length: MOST_WAITING + 2 }, () => codeOf(askForPause(mentor.ctx, days()))),
    );
    expect(all.filter((code) => code === "accepted")).toHaveLength(MOST_WAITING);
    expect(all.filter((code) => code === "rate_limited")).toHaveLength(2);
  });

  test("is for days within a year of today", async () => {
    expect(await codeOf(askForPause(mentor.ctx, days("2025-05-30", "2025-06-30")))).toBe("invalid");
    expect(await codeOf(askForPause(mentor.ctx, days("2027-06-01", "2027-06-03")))).toBe("invalid");
    expect(await codeOf(askForPause(mentor.ctx, days("2025-07-01", "2025-08-01")))).toBe("accepted");
  });

  test("is for members, of themselves", async () => {
    const actor = { kind: "user", userId: foreign.userId, role: "global_admin", name: "G" } as const;
    expect(await codeOf(askForPause({ ...kari.ctx, actor }, days()))).toBe("forbidden");
    expect(await codeOf(askForPause(organization, days()))).toBe("forbidden");
  });

  test.each([
    ["that end before they begin", { endsOn: "2026-06-09" }],
    ["longer than a year", { endsOn: "2027-06-11" }],
    ["of no calendar", { startsOn: "2026-02-30" }],
    ["of other times", { startsOn: "1626-06-01", endsOn: "1626-06-02" }],
    ["with a reason, which nobody keeps", { reason: "syk" }],
    ["of somebody else", { userId: randomUUID() }],
  ])("does not take days %s", (_, change) => {
    expect(pauseRequest.safeParse({ ...days(), ...change }).success).toBe(false);
  });

  test("can be taken back while it waits, and only by oneself", async () => {
    const { id } = await askForPause(mentor.ctx, days());
    expect(await codeOf(withdrawPause(kari.ctx, { id }))).toBe("not_found");
    expect(await codeOf(withdrawPause(foreign.ctx, { id }))).toBe("not_found");
    await withdrawPause(mentor.ctx, { id });
    expect(await codeOf(withdrawPause(mentor.ctx, { id }))).toBe("conflict");
    expect(await codeOf(decidePause(kari.ctx, { id, outcome: "approved" }))).toBe("conflict");
  });
});

describe("answering", () => {
  test("a yes has the person evaluated in the same transaction, and tells them", async () => {
    const { id } = await askForPause(mentor.ctx, days());
    await decidePause(kari.ctx, { id, outcome: "approved" });
    expect(await evaluated()).toEqual([mentor.userId]);
    expect(await told("pause_answered")).toEqual([
      {
        user_id: mentor.userId,
        values: { outcome: "approved", fromDay: "2026-06-10", toDay: "2026-07-10" },
      },
    ]);
    expect(await codeOf(decidePause(per.ctx, { id, outcome: "declined" }))).toBe("conflict");
  });

  test("a no evaluates nobody", async () => {
    const { id } = await askForPause(mentor.ctx, days());
    await decidePause(kari.ctx, { id, outcome: "declined" });
    expect(await evaluated()).toEqual([]);
    expect(await told("pause_answered")).toMatchObject([{ values: { outcome: "declined" } }]);
  });

  test("of two at once is the first's", async () => {
    const { id } = await askForPause(mentor.ctx, days());
    const codes = await Promise.all(
      [kari, per].map(({ ctx }) => codeOf(decidePause(ctx, { id, outcome: "approved" }))),
    );
    expect(codes.sort()).toEqual(["accepted", "conflict"]);
  });

  test("is left to another where it is one's own", async () => {
    const { id } = await askForPause(kari.ctx, days());
    expect(await codeOf(decidePause(kari.ctx, { id, outcome: "approved" }))).toBe("forbidden");
    expect(await codeOf(recordPause(kari.ctx, { userId: kari.userId, ...days() }))).toBe("forbidden");
    expect((await listPauses(kari.ctx)).waiting).toMatchObject([{ id, isOwn: true }]);
    await decidePause(per.ctx, { id, outcome: "approved" });
    expect(await codeOf(endPause(kari.ctx, { id }))).toBe("forbidden");
  });

  test("is not for peer mentors, and not for other organisations", async () => {
    const { id } = await askForPause(mentor.ctx, days());
    const yes = { id, outcome: "approved" as const };
    expect(await codeOf(decidePause(mentor.ctx, yes))).toBe("forbidden");
    expect(await codeOf(listPauses(mentor.ctx))).toBe("forbidden");
    expect(await codeOf(decidePause(foreign.ctx, yes))).toBe("not_found");
    expect(await codeOf(endPause(foreign.ctx, { id }))).toBe("not_found");
  });
});

describe("approved pauses of one person lie apart", () => {
  test("also when two that overlap are approved at once", async () => {
    const first = await askForPause(mentor.ctx, days("2026-06-01", "2026-06-30"));
    const second = await askForPause(mentor.ctx, days("2026-06-30", "2026-07-30"));
    const codes = await Promise.all([
      codeOf(decidePause(kari.ctx, { id: first.id, outcome: "approved" })),
      codeOf(decidePause(per.ctx, { id: second.id, outcome: "approved" })),
    ]);
    expect(codes.sort()).toEqual(["accepted", "conflict"]);
  });

  test("by the database alone", async () => {
    const insert = () =>
      database.everything.query(
        `INSERT INTO streak_pauses (organization_id, user_id, starts_on, ends_on, status, decided_at, idempotency_key)
         VALUES ($1, $2, '2026-06-30', '2026-07-01', 'approved', now(), gen_random_uuid())`,
        [organization.organization.id, mentor.userId],
      );
    await recordPause(kari.ctx, { userId: mentor.userId, ...days("2026-06-01", "2026-06-30") });
    await expect(insert()).rejects.toMatchObject({ constraint: "streak_pauses_apart" });
  });

  test("and asking for taken days says so", async () => {
    await recordPause(kari.ctx, { userId: mentor.userId, ...days() });
    expect(await codeOf(askForPause(mentor.ctx, days("2026-07-10", "2026-07-20")))).toBe("conflict");
    expect(await codeOf(recordPause(per.ctx, { userId: mentor.userId, ...days() }))).toBe("conflict");
    expect(await codeOf(askForPause(mentor.ctx, days("2026-07-11", "2026-07-20")))).toBe("accepted");
  });
});

describe("recording one for somebody", () => {
  test("counts at once, once for a key", async () => {
    const input = { userId: mentor.userId, ...days() };
    const sent = await Promise.all([1, 2].map(() => recordPause(kari.ctx, input)));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(await evaluated()).toEqual([mentor.userId]);
    expect((await listPauses(per.ctx)).current).toMatchObject([{ person: mentor.name, status: "approved" }]);
  });

  test("is for people who belong here", async () => {
    expect(await codeOf(recordPause(kari.ctx, { userId: foreign.userId, ...days() }))).toBe("invalid");
    expect(await codeOf(recordPause(kari.ctx, { userId: randomUUID(), ...days() }))).toBe("invalid");
    expect(pauseRecord.safeParse({ userId: "kari", ...days() }).success).toBe(false);
  });

  test("can be taken back, and the person is looked at again, also for what they may lose", async () => {
    const { id } = await recordPause(kari.ctx, { userId: mentor.userId, ...days() });
    await evaluated();
    await endPause(per.ctx, { id });
    expect(await evaluated()).toEqual([mentor.userId]);
    expect((await listPauses(per.ctx)).current).toEqual([]);
    expect(await codeOf(endPause(per.ctx, { id }))).toBe("conflict");
  });
});

test("an erased person's pauses are gone", async () => {
  await recordPause(kari.ctx, { userId: mentor.userId, ...days() });
  await database.everything.query("UPDATE users SET erased_at = now() WHERE id = $1", [mentor.userId]);
  expect(await listOwnPauses(mentor.ctx)).toEqual([]);
});
