import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { env } from "@/lib/env";
import { deliverNotifications } from "@/lib/notifications/delivery-service";
import { notify } from "@/lib/notifications/notify-service";
import { own, postOffice, wants } from "@/lib/notifications/post.test-support";
import { savePreferences } from "@/lib/notifications/preference-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { type Receiver, startReceiver } from "@/lib/testing/http-receiver";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { deliverWebhooks } from "@/lib/webhooks/delivery-service";
import { createWebhook } from "@/lib/webhooks/service";

let database: TestDatabase;
let app: Receiver;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  app = await startReceiver();
  env.HEDER_ALLOW_PRIVATE_WEBHOOKS = true;
  ctx = await createTestOrganization(database);
});
afterAll(async () => {
  env.HEDER_ALLOW_PRIVATE_WEBHOOKS = false;
  await app.close();
  await database.close();
});

const signal = new AbortController().signal;
test("the mobile app's service gets title and text in the person's language, once and signed", async () => {
  const admin = await createTestMember(database, ctx, { role: "org_admin" });
  const { secret } = await createWebhook(admin.ctx, { url: app.url, events: ["notification.created"] });
  const { userId } = await createTestMember(database, ctx, { externalRef: "m-17" });
  await database.everything.query("UPDATE users SET locale = 'nn' WHERE id = $1", [userId]);
  const subject = { type: "certification", id: randomUUID() };
  const notice = {
    userId,
    kind: "certificate_expired" as const,
    key: "expired:1",
    subject,
    values: { number: "NHF-2026-00001", type: "Likeperson", ends: "on", lastDay: "2026-11-28" },
  };
  await inTenant(ctx, (tx) => notify(tx, ctx, [notice]));
  await Promise.all([deliverNotifications(ctx, signal), deliverNotifications(ctx, signal)]);
  await deliverWebhooks(ctx, signal);

  expect(app.received).toHaveLength(1);
  const [{ id, push_state }] = (
    await database.everything.query("SELECT id, push_state FROM notifications WHERE user_id = $1", [userId])
  ).rows;
  expect(push_state).toBe("sent");
  const [one] = app.received;
  const message = new Webhook(secret).verify(one?.body ?? "", one?.headers as Record<string, string>);
  expect(message).toMatchObject({
    type: "notification.created",
    data: {
      id,
      kind: "certificate_expired",
      person: "m-17",
      title: "Sertifikatet ditt har gått ut: Likeperson",
      body: "Sertifikat NHF-2026-00001 galdt til og med 28. november 2026. Snakk med koordinatoren din om du vil ha eit nytt.",
      language: "nn",
      subject,
    },
  });
});

describe("the mobile app's service is told", () => {
  const post = postOffice();
  beforeEach(async () => {
    const admin = await createTestMember(post.database, post.ctx, { role: "org_admin" });
    await createWebhook(admin.ctx, { url: app.url, events: ["notification.created"] });
  });

  const pushed = async () =>
    (
      await post.rows(
        "SELECT push_state::text AS state FROM notifications WHERE organization_id = $1 ORDER BY created_at, id",
      )
    ).map(({ state }) => state);
  const announced = async () =>
    (await post.rows("SELECT id FROM webhook_deliveries WHERE organization_id = $1")).length;
  const quietNow = async () => {
    const { rows } = await post.database.everything.query(
      `SELECT to_char(now() AT TIME ZONE 'Europe/Oslo' - interval '1 hour', 'HH24:00') AS "quietFrom",
        to_char(now() AT TIME ZONE 'Europe/Oslo' + interval '2 hours', 'HH24:00') AS "quietTo"`,
    );
    await savePreferences(post.kari.ctx, wants(rows[0]));
  };

  test("nothing of a kind that somebody does not want on their devices, also not of what waits", async () => {
    await savePreferences(post.kari.ctx, wants({ push: own.filter((kind) => kind !== "badge_awarded") }));
    await post.tell("badge_awarded");
    await post.tell("tier_reached");
    expect(await pushed()).toEqual(["none", "pending"]);
    await savePreferences(post.kari.ctx, wants({ push: [] }));
    expect(await pushed()).toEqual(["none", "none"]);
    await post.deliver();
    expect(await announced()).toBe(0);
    expect(post.server.mails).toHaveLength(2);
  });

  test("when quiet hours are over, with a wake-up then, and only about those who have them", async () => {
    const ola = await createTestMember(post.database, post.ctx, { name: "Ola" });
    await quietNow();
    await post.tell("certificate_revoked");
    await post.tell("certificate_revoked", { userId: ola.userId });
    await post.deliver();
    expect(await pushed()).toEqual(["pending", "sent"]);
    expect(await announced()).toBe(1);
    const [{ waits, wakes }] = await post.rows(
      `SELECT n.push_next_try_at > now() + interval '50 minutes' AS waits, EXISTS (SELECT FROM pgboss.job j
         WHERE j.name = 'notifications.deliver' AND j.data ->> 'organizationId' = $1::text
           AND j.start_after BETWEEN n.push_next_try_at - interval '2 seconds' AND n.push_next_try_at + interval '5 seconds') AS wakes
       FROM notifications n WHERE n.organization_id = $1::uuid AND n.push_state = 'pending'`,
    );
    expect({ waits, wakes }).toEqual({ waits: true, wakes: true });
    const isDue = () =>
      post.rows(
        "UPDATE notifications SET push_next_try_at = now() WHERE organization_id = $1 AND push_state = 'pending'",
      );
    // Due all the same: whoever made it so does not disturb anybody either.
    await isDue();
    await post.deliver();
    expect(await announced()).toBe(1);
    await savePreferences(post.kari.ctx, wants());
    await isDue();
    await post.deliver();
    expect(await announced()).toBe(2);
  });
});
