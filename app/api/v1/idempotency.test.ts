import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Client, clientOf } from "@/app/api/v1/api.test-support";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let client: Client;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  client = await clientOf(ctx);
  await createTestMember(database, ctx, { externalRef: "m-1" });
});

const count = async (table = "activities") => {
  const sql = `SELECT count(*)::integer AS count FROM ${table} WHERE organization_id = $1`;
  return (await database.everything.query(sql, [ctx.organization.id])).rows[0].count;
};
const visit = { person: "m-1", kind: "visit", occurred_at: "2026-03-01T10:00:00Z" };
const key = (name: string) => ({ "idempotency-key": name });

test("the same key with the same content is answered as the first time, and does nothing more", async () => {
  const first = await client.post("activities", visit, key("a"));
  const second = await client.post("activities", visit, key("a"));
  expect(first.status).toBe(201);
  expect([second.status, second.body]).toEqual([201, first.body]);
  expect([first, second].map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, "true"]);
  expect(await count()).toBe(1);
  const items = [visit, { ...visit, person: "nobody" }];
  const batch = await client.post("activities", { items }, key("b"));
  expect((await client.post("activities", { items }, key("b"))).body).toEqual(batch.body);
  expect(await count()).toBe(2);
});

test("the same key with other content, or at another address, is refused", async () => {
  await client.post("activities", visit, key("a"));
  const other = await client.post("activities", { ...visit, minutes: 1 }, key("a"));
  expect([other.status, other.body.code]).toEqual([422, "idempotency_key_reused"]);
  const { kind: _, ...referral } = visit;
  expect((await client.post("referrals", referral, key("a"))).body.code).toBe("idempotency_key_reused");
  expect([await count(), await count("referrals")]).toEqual([1, 0]);
});

test("keys of two systems are two keys", async () => {
  const other = await clientOf(ctx);
  await client.post("activities", visit, key("a"));
  expect((await other.post("activities", { ...visit, minutes: 1 }, key("a"))).status).toBe(201);
});

test("many at the same time are one", async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => client.post("activities", visit, key("a"))),
  );
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
  expect(await count()).toBe(1);
});

test("a request that was refused does not use its key up", async () => {
  expect((await client.post("activities", { ...visit, person: "m-2" }, key("a"))).status).toBe(422);
  await createTestMember(database, ctx, { externalRef: "m-2" });
  expect((await client.post("activities", { ...visit, person: "m-2" }, key("a"))).status).toBe(201);
});

test("one that broke half way leaves neither facts nor a key", async () => {
  await database.everything.query(
    `CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$;
     CREATE TRIGGER break_it BEFORE UPDATE ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION break_it()`,
  );
  const broken = await client.post("activities", visit, key("a"));
  expect([broken.status, broken.body.code]).toEqual([500, "unexpected"]);
  expect([await count(), await count("idempotency_keys"), await count("evaluation_requests")]).toEqual([
    0, 0, 0,
  ]);
  await database.everything.query("DROP TRIGGER break_it ON idempotency_keys");
  expect((await client.post("activities", visit, key("a"))).status).toBe(201);
  expect(await count()).toBe(1);
});

test("keys are kept for more than a day, and cleared away in time", async () => {
  const age = (hours: number) =>
    database.everything.query(
      "UPDATE idempotency_keys SET created_at = now() - $1 * interval '1 hour' WHERE key = 'a'",
      [hours],
    );
  await client.post("activities", visit, key("a"));
  await age(30);
  await client.post("activities", visit, key("a"));
  expect(await count()).toBe(1);
  await age(49);
  await client.post("activities", visit, key("b"));
  expect(await count("idempotency_keys")).toBe(1);
  expect(await count()).toBe(2);
});

test("a key that nobody can read in a log is refused", async () => {
  for (const bad of ["", "x".repeat(256), "a b", "kj\u00f8kken"]) {
    expect((await client.post("activities", visit, key(bad))).status).toBe(400);
  }
  expect(await count()).toBe(0);
});
