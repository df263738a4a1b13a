import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { listDeliveries, listWebhooks } from "@/lib/webhooks/queries";
import { newWebhook } from "@/lib/webhooks/schema";
import {
  createWebhook,
  pauseWebhook,
  removeWebhook,
  resumeWebhook,
  sendAgain,
  testWebhook,
} from "@/lib/webhooks/service";

let database: TestDatabase;
let organization: Ctx;
let admin: Ctx;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  organization = await createTestOrganization(database);
  admin = (await createTestMember(database, organization, { role: "org_admin", name: "Åse" })).ctx;
});

const input = (changes: object = {}) =>
  newWebhook.parse({
    url: "https://app.example.org:8443/hook",
    events: ["certification.revoked"],
    ...changes,
  });
const stored = async (id: string) =>
  (await database.everything.query("SELECT * FROM webhooks WHERE id = $1", [id])).rows[0];
const actions = async (id: string) =>
  (
    await database.everything.query("SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY seq", [id])
  ).rows.map(({ action }) => action);

describe("a new webhook", () => {
  test("answers its secret once, and keeps it only encrypted; neither list nor log knows it", async () => {
    const { id, secret } = await createWebhook(admin, input({ description: "Appen" }));
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const row = await stored(id);
    expect(row.secret.includes(Buffer.from(secret.slice(6), "base64"))).toBe(false);
    expect(row.secret.includes(secret)).toBe(false);
    const [listed] = await listWebhooks(admin);
    expect(listed).toMatchObject({
      id,
      url: "https://app.example.org:8443/hook",
      description: "Appen",
      events: ["certification.revoked"],
      standing: "active",
      createdBy: "Åse",
      waiting: 0,
    });
    const { rows } = await database.everything.query(
      "SELECT after::text FROM audit_log WHERE subject_id = $1",
      [id],
    );
    expect(JSON.stringify([listed, rows])).not.toContain(secret.slice(6));
  });

  test.each([
    ["http://app.example.org/", "webhooks.httpsOnly"],
    ["https://localhost/", "webhooks.publicOnly"],
    ["https://127.0.0.1/", "webhooks.publicOnly"],
    ["https://[::ffff:10.0.0.1]/", "webhooks.publicOnly"],
    ["https://192.168.1.20:8080/", "webhooks.publicOnly"],
  ])("is not made for %s", async (url, key) => {
    await expect(createWebhook(admin, input({ url }))).rejects.toMatchObject({
      code: "invalid",
      fields: { url: { key } },
    });
  });

  test.each([
    ["ftp://app.example.org/"],
    ["javascript:alert(1)"],
    ["https://"],
    ["https://user:secret@app.example.org/"],
    [`https://app.example.org/${"x".repeat(2_000)}`],
    [""],
  ])("its form does not take %s", (url) => {
    expect(newWebhook.safeParse({ url, events: ["certification.revoked"] }).success).toBe(false);
  });

  test("its form takes no unknown events, and not none", () => {
    expect(() => input({ events: ["person.born"] })).toThrow();
    expect(() => input({ events: [] })).toThrow("webhooks.noEvent");
    expect(() => input({ events: ["webhook.test"] })).toThrow();
  });

  test("is for administrators, as is everything about webhooks", async () => {
    const { id } = await createWebhook(admin, input());
    for (const role of ["coordinator", "peer_mentor"] as const) {
      const { ctx } = await createTestMember(database, organization, { role });
      const attempts = [
        createWebhook(ctx, input()),
        pauseWebhook(ctx, { id }),
        resumeWebhook(ctx, { id }),
        removeWebhook(ctx, { id }),
        testWebhook(ctx, { id }),
        sendAgain(ctx, { id }),
        listWebhooks(ctx),
        listDeliveries(ctx),
      ];
      for (const outcome of await Promise.allSettled(attempts))
        expect(outcome).toMatchObject({ status: "rejected", reason: { code: "forbidden" } });
    }
  });

  test("of another organisation is not there", async () => {
    const { id } = await createWebhook(admin, input());
    const other = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    for (const change of [pauseWebhook, resumeWebhook, removeWebhook, testWebhook]) {
      await expect(change(other.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
      await expect(change(other.ctx, { id: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await listWebhooks(other.ctx)).toEqual([]);
    expect(await stored(id)).toMatchObject({ is_active: true, removed_at: null });
  });
});

test("pausing and resuming twice is once in the log", async () => {
  const { id } = await createWebhook(admin, input());
  for (const change of [pauseWebhook, pauseWebhook, resumeWebhook, resumeWebhook])
    await change(admin, { id });
  expect(await actions(id)).toEqual(["webhook.created", "webhook.paused", "webhook.resumed"]);
});

test("a test is a delivery of its own, and not possible while paused", async () => {
  const { id } = await createWebhook(admin, input());
  await testWebhook(admin, { id });
  expect(await listDeliveries(admin)).toMatchObject([
    { event: "webhook.test", state: "pending", attempts: 0 },
  ]);
  await pauseWebhook(admin, { id });
  await expect(testWebhook(admin, { id })).rejects.toMatchObject({ code: "conflict" });
});

test("removing forgets the secret and what waits, for good", async () => {
  const { id } = await createWebhook(admin, input());
  await testWebhook(admin, { id });
  await removeWebhook(admin, { id });
  expect(await stored(id)).toMatchObject({ secret: null, is_active: false, disabled_reason: "removed" });
  expect(await listWebhooks(admin)).toEqual([]);
  expect(await listDeliveries(admin)).toEqual([]);
  await expect(resumeWebhook(admin, { id })).rejects.toMatchObject({ code: "not_found" });
  expect(await actions(id)).toEqual(["webhook.created", "webhook.removed"]);
});
