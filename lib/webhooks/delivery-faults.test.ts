import { describe, expect, test } from "vitest";
import { inTenant } from "@/lib/db";
import { delivering } from "@/lib/webhooks/delivering.test-support";
import { tidyDeliveries } from "@/lib/webhooks/delivery-service";
import { pauseAfter } from "@/lib/webhooks/rules";
import { pauseWebhook, resumeWebhook } from "@/lib/webhooks/service";

const world = delivering();
const { tell, deliver, rows, deliveries, timePasses } = world;

test("a delivery whose worker died while it was sending is sent again by another, with the same id", async () => {
  await tell("1");
  // As the claim leaves it, and nothing after that.
  await rows(
    "UPDATE webhook_deliveries SET attempts = 1, next_attempt_at = now() + interval '20 seconds' WHERE organization_id = $1",
  );
  await deliver();
  expect(world.receiver.received).toHaveLength(0);
  await timePasses();
  await deliver();
  expect(world.receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual(["1"]);
});

test("whoever comes too late to write down how it went changes nothing", async () => {
  world.receiver.answer(500);
  await tell("1");
  const late = new Promise<void>((resolve) => {
    world.receiver.answer(async (response) => {
      // Meanwhile the lease has run out, and another worker has delivered it.
      await rows(
        `UPDATE webhook_deliveries SET attempts = 2, state = 'delivered', delivered_at = now(), next_attempt_at = NULL WHERE organization_id = $1`,
      );
      response.writeHead(500).end();
      resolve();
    });
  });
  await Promise.all([deliver(), late]);
  expect(await deliveries()).toMatchObject([{ state: "delivered", attempts: 2, last_error: null }]);
});

test("a secret that cannot be read any more sends nothing and says so", async () => {
  await rows("UPDATE webhooks SET secret = secret || 'x'::bytea WHERE organization_id = $1");
  await tell("1");
  await deliver();
  expect(world.receiver.received).toEqual([]);
  expect(await deliveries()).toMatchObject([{ state: "pending", last_error: "secret" }]);
});

test("a paused webhook's messages wait, and go when it is resumed", async () => {
  await tell("1");
  await pauseWebhook(world.ctx, { id: world.hook.id });
  await deliver();
  expect(world.receiver.received).toEqual([]);
  await resumeWebhook(world.ctx, { id: world.hook.id });
  await deliver();
  expect(world.receiver.received).toHaveLength(1);
});

describe("every hour", () => {
  const tidy = () => inTenant(world.ctx, (tx) => tidyDeliveries(tx, world.ctx));
  const jobs = () =>
    rows("SELECT FROM pgboss.job WHERE name = 'webhooks.deliver' AND data ->> 'organizationId' = $1");

  test("deliveries whose wake-up was lost are woken, and nothing when nothing waits", async () => {
    await tell("1");
    await rows("DELETE FROM pgboss.job WHERE data ->> 'organizationId' = $1");
    await tidy();
    expect(await jobs()).toHaveLength(1);
    await deliver();
    await rows("DELETE FROM pgboss.job WHERE data ->> 'organizationId' = $1");
    await tidy();
    expect(await jobs()).toHaveLength(0);
  });

  test("what was delivered is forgotten after 30 days, and what failed after 90", async () => {
    await tell("1", "2", "3", "4");
    await world.database.everything.query("ALTER TABLE webhook_deliveries DISABLE TRIGGER set_updated_at");
    const settle = (id: string, state: string, days: number) =>
      world.database.everything.query(
        `UPDATE webhook_deliveries SET state = $2::webhook_delivery_state, next_attempt_at = NULL, updated_at = now() - $3 * interval '1 day',
           delivered_at = CASE WHEN $2 = 'delivered' THEN now() END WHERE organization_id = $4 AND event_id = $1`,
        [id, state, days, world.ctx.organization.id],
      );
    await settle("1", "delivered", 29);
    await settle("2", "delivered", 31);
    await settle("3", "failed", 89);
    await settle("4", "failed", 91);
    await world.database.everything.query("ALTER TABLE webhook_deliveries ENABLE TRIGGER set_updated_at");
    await tidy();
    expect((await deliveries()).map(({ event_id }) => event_id)).toEqual(["1", "3"]);
  });

  test("what waited for too long has failed", async () => {
    await tell("1");
    await rows("UPDATE webhook_deliveries SET give_up_at = now() WHERE organization_id = $1");
    await tidy();
    expect(await deliveries()).toMatchObject([{ state: "failed", last_error: "too_late" }]);
  });
});

test("ten attempts in two days, each later than the one before", () => {
  const [hours, pauses] = [48, [] as number[]];
  let left = hours * 3600;
  for (let attempts = 1; ; attempts += 1) {
    const pause = pauseAfter(attempts, left);
    if (pause === null) break;
    pauses.push(pause);
    left -= pause;
  }
  expect(pauses).toHaveLength(9);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(left).toBeLessThan(8 * 3600);
});
