import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveBadge } from "@/lib/badges/approval-service";
import { listWaiting } from "@/lib/badges/approval-queries";
import { countFlagged } from "@/lib/badges/flag-queries";
import { keepBadge } from "@/lib/badges/flag-service";
import { certificationFilters } from "@/lib/certifications/list-schema";
import { listCertifications } from "@/lib/certifications/list-queries";
import type { Ctx, Module } from "@/lib/context";
import { readQueueAndFigures } from "@/lib/dashboard/dashboard-queries";
import { readQueueOf } from "@/lib/dashboard/queue-queries";
import { queueFilter } from "@/lib/dashboard/queue-schema";
import { refreshDashboard } from "@/lib/dashboard/refresh-service";
import { retryMail, retryPush } from "@/lib/dashboard/retry-service";
import { listPauses } from "@/lib/pauses/queries";
import { deactivatePerson } from "@/lib/people/service";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { addActivities } from "@/lib/testing/activities";
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

const readQueue = async (ctx: Ctx) => (await readQueueAndFigures(ctx, "this-year")).queue;
const countsOf = async (ctx: Ctx) =>
  Object.fromEntries((await readQueue(ctx)).map(({ kind, count, rows }) => [kind, [count, rows.length]]));

/** An organisation in which seven of everything wait, with those who look after it. */
async function everythingSevenTimes() {
  const ctx = await createTestOrganization(database);
  const id = ctx.organization.id;
  const byHand = await manualAchievement(ctx);
  await activeAchievement(ctx);
  const people: string[] = [];
  for (let n = 0; n < 7; n += 1) {
    const { userId } = await createTestMember(database, ctx, { name: `Person ${n}` });
    await addActivities(database, ctx, userId, { count: 9, from: "2026-01-01T12:00:00Z" });
    people.push(userId);
  }
  const badge = (status: string, flagged: boolean, occurrence = "once") =>
    query(
      `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, status, flagged_at, flag_reason)
       SELECT $1, $2, v.id, u, $4, 'automatic', $5::earned_badge_status, CASE WHEN $6 THEN now() END, CASE WHEN $6 THEN 'x' END
       FROM unnest($3::uuid[]) u CROSS JOIN (SELECT id FROM achievement_versions WHERE achievement_id = $2 ORDER BY number DESC LIMIT 1) v`,
      [id, byHand, people, occurrence, status, flagged],
    );
  await badge("pending_approval", false);
  const other = await manualAchievement(ctx);
  await query(
    `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, flagged_at, flag_reason)
     SELECT $1, $2, v.id, u, 'once', 'automatic', now(), 'x' FROM unnest($3::uuid[]) u
     CROSS JOIN (SELECT id FROM achievement_versions WHERE achievement_id = $2 ORDER BY number DESC LIMIT 1) v`,
    [id, other, people],
  );
  await query("INSERT INTO certification_types (organization_id, code, name) VALUES ($1, 'x', 'Kurs')", [id]);
  await query(
    `INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, issued_at, expires_at, source)
     SELECT $1, u, t.id, $3 || '-' || extract(year FROM now())::int || '-' || lpad(n::text, 5, '0'), now() - interval '1 hour',
       now() + n * interval '10 days', 'import'
     FROM unnest($2::uuid[]) WITH ORDINALITY AS p (u, n) CROSS JOIN certification_types t WHERE t.organization_id = $1`,
    [id, people, ctx.organization.certificatePrefix],
  );
  await query(
    "INSERT INTO job_runs (organization_id, kind, exclusive_key) SELECT $1, 'import', n::text FROM generate_series(1, 7) n",
    [id],
  );
  for (const change of [
    "status = 'running', started_at = now(), heartbeat_at = now()",
    `status = 'failed', finished_at = now(), error = '{"key": "x"}'`,
  ]) {
    await query(`UPDATE job_runs SET ${change} WHERE organization_id = $1`, [id]);
  }
  await query(
    `INSERT INTO notifications (organization_id, user_id, kind, subject_type, subject_id, idempotency_key, mail_state, mail_error)
     SELECT $1, u, 'badge_awarded', 'badge', gen_random_uuid(), 'k', 'failed', 'refused' FROM unnest($2::uuid[]) u`,
    [id, people],
  );
  await refreshDashboard(ctx);
  const [coordinator, admin] = [
    await createTestMember(database, ctx, { role: "coordinator" }),
    await createTestMember(database, ctx, { role: "org_admin" }),
  ];
  return { ctx, people, coordinator: coordinator.ctx, admin: admin.ctx };
}

describe("the queue", () => {
  test("counts all that waits of each kind, and names the first five", async () => {
    const { coordinator } = await everythingSevenTimes();
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

  test("has no certificates and pauses of who has left, and what can still be decided about them", async () => {
    const { ctx, people, coordinator, admin } = await everythingSevenTimes();
    const [leaver = "", stayer] = people;
    await query(
      `INSERT INTO streak_pauses (organization_id, user_id, starts_on, ends_on, requested_by_user_id, idempotency_key)
       SELECT $1, u, current_date, current_date + 7, u, gen_random_uuid() FROM unnest($2::uuid[]) u`,
      [ctx.organization.id, [leaver, stayer]],
    );
    const listed = async () => ({
      expiring: (await listCertifications(coordinator, certificationFilters.parse({ within: "30" }))).rows
        .length,
      pauses: (await listPauses(coordinator)).waiting.length,
      allPauses: (await listPauses(coordinator)).total,
      approvals: (await listWaiting(coordinator)).total,
      flagged: await countFlagged(coordinator),
    });
    const before = { expiring: 3, pauses: 2, allPauses: 2, approvals: 7, flagged: 7 };
    expect(await listed()).toEqual(before);
    await deactivatePerson(admin, { userId: leaver });
    expect(await countsOf(coordinator)).toMatchObject({
      expiring: [2, 2],
      pauses: [1, 1],
      approvals: [7, 5],
      flagged: [7, 5],
    });
    for (const kind of ["expiring", "pauses"] as const) {
      const { section } = await readQueueOf(coordinator, { kind });
      expect([section.count, section.rows.some(({ userId }) => userId === leaver)]).toEqual([
        section.rows.length,
        false,
      ]);
    }
    expect(await listed()).toEqual({ ...before, expiring: 2, pauses: 1, allPauses: 1 });
    const theirs = async (kind: "approvals" | "flagged") =>
      (await readQueueOf(coordinator, { kind })).section.rows.find(({ userId }) => userId === leaver)?.id ??
      "";
    await approveBadge(coordinator, { id: await theirs("approvals") });
    await keepBadge(coordinator, { id: await theirs("flagged"), flagReason: "x", note: "Står" });
    expect(await countsOf(coordinator)).toMatchObject({ approvals: [6, 5], flagged: [6, 5] });
  });

  test("is listed page by page, there and back, and has as many rows as are counted", async () => {
    const { ctx, people, coordinator } = await everythingSevenTimes();
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
      const { coordinator } = await everythingSevenTimes();
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
    const { coordinator } = await everythingSevenTimes();
    const bare = { ...coordinator, modules: new Set<Module>() };
    expect(Object.keys(await countsOf(bare))).toEqual(["jobs", "mails"]);
    expect(await keyOf(readQueueOf(bare, { kind: "nearly" }))).toBe("not_found");
  });

  test("leaves to others what is the asker's own, and loses what has been dealt with", async () => {
    const { ctx, people, coordinator } = await everythingSevenTimes();
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
    const { ctx } = await everythingSevenTimes();
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
    const { ctx, admin, coordinator } = await everythingSevenTimes();
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
