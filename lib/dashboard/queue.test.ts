import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveBadge } from "@/lib/badges/approval-service";
import type { Ctx, Module } from "@/lib/context";
import { countsOf, everythingSevenTimes, readQueue } from "@/lib/dashboard/queue.test-support";
import { readQueueOf } from "@/lib/dashboard/queue-queries";
import { queueFilter } from "@/lib/dashboard/queue-schema";
import { retryMail, retryPush } from "@/lib/dashboard/retry-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { idOf, plantEverything } from "@/lib/testing/one-of-everything";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const query = (text: string, values: unknown[] = []) => database.everything.query(text, values);
const keyOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: { code?: string }) => error.code ?? "bug",
  );

describe("the queue", () => {
  test("counts all that waits of each kind, and names the first five", async () => {
    const { coordinator } = await everythingSevenTimes(database);
    expect(await countsOf(coordinator)).toEqual({
      approvals: [7, 5],
      flagged: [7, 5],
      nearly: [7, 5],
      // Those of ten, twenty and thirty days.
      expiring: [3, 3],
      jobs: [7, 5],
      mails: [7, 5],
    });
    const [approvals] = await readQueue(coordinator);
    expect(approvals?.rows.map(({ person }) => person?.slice(0, 6))).toEqual(Array(5).fill("Person"));
    expect((await readQueueOf(coordinator, { kind: "nearly" })).section.rows).toHaveLength(7);
  });

  test("is listed page by page, there and back, and has as many rows as are counted", async () => {
    const { ctx, people, coordinator } = await everythingSevenTimes(database);
    await query(
      `INSERT INTO notifications (organization_id, user_id, kind, subject_type, subject_id, idempotency_key, mail_state, mail_error)
       SELECT $1, $2, 'badge_awarded', 'badge', gen_random_uuid(), n::text, 'failed', 'refused' FROM generate_series(1, 121) n`,
      [ctx.organization.id, people[0]],
    );
    await query(
      `INSERT INTO nearly_earned (organization_id, achievement_id, user_id)
       SELECT $1, a.id, u FROM achievements a CROSS JOIN unnest($2::uuid[]) u WHERE a.organization_id = $1 ON CONFLICT DO NOTHING`,
      [ctx.organization.id, people],
    );
    await query("UPDATE nearly_looks SET people = 21 WHERE organization_id = $1", [ctx.organization.id]);
    const sections = await readQueue(coordinator);
    expect(sections.find(({ kind }) => kind === "mails")?.count).toBe(128);
    for (const { kind, count, rows } of sections) {
      const pages = [await readQueueOf(coordinator, { kind })];
      const idsOf = (page: (typeof pages)[number] | undefined) =>
        page?.section.rows.map(({ id }) => id) ?? [];
      expect(idsOf(pages[0]).slice(0, rows.length), kind).toEqual(rows.map(({ id }) => id));
      for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
        pages.push(await readQueueOf(coordinator, { kind, after: next }));
      expect(new Set(pages.flatMap(idsOf)).size, kind).toBe(count);
      expect(pages.flatMap(idsOf), kind).toHaveLength(count);
      expect(new Set(pages.map(({ section }) => section.count)), kind).toEqual(new Set([count]));
      expect(pages[0]?.previous, kind).toBeNull();
      for (let at = pages.length - 1; at > 0; at -= 1) {
        const before = await readQueueOf(coordinator, { kind, before: pages[at]?.previous ?? "" });
        expect(idsOf(before), kind).toEqual(idsOf(pages[at - 1]));
      }
    }
  });

  test.each(["", "x", "W10", Buffer.from('["2026-13-01T00:00:00.000000Z","a"]').toString("base64url")])(
    "begins at the first page for the cursor %j, which nobody gave out",
    async (after) => {
      const { coordinator } = await everythingSevenTimes(database);
      const page = await readQueueOf(coordinator, { kind: "nearly", after });
      expect([page.section.rows.length, page.previous]).toEqual([7, null]);
    },
  );

  test("names what people have reported and asked for, in their words", async () => {
    await plantEverything(database.everything, "asking", "ASKING");
    const ctx = await createTestOrganization(database);
    const id = idOf("organizations", "asking");
    await query(
      "UPDATE streak_pauses SET status = 'waiting', decided_at = NULL, decided_by_user_id = NULL WHERE organization_id = $1",
      [id],
    );
    const asking: Ctx = { ...ctx, organization: { ...ctx.organization, id } };
    const counts = await countsOf(asking);
    expect([counts.mistakes, counts.pauses]).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const rows = (await readQueue(asking)).flatMap((section) =>
      section.kind === "pauses" ? section.rows : [],
    );
    expect(rows[0]?.subject).toMatch(/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/);
  });

  test("has nothing of a module that is off", async () => {
    const { coordinator } = await everythingSevenTimes(database);
    const bare = { ...coordinator, modules: new Set<Module>() };
    expect(Object.keys(await countsOf(bare))).toEqual(["jobs", "mails"]);
    expect(await keyOf(readQueueOf(bare, { kind: "nearly" }))).toBe("not_found");
  });

  test("leaves to others what is the asker's own, and loses what has been dealt with", async () => {
    const { ctx, people, coordinator } = await everythingSevenTimes(database);
    const first = (await readQueue(coordinator))[0]?.rows[0];
    await approveBadge(coordinator, { id: first?.id ?? "" });
    expect((await countsOf(coordinator)).approvals).toEqual([6, 5]);
    const own: Ctx = {
      ...ctx,
      actor: { kind: "user", userId: people[6] ?? "", role: "coordinator", name: "x" },
    };
    const rows = (await readQueue(own)).find(({ kind }) => kind === "approvals")?.rows ?? [];
    expect(rows.filter(({ isForOthers }) => isForOthers).map(({ userId }) => userId)).toEqual(
      rows.filter(({ userId }) => userId === people[6]).map(({ userId }) => userId),
    );
  });

  test("is for those who look after others, each of their own organisation", async () => {
    const { ctx } = await everythingSevenTimes(database);
    const mentor = await createTestMember(database, ctx);
    expect(await keyOf(readQueue(mentor.ctx))).toBe("forbidden");
    expect(await keyOf(readQueueOf(mentor.ctx, { kind: "mails" }))).toBe("forbidden");
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    expect(await readQueue(stranger.ctx)).toEqual([]);
  });

  test("lists by itself what no other list shows alone", () => {
    for (const kind of ["nearly", "jobs", "backpacks", "webhooks", "mails"])
      expect(queueFilter.parse({ kind, after: ["x"] })).toEqual({ kind });
  });

  test.each([{}, { kind: "approvals" }, { kind: ["mails", "mails"] }, { kind: "'; DROP" }])(
    "lists who is nearly there for an address that says %j",
    (address) => {
      expect(queueFilter.parse(address)).toEqual({ kind: "nearly" });
    },
  );
});

describe("trying again", () => {
  test("sends what has failed, once, and nothing of others", async () => {
    await plantEverything(database.everything, "mine", "MINE");
    await plantEverything(database.everything, "other", "OTHER");
    const { ctx, admin, coordinator } = await everythingSevenTimes(database);
    const [mail] = (await readQueueOf(coordinator, { kind: "mails" })).section.rows;
    const id = mail?.id ?? "";
    const outcomes = await Promise.all([
      keyOf(retryMail(coordinator, { id })),
      keyOf(retryMail(admin, { id })),
    ]);
    expect(outcomes.sort()).toEqual(["conflict", "done"]);
    const { rows } = await query("SELECT mail_state, mail_attempts FROM notifications WHERE id = $1", [id]);
    expect(rows).toEqual([{ mail_state: "pending", mail_attempts: 0 }]);
    expect((await countsOf(coordinator)).mails).toEqual([6, 5]);
    expect(await keyOf(retryMail(coordinator, { id: idOf("notifications", "other") }))).toBe("not_found");
    expect(await keyOf(retryPush(coordinator, { id: idOf("external_identifiers", "other") }))).toBe(
      "not_found",
    );
    const mentor = await createTestMember(database, ctx);
    expect(await keyOf(retryMail(mentor.ctx, { id }))).toBe("forbidden");
    const mine: Ctx = { ...ctx, organization: { ...ctx.organization, id: idOf("organizations", "mine") } };
    const pushed = idOf("external_identifiers", "mine");
    expect(await keyOf(retryPush(mine, { id: pushed }))).toBe("conflict");
    await query(
      "UPDATE external_identifiers SET state = 'failed', next_attempt_at = NULL, pushed_at = NULL WHERE id = $1",
      [pushed],
    );
    expect((await countsOf(mine)).backpacks).toEqual([1, 1]);
    expect(await keyOf(retryPush(mine, { id: pushed }))).toBe("done");
    expect((await countsOf(mine)).backpacks).toBeUndefined();
  });
});
