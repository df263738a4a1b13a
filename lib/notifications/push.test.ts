import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { env } from "@/lib/env";
import { deliverNotifications } from "@/lib/notifications/delivery-service";
import { notify } from "@/lib/notifications/notify-service";
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
