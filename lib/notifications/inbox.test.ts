import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { resolveRequest } from "@/lib/auth/resolved-request";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { countUnread, listInbox, MANY_UNREAD } from "@/lib/notifications/inbox-queries";
import { markAllRead, markRead, markUnread } from "@/lib/notifications/inbox-service";
import { notify } from "@/lib/notifications/notify-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let mentor: Awaited<ReturnType<typeof createTestMember>>;
let other: Awaited<ReturnType<typeof createTestMember>>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  mentor = await createTestMember(database, ctx);
  other = await createTestMember(database, ctx, { role: "org_admin" });
});

/** So many notifications of one person, each a minute later than the one before. */
async function tell(userId: string, count: number): Promise<void> {
  const notices = Array.from({ length: count }, (_, number) => ({
    userId,
    kind: "certificate_issued" as const,
    key: `issued:${number}`,
    subject: { type: "certification", id: randomUUID() },
    values: { number: `NHF-2026-${number}`, type: "Likeperson", ends: "never" },
  }));
  await inTenant(ctx, (tx) => notify(tx, ctx, notices));
  await database.everything.query(
    `UPDATE notifications SET created_at = '2026-01-01'::timestamptz + substr(idempotency_key, 8)::integer * interval '1 minute' WHERE user_id = $1`,
    [userId],
  );
}
const numbers = ({ rows }: Awaited<ReturnType<typeof listInbox>>) =>
  rows.map(({ values }) => Number(String(values.number).slice(9)));
const from = (length: number, first: number) => Array.from({ length }, (_, step) => first - step);

test("an inbox has one's own notifications, newest first, page by page and back", async () => {
  await tell(mentor.userId, 70);
  await tell(other.userId, 2);
  const first = await listInbox(mentor.ctx, {});
  expect(numbers(first)).toEqual(from(30, 69));
  expect(first).toMatchObject({ unread: 70, previous: null });
  const second = await listInbox(mentor.ctx, { after: first.next ?? "" });
  expect(numbers(second)).toEqual(from(30, 39));
  const third = await listInbox(mentor.ctx, { after: second.next ?? "" });
  expect(numbers(third)).toEqual(from(10, 9));
  expect(third.next).toBeNull();
  const back = await listInbox(mentor.ctx, { before: third.previous ?? "" });
  expect(numbers(back)).toEqual(from(30, 39));
  const start = await listInbox(mentor.ctx, { before: back.previous ?? "" });
  expect(numbers(start)).toEqual(from(30, 69));
  expect(start.previous).toBeNull();
});

test("what is read counts no more, one by one and all at once", async () => {
  await tell(mentor.userId, 3);
  const [newest] = (await listInbox(mentor.ctx, {})).rows;
  await markRead(mentor.ctx, { id: newest?.id ?? "" });
  await markRead(mentor.ctx, { id: newest?.id ?? "" });
  expect(await countUnread(mentor.ctx)).toBe(2);
  expect(await unreadInFrame()).toBe(2);
  expect((await resolveRequest(other.userId, ctx.organization.slug))?.unread).toBe(0);
  expect((await resolveRequest(mentor.userId, "elsewhere"))?.unread).toBe(0);
  expect((await listInbox(mentor.ctx, {})).rows.map(({ isRead }) => isRead)).toEqual([true, false, false]);
  await markUnread(mentor.ctx, { id: newest?.id ?? "" });
  expect(await countUnread(mentor.ctx)).toBe(3);
  await markRead(mentor.ctx, { id: newest?.id ?? "" });
  expect(await markAllRead(mentor.ctx)).toBe(2);
  expect(await markAllRead(mentor.ctx)).toBe(0);
  expect(await countUnread(mentor.ctx)).toBe(0);
});

/** What the frame of every page is told of. */
const unreadInFrame = async () => (await resolveRequest(mentor.userId, ctx.organization.slug))?.unread;

test("ten thousand that are unread are counted as many, read page by page along the index, and marked at once", async () => {
  await database.everything.query(
    `INSERT INTO notifications (organization_id, user_id, kind, subject_type, subject_id, idempotency_key, created_at)
     SELECT $1, $2, 'certificate_issued', 'certification', gen_random_uuid(), 'many:' || n, now() - n * interval '1 minute'
     FROM generate_series(1, 10000) n`,
    [ctx.organization.id, mentor.userId],
  );
  await database.everything.query("ANALYZE notifications");
  expect(await countUnread(mentor.ctx)).toBe(MANY_UNREAD);
  expect(await unreadInFrame()).toBe(MANY_UNREAD);
  const first = await listInbox(mentor.ctx, {});
  expect(first.rows).toHaveLength(30);
  expect((await listInbox(mentor.ctx, { after: first.next ?? "" })).rows).toHaveLength(30);
  const { rows: plan } = await database.everything.query(
    `EXPLAIN SELECT id FROM notifications WHERE organization_id = $1 AND user_id = $2 ORDER BY created_at DESC, id LIMIT 31`,
    [ctx.organization.id, mentor.userId],
  );
  expect(JSON.stringify(plan)).toContain("idx_notifications_inbox");
  expect(JSON.stringify(plan)).not.toContain("Sort");
  expect(await markAllRead(mentor.ctx)).toBe(10_000);
});

test("nobody reads or marks anybody else's, not as an administrator and not from another organisation", async () => {
  await tell(mentor.userId, 1);
  const id = (await listInbox(mentor.ctx, {})).rows[0]?.id ?? "";
  const stranger = await createTestMember(database, await createTestOrganization(database));
  for (const who of [other.ctx, stranger.ctx]) {
    expect(await listInbox(who, {})).toMatchObject({ rows: [], unread: 0 });
    expect(await listInbox(who, { before: id })).toMatchObject({ rows: [], unread: 0 });
    await expect(markRead(who, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(markUnread(who, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(await markAllRead(who)).toBe(0);
  }
  expect(await countUnread(mentor.ctx)).toBe(1);
});
