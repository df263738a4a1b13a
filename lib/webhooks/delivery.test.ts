import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { env } from "@/lib/env";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { type Receiver, startReceiver } from "@/lib/testing/http-receiver";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { announce } from "@/lib/webhooks/announce-service";
import { deliverWebhooks } from "@/lib/webhooks/delivery-service";
import { createWebhook, resumeWebhook, sendAgain } from "@/lib/webhooks/service";

let database: TestDatabase;
let receiver: Receiver;
let ctx: Ctx;
let hook: { id: string; secret: string };
const signal = new AbortController().signal;

beforeAll(async () => {
  database = await testDatabase();
  env.HEDER_ALLOW_PRIVATE_WEBHOOKS = true;
});
afterAll(async () => {
  env.HEDER_ALLOW_PRIVATE_WEBHOOKS = false;
  await database.close();
});
beforeEach(async () => {
  receiver = await startReceiver();
  const organization = await createTestOrganization(database);
  ctx = (await createTestMember(database, organization, { role: "org_admin" })).ctx;
  hook = await createWebhook(ctx, { url: receiver.url, events: ["certification.revoked"] });
});
afterEach(() => receiver.close());

const tell = (...ids: string[]) =>
  inTenant(ctx, (tx) =>
    announce(
      tx,
      ctx,
      "certification.revoked",
      ids.map((id) => ({ id, data: { number: `NHF-2026-${id}` } })),
    ),
  );
const deliver = () => deliverWebhooks(ctx, signal);
const rows = async (sql: string) => (await database.everything.query(sql, [ctx.organization.id])).rows;
const deliveries = () =>
  rows(
    `SELECT id, event_id, state::text, attempts, last_status, last_error, extract(epoch FROM next_attempt_at - updated_at)::integer AS pause
     FROM webhook_deliveries WHERE organization_id = $1 ORDER BY event_id`,
  );
/** Puts everything that waits forward, as if the time had come. */
const timePasses = () =>
  rows(
    `WITH spared AS (UPDATE webhooks SET quiet_until = NULL WHERE organization_id = $1)
     UPDATE webhook_deliveries SET next_attempt_at = now() WHERE organization_id = $1 AND state = 'pending'`,
  );
const wakeUps = async () =>
  (
    await rows(
      `SELECT extract(epoch FROM start_after - created_on)::integer AS delay FROM pgboss.job
       WHERE name = 'webhooks.deliver' AND data ->> 'organizationId' = $1 AND start_after > created_on ORDER BY 1`,
    )
  ).map(({ delay }) => delay);

describe("a message", () => {
  test("arrives signed as Standard Webhooks says, and not for another secret", async () => {
    await tell("1");
    await deliver();
    const [one] = receiver.received;
    expect(one).toMatchObject({
      method: "POST",
      path: "/hook",
      headers: { "content-type": "application/json", "webhook-id": "1" },
    });
    const headers = one?.headers as Record<string, string>;
    expect(new Webhook(hook.secret).verify(one?.body ?? "", headers)).toEqual({
      type: "certification.revoked",
      timestamp: expect.any(String),
      organization: ctx.organization.slug,
      data: { number: "NHF-2026-1" },
    });
    const stranger = new Webhook(`whsec_${Buffer.from("x".repeat(32)).toString("base64")}`);
    expect(() => stranger.verify(one?.body ?? "", headers)).toThrow("No matching signature");
    expect(() => new Webhook(hook.secret).verify(`${one?.body} `, headers)).toThrow("No matching signature");
    expect(await deliveries()).toMatchObject([
      { state: "delivered", attempts: 1, last_status: 204, last_error: null },
    ]);
  });

  test("is sent once, however often that is tried", async () => {
    await tell("1", "2", "3");
    await deliver();
    await deliver();
    expect(receiver.received.map(({ headers }) => headers["webhook-id"]).sort()).toEqual(["1", "2", "3"]);
  });

  test("is delivered once by several deliverers at once", async () => {
    const ids = Array.from({ length: 60 }, (_, number) => `n${number}`);
    await tell(...ids);
    await Promise.all([deliver(), deliver(), deliver(), deliver()]);
    expect(receiver.received.map(({ headers }) => headers["webhook-id"]).sort()).toEqual(ids.toSorted());
    expect((await deliveries()).every(({ attempts }) => attempts === 1)).toBe(true);
  });
});

describe("an answer other than 2xx", () => {
  test("is tried again later with the same id and a new signature, until it arrives", async () => {
    receiver.answer(500);
    await tell("1");
    await deliver();
    expect(await deliveries()).toMatchObject([
      { state: "pending", attempts: 1, last_status: 500, last_error: "status", pause: 30 },
    ]);
    expect(await wakeUps()).toEqual([30]);
    await deliver();
    expect(receiver.received).toHaveLength(1);

    await timePasses();
    receiver.answer(200);
    await deliver();
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual(["1", "1"]);
    expect(await deliveries()).toMatchObject([{ state: "delivered", attempts: 2, last_status: 200 }]);
    const second = receiver.received[1];
    expect(() =>
      new Webhook(hook.secret).verify(second?.body ?? "", second?.headers as Record<string, string>),
    ).not.toThrow();
  });

  test("is given up on after two days, and can then be sent again from the beginning", async () => {
    receiver.answer(503);
    await tell("1");
    await deliver();
    await rows(
      "UPDATE webhook_deliveries SET give_up_at = now() + interval '1 minute' WHERE organization_id = $1",
    );
    await timePasses();
    await deliver();
    const [failed] = await deliveries();
    expect(failed).toMatchObject({ state: "failed", attempts: 2, last_status: 503, pause: null });

    receiver.answer(204);
    await sendAgain(ctx, { id: failed.id });
    await sendAgain(ctx, { id: failed.id });
    await deliver();
    expect(await deliveries()).toMatchObject([{ state: "delivered", attempts: 1 }]);
    expect(receiver.received).toHaveLength(3);
  });

  test("that leads elsewhere is a failure, and nobody goes there", async () => {
    const elsewhere = await startReceiver();
    receiver.answer((response) => response.writeHead(307, { location: elsewhere.url }).end());
    await tell("1");
    await deliver();
    expect(elsewhere.received).toEqual([]);
    expect(await deliveries()).toMatchObject([
      { state: "pending", last_status: 307, last_error: "redirect" },
    ]);
    await elsewhere.close();
  });

  test("of 410 ends the webhook until somebody resumes it", async () => {
    receiver.answer(410);
    await tell("1");
    await deliver();
    expect(await deliveries()).toMatchObject([{ state: "failed", last_status: 410, last_error: "gone" }]);
    expect(await rows("SELECT is_active, disabled_reason FROM webhooks WHERE organization_id = $1")).toEqual([
      { is_active: false, disabled_reason: "gone" },
    ]);
    expect(
      await rows(
        "SELECT action FROM audit_log WHERE organization_id = $1 AND subject_type = 'webhook' ORDER BY seq",
      ),
    ).toEqual([{ action: "webhook.created" }, { action: "webhook.disabled" }]);
    expect(await tell("2")).toBe(0);
    await resumeWebhook(ctx, { id: hook.id });
    expect(await tell("2")).toBe(1);
  });

  test("counts, however long it is", async () => {
    receiver.answer((response) => response.writeHead(200).end("x".repeat(1_000_000)));
    await tell("1");
    await deliver();
    expect(await deliveries()).toMatchObject([{ state: "delivered", last_status: 200 }]);
  });
});

describe("what cannot be reached", () => {
  test("is spared for a minute, with everything that waits for it", async () => {
    await receiver.close();
    await tell(...Array.from({ length: 10 }, (_, number) => `n${number}`));
    await deliver();
    const tried = (await deliveries()).filter(({ attempts }) => attempts > 0);
    expect(tried).toHaveLength(4);
    expect(tried.every(({ last_error }) => last_error === "connection")).toBe(true);
    expect(await wakeUps()).toEqual([30, 60]);
    receiver = await startReceiver();
  });

  test("does not keep other webhooks waiting", async () => {
    const other = await startReceiver();
    await createWebhook(ctx, { url: other.url, events: ["certification.revoked"] });
    await receiver.close();
    await tell("1", "2", "3", "4", "5", "6");
    await deliver();
    expect(other.received).toHaveLength(6);
    await other.close();
    receiver = await startReceiver();
  });

  test("is a private address, where the installation does not allow them: nothing is sent", async () => {
    env.HEDER_ALLOW_PRIVATE_WEBHOOKS = false;
    try {
      await tell("1");
      await deliver();
    } finally {
      env.HEDER_ALLOW_PRIVATE_WEBHOOKS = true;
    }
    expect(receiver.received).toEqual([]);
    expect(await deliveries()).toMatchObject([
      { state: "pending", last_status: null, last_error: "address" },
    ]);
  });
});

test("a message of another organisation is not sent again from here", async () => {
  receiver.answer(500);
  await tell("1");
  const [{ id }] = await deliveries();
  const stranger = await createTestMember(database, await createTestOrganization(database), {
    role: "org_admin",
  });
  await expect(sendAgain(stranger.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(sendAgain(stranger.ctx, { id: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
});
