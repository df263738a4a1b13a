import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { startReceiver } from "@/lib/testing/http-receiver";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { delivering } from "@/lib/webhooks/delivering.test-support";
import { createWebhook, resumeWebhook, sendAgain } from "@/lib/webhooks/service";

const world = delivering();
const { tell, deliver, rows, deliveries, timePasses, wakeUps } = world;

describe("a message", () => {
  test("arrives signed as Standard Webhooks says, and not for another secret", async () => {
    await tell("1");
    await deliver();
    const [one] = world.receiver.received;
    expect(one).toMatchObject({
      method: "POST",
      path: "/hook",
      headers: { "content-type": "application/json", "webhook-id": "1" },
    });
    const headers = one?.headers as Record<string, string>;
    expect(new Webhook(world.hook.secret).verify(one?.body ?? "", headers)).toEqual({
      type: "certification.revoked",
      timestamp: expect.any(String),
      organization: world.ctx.organization.slug,
      data: { number: "NHF-2026-1" },
    });
    const stranger = new Webhook(`whsec_${Buffer.from("x".repeat(32)).toString("base64")}`);
    expect(() => stranger.verify(one?.body ?? "", headers)).toThrow("No matching signature");
    expect(() => new Webhook(world.hook.secret).verify(`${one?.body} `, headers)).toThrow(
      "No matching signature",
    );
    expect(await deliveries()).toMatchObject([
      { state: "delivered", attempts: 1, last_status: 204, last_error: null },
    ]);
  });

  test("is sent once, however often that is tried", async () => {
    await tell("1", "2", "3");
    await deliver();
    await deliver();
    expect(world.receiver.received.map(({ headers }) => headers["webhook-id"]).sort()).toEqual([
      "1",
      "2",
      "3",
    ]);
  });

  test("is delivered once by several deliverers at once", async () => {
    const ids = Array.from({ length: 60 }, (_, number) => `n${number}`);
    await tell(...ids);
    await Promise.all([deliver(), deliver(), deliver(), deliver()]);
    expect(world.receiver.received.map(({ headers }) => headers["webhook-id"]).sort()).toEqual(
      ids.toSorted(),
    );
    expect((await deliveries()).every(({ attempts }) => attempts === 1)).toBe(true);
  });
});

describe("an answer other than 2xx", () => {
  test("is tried again later with the same id and a new signature, until it arrives", async () => {
    world.receiver.answer(500);
    await tell("1");
    await deliver();
    expect(await deliveries()).toMatchObject([
      { state: "pending", attempts: 1, last_status: 500, last_error: "status", pause: 30 },
    ]);
    expect(await wakeUps()).toEqual([30]);
    await deliver();
    expect(world.receiver.received).toHaveLength(1);

    await timePasses();
    world.receiver.answer(200);
    await deliver();
    expect(world.receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual(["1", "1"]);
    expect(await deliveries()).toMatchObject([{ state: "delivered", attempts: 2, last_status: 200 }]);
    const second = world.receiver.received[1];
    expect(() =>
      new Webhook(world.hook.secret).verify(second?.body ?? "", second?.headers as Record<string, string>),
    ).not.toThrow();
  });

  test("is given up on after two days, and can then be sent again from the beginning", async () => {
    world.receiver.answer(503);
    await tell("1");
    await deliver();
    await rows(
      "UPDATE webhook_deliveries SET give_up_at = now() + interval '1 minute' WHERE organization_id = $1",
    );
    await timePasses();
    await deliver();
    const [failed] = await deliveries();
    expect(failed).toMatchObject({ state: "failed", attempts: 2, last_status: 503, pause: null });

    world.receiver.answer(204);
    await sendAgain(world.ctx, { id: failed.id });
    await sendAgain(world.ctx, { id: failed.id });
    await deliver();
    expect(await deliveries()).toMatchObject([{ state: "delivered", attempts: 1 }]);
    expect(world.receiver.received).toHaveLength(3);
  });

  test("that leads elsewhere is a failure, and nobody goes there", async () => {
    const elsewhere = await startReceiver();
    world.receiver.answer((response) => response.writeHead(307, { location: elsewhere.url }).end());
    await tell("1");
    await deliver();
    expect(elsewhere.received).toEqual([]);
    expect(await deliveries()).toMatchObject([
      { state: "pending", last_status: 307, last_error: "redirect" },
    ]);
    await elsewhere.close();
  });

  test("of 410 ends the webhook until somebody resumes it", async () => {
    world.receiver.answer(410);
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
    await resumeWebhook(world.ctx, { id: world.hook.id });
    expect(await tell("2")).toBe(1);
  });

  test("counts, however long it is", async () => {
    world.receiver.answer((response) => response.writeHead(200).end("x".repeat(1_000_000)));
    await tell("1");
    await deliver();
    expect(await deliveries()).toMatchObject([{ state: "delivered", last_status: 200 }]);
  });
});

describe("what cannot be reached", () => {
  test("is spared for a minute, with everything that waits for it", async () => {
    await world.receiver.close();
    await tell(...Array.from({ length: 10 }, (_, number) => `n${number}`));
    await deliver();
    const tried = (await deliveries()).filter(({ attempts }) => attempts > 0);
    expect(tried).toHaveLength(4);
    expect(tried.every(({ last_error }) => last_error === "connection")).toBe(true);
    expect(await wakeUps()).toEqual([30, 60]);
    world.receiver = await startReceiver();
  });

  test("does not keep other webhooks waiting", async () => {
    const other = await startReceiver();
    await createWebhook(world.ctx, { url: other.url, events: ["certification.revoked"] });
    await world.receiver.close();
    await tell("1", "2", "3", "4", "5", "6");
    await deliver();
    expect(other.received).toHaveLength(6);
    await other.close();
    world.receiver = await startReceiver();
  });

  test("is a private address, where the installation does not allow them: nothing is sent", async () => {
    env.HEDER_ALLOW_PRIVATE_WEBHOOKS = false;
    try {
      await tell("1");
      await deliver();
    } finally {
      env.HEDER_ALLOW_PRIVATE_WEBHOOKS = true;
    }
    expect(world.receiver.received).toEqual([]);
    expect(await deliveries()).toMatchObject([
      { state: "pending", last_status: null, last_error: "address" },
    ]);
  });
});

test("a message of another organisation is not sent again from here", async () => {
  world.receiver.answer(500);
  await tell("1");
  const [{ id }] = await deliveries();
  const stranger = await createTestMember(world.database, await createTestOrganization(world.database), {
    role: "org_admin",
  });
  await expect(sendAgain(stranger.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(sendAgain(stranger.ctx, { id: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
});
