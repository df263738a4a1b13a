import { createPublicKey } from "node:crypto";
import { jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { turnOffDevice, turnOffDevices, turnOnDevice } from "@/lib/notifications/device-service";
import { own, postOffice, wants } from "@/lib/notifications/post.test-support";
import { getOwnPreferences } from "@/lib/notifications/preference-queries";
import { savePreferences } from "@/lib/notifications/preference-service";
import { vapidKeys } from "@/lib/notifications/vapid";
import { type Receiver, startReceiver } from "@/lib/testing/http-receiver";
import { killHard, startKillable } from "@/lib/testing/killed-worker";
import { createTestMember } from "@/lib/testing/organizations";
import { type PushDevice, pushDevice } from "@/lib/testing/push-device";

const post = postOffice();
let service: Receiver;
let phone: PushDevice;

beforeEach(async () => {
  env.HEDER_ALLOW_PRIVATE_WEBHOOKS = true;
  service = await startReceiver();
  service.answer(201);
  phone = pushDevice(`${service.url}/phone`);
  await turnOnDevice(post.kari.ctx, phone.subscription);
});
afterEach(async () => {
  env.HEDER_ALLOW_PRIVATE_WEBHOOKS = false;
  await service.close();
});

const pushed = async () =>
  (
    await post.rows(
      `SELECT web_push_state::text AS state, web_push_attempts AS attempts, web_push_error AS error
       FROM notifications WHERE organization_id = $1 ORDER BY created_at, id`,
    )
  ).map(({ state, attempts, error }) => `${state} ${attempts} ${error ?? ""}`.trim());
const isDue = () =>
  post.rows(
    "UPDATE notifications SET web_push_next_try_at = now() WHERE organization_id = $1 AND web_push_state = 'pending'",
  );
const devices = async () => (await getOwnPreferences(post.kari.ctx)).devices.length;
const place = (one: PushDevice) => new URL(one.subscription.endpoint).pathname;
const reached = () => service.received.map(({ path }) => path).toSorted();

describe("a notification on a device", () => {
  test("is the title in the reader's language and where it leads, readable by the device alone", async () => {
    await post.tell("badge_awarded");
    await Promise.all([post.deliver(), post.deliver(), post.deliver()]);
    expect(service.received).toHaveLength(1);
    const [sent] = service.received;
    expect(sent?.headers).toMatchObject({
      "content-encoding": "aes128gcm",
      urgency: "normal",
      ttl: "259200",
    });
    expect(sent?.body).not.toContain("Brobygger");
    expect(phone.read(sent?.bytes ?? Buffer.alloc(0))).toMatchObject({
      title: "Du har fått et merke: Brobygger",
      path: expect.stringContaining(`/o/${post.ctx.organization.slug}/profile`),
      language: "nb",
    });
    expect(await pushed()).toEqual(["sent 1"]);
  });

  test("is signed by this installation, for its push service", async () => {
    await post.tell("certificate_revoked");
    await post.deliver();
    const [, token = "", key = ""] =
      /^vapid t=(\S+), k=(\S+)$/.exec(service.received[0]?.headers.authorization ?? "") ?? [];
    expect(key).toBe(vapidKeys().publicKey);
    const point = Buffer.from(key, "base64url");
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
    const jwk = { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" };
    const { payload } = await jwtVerify(token, createPublicKey({ key: jwk, format: "jwk" }));
    expect(payload).toMatchObject({ aud: new URL(service.url).origin, sub: "https://heder.example.org" });
    expect(service.received[0]?.headers.urgency).toBe("high");
  });

  test("is not sent of a kind that somebody does not want there, nor to who has no device", async () => {
    await savePreferences(post.kari.ctx, wants({ push: own.filter((kind) => kind !== "badge_awarded") }));
    const other = await createTestMember(post.database, post.ctx);
    await post.tell("badge_awarded");
    await post.tell("badge_awarded", { userId: other.userId });
    expect(await pushed()).toEqual(["none 0", "none 0"]);
  });

  test("waits while its reader is not to be disturbed", async () => {
    const { rows: clock } = await post.database.everything.query(
      `SELECT to_char(now() AT TIME ZONE 'Europe/Oslo' - interval '1 hour', 'HH24:00') AS "from",
        to_char(now() AT TIME ZONE 'Europe/Oslo' + interval '2 hours', 'HH24:00') AS "to"`,
    );
    await savePreferences(post.kari.ctx, wants({ quietFrom: clock[0].from, quietTo: clock[0].to }));
    await post.tell("certificate_revoked");
    await post.deliver();
    await isDue();
    await post.deliver();
    expect(service.received).toEqual([]);
    await savePreferences(post.kari.ctx, wants());
    await isDue();
    await post.deliver();
    expect(service.received).toHaveLength(1);
  });
});

describe("a push service", () => {
  test.each([404, 410])("that answers %i is asked about that browser no more", async (status) => {
    service.answer(status);
    await post.tell("badge_awarded");
    await post.deliver();
    expect(await devices()).toBe(0);
    expect(await pushed()).toEqual(["none 1"]);
    await post.tell("tier_reached");
    expect(await pushed()).toEqual(["none 1", "none 0"]);
  });

  test("that has lost one of somebody's browsers takes nothing else from them", async () => {
    const laptop = pushDevice(`${service.url}/laptop`);
    await turnOnDevice(post.kari.ctx, laptop.subscription);
    service.answer((response, { path }) => response.writeHead(path === place(phone) ? 410 : 201).end());
    await post.tell("badge_awarded");
    await post.tell("tier_reached");
    await post.deliver();
    expect([await pushed(), await devices()]).toEqual([["sent 1", "sent 1"], 1]);
    expect(reached().filter((path) => path === place(laptop))).toHaveLength(2);
    expect(await post.states()).toEqual(["sent", "sent"]);
    expect(post.server.mails).toHaveLength(2);
  });

  test("that does not take it now is asked again, about the devices that have not had it", async () => {
    const laptop = pushDevice(`${service.url}/laptop`);
    await turnOnDevice(post.kari.ctx, laptop.subscription);
    service.answer((response, { path }) => response.writeHead(path === place(laptop) ? 503 : 201).end());
    await post.tell("badge_awarded");
    await post.deliver();
    expect(await pushed()).toEqual(["pending 1 later"]);
    await post.deliver();
    service.answer(201);
    await isDue();
    await post.deliver();
    expect(reached()).toEqual([place(laptop), place(laptop), place(phone)]);
    expect(await pushed()).toEqual(["sent 2"]);
    expect(await devices()).toBe(2);
  });

  test("that is down is tried for a day and then given up on", async () => {
    await service.close();
    await post.tell("badge_awarded");
    await post.deliver();
    expect(await pushed()).toEqual(["pending 1 later"]);
    await post.rows("UPDATE notifications SET web_push_attempts = 27 WHERE organization_id = $1");
    await isDue();
    await post.deliver();
    expect(await pushed()).toEqual(["failed 28 later"]);
    service = await startReceiver();
  });

  test("that will not take it is not asked again", async () => {
    service.answer(400);
    await post.tell("badge_awarded");
    await post.deliver();
    expect(await pushed()).toEqual(["failed 1 refused"]);
  });
});

test("a worker that is killed while it sends leaves a notification that is not sent twice", async () => {
  await post.rows(
    "UPDATE notifications SET web_push_state = 'none', web_push_next_try_at = NULL WHERE organization_id <> $1 AND web_push_state = 'pending'",
  );
  const arrived = new Promise<void>((resolve) => service.answer(() => resolve()));
  await post.tell("badge_awarded");
  const child = await startKillable(post.database, "{}", {
    jobs: ["notifications.deliver"],
    environment: { SMTP_URL: post.server.url, HEDER_ALLOW_PRIVATE_WEBHOOKS: "1" },
  });
  await arrived;
  await killHard(child);
  expect(await pushed()).toEqual(["sending 1"]);
  service.answer(201);
  await post.deliver();
  await post.rows(
    "UPDATE notifications SET web_push_state_at = now() - interval '11 minutes' WHERE organization_id = $1",
  );
  await post.deliver();
  expect(await pushed()).toEqual(["unknown 1 unknown"]);
  expect(service.received).toHaveLength(1);
});

describe("a device", () => {
  test("is one however often it is turned on, and whose it was turned on by last", async () => {
    const other = await createTestMember(post.database, post.ctx);
    await Promise.all([1, 2, 3].map(() => turnOnDevice(post.kari.ctx, phone.subscription)));
    expect(await devices()).toBe(1);
    await turnOnDevice(other.ctx, phone.subscription);
    expect(await devices()).toBe(0);
    await turnOffDevice(post.kari.ctx, phone.subscription);
    expect(await getOwnPreferences(other.ctx)).toMatchObject({ devices: [expect.any(String)] });
    await turnOffDevice(other.ctx, phone.subscription);
    expect(await getOwnPreferences(other.ctx)).toMatchObject({ devices: [] });
  });

  test("makes room for an eleventh, and all can be turned off at once", async () => {
    for (let at = 0; at < 11; at += 1)
      await turnOnDevice(post.kari.ctx, pushDevice(`${service.url}/${at}`).subscription);
    expect(await devices()).toBe(10);
    await turnOffDevices(post.kari.ctx);
    expect(await devices()).toBe(0);
  });

  test("with keys that are none is forgotten, and the others are told", async () => {
    const keys = { p256dh: "x".repeat(87), auth: "x".repeat(22) };
    await turnOnDevice(post.kari.ctx, { endpoint: `${service.url}/odd`, keys });
    await post.tell("badge_awarded");
    await post.deliver();
    expect(reached()).toEqual([place(phone)]);
    expect([await pushed(), await devices()]).toEqual([["sent 1"], 1]);
  });

  test("of who leaves is forgotten", async () => {
    await post.rows(
      "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE organization_id = $1 AND display_name = 'Kari'",
    );
    expect(await post.rows("SELECT FROM push_subscriptions WHERE organization_id = $1")).toEqual([]);
  });

  test("at an address inside a network, or without https, is refused", async () => {
    env.HEDER_ALLOW_PRIVATE_WEBHOOKS = false;
    for (const address of [
      "http://push.example.org/x",
      "https://127.0.0.1/x",
      "https://10.0.0.1/x",
      "https://localhost/x",
    ])
      await expect(turnOnDevice(post.kari.ctx, pushDevice(address).subscription)).rejects.toMatchObject({
        code: "invalid",
      });
    await post.tell("badge_awarded");
    await post.deliver();
    expect(service.received).toEqual([]);
    expect(await pushed()).toEqual(["failed 1 refused"]);
  });
});
