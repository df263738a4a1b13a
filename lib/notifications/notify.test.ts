import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { type Notice, notify } from "@/lib/notifications/notify-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let mentor: Awaited<ReturnType<typeof createTestMember>>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  mentor = await createTestMember(database, ctx, { email: `${randomUUID()}@example.org` });
});

const notice = (changes: Partial<Notice> = {}): Notice => ({
  userId: mentor.userId,
  kind: "certificate_issued",
  key: "issued:1",
  subject: { type: "certification", id: randomUUID() },
  values: { number: "NHF-2026-00001", type: "Likeperson" },
  ...changes,
});
const tell = (notices: readonly Notice[], who = ctx) => inTenant(who, (tx) => notify(tx, who, notices));
const written = async ({ organization } = ctx) =>
  (
    await database.everything.query(
      'SELECT user_id, kind, subject_type, "values", mail_state, push_state, read_at FROM notifications WHERE organization_id = $1 ORDER BY created_at, kind',
      [organization.id],
    )
  ).rows;
const jobs = async ({ organization } = ctx) =>
  (
    await database.everything.query(
      "SELECT FROM pgboss.job WHERE name = 'notifications.deliver' AND data ->> 'organizationId' = $1",
      [organization.id],
    )
  ).rows.length;

test("what people are told is in their inbox, with one job for the other channels", async () => {
  const other = await createTestMember(database, ctx);
  expect(await tell([notice(), notice({ userId: other.userId })])).toBe(2);
  const common = {
    kind: "certificate_issued",
    subject_type: "certification",
    push_state: "none",
    read_at: null,
  };
  const values = { number: "NHF-2026-00001", type: "Likeperson" };
  expect(await written()).toEqual(
    expect.arrayContaining([
      { ...common, user_id: mentor.userId, values, mail_state: "pending" },
      { ...common, user_id: other.userId, values, mail_state: "none" },
    ]),
  );
  expect(await jobs()).toBe(1);
});

test("the same key twice is one notification, in one call and in two", async () => {
  expect(await tell([notice(), notice({ kind: "certificate_revoked" })])).toBe(1);
  expect(await tell([notice()])).toBe(0);
  expect(await written()).toHaveLength(1);
  expect(await jobs()).toBe(1);
});

test("the same key at the same moment is one notification", async () => {
  const counts = await Promise.all(Array.from({ length: 8 }, () => tell([notice()])));
  expect(counts.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
});

test("the same key of another organisation is another notification", async () => {
  const other = await createTestOrganization(database);
  const stranger = await createTestMember(database, other);
  expect(await tell([notice()])).toBe(1);
  expect(await tell([notice({ userId: stranger.userId })], other)).toBe(1);
});

test("nothing is left of what is rolled back", async () => {
  const failing = inTenant(ctx, async (tx) => {
    await notify(tx, ctx, [notice()]);
    throw new Error("the change failed");
  });
  await expect(failing).rejects.toThrow("the change failed");
  expect(await written()).toEqual([]);
  expect(await jobs()).toBe(0);
});

test("people of other organisations are told nothing", async () => {
  const stranger = await createTestMember(database, await createTestOrganization(database));
  await expect(tell([notice({ userId: stranger.userId })])).rejects.toThrow("notifications_reader");
  expect(await written()).toEqual([]);
});

test("no mail and no push to who has left, and push where a webhook asks for it", async () => {
  await database.everything.query(
    `INSERT INTO webhooks (organization_id, url, events, secret) VALUES ($1, 'https://app.example.org', '{notification.created}', 'x')`,
    [ctx.organization.id],
  );
  const left = await createTestMember(database, ctx, { email: `${randomUUID()}@example.org` });
  await database.everything.query(
    "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE id = $1",
    [left.membershipId],
  );
  await tell([notice(), notice({ userId: left.userId })]);
  const states = (await written()).map(({ user_id, mail_state, push_state }) => [
    user_id,
    mail_state,
    push_state,
  ]);
  expect(states).toEqual(
    expect.arrayContaining([
      [mentor.userId, "pending", "pending"],
      [left.userId, "none", "none"],
    ]),
  );
});

test("what was said is not changed afterwards, not even by the application", async () => {
  await tell([notice()]);
  const change = inTenant(ctx, (tx) =>
    tx.notification.updateMany({ where: {}, data: { values: { number: "other" } } }),
  );
  await expect(change).rejects.toThrow(/permission denied/);
});
