import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { env } from "@/lib/env";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { type Receiver, startReceiver } from "@/lib/testing/http-receiver";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { announce } from "@/lib/webhooks/announce-service";
import { deliverWebhooks } from "@/lib/webhooks/delivery-service";
import { createWebhook } from "@/lib/webhooks/service";

type World = { database: TestDatabase; receiver: Receiver; ctx: Ctx; hook: { id: string; secret: string } };

/** For each test of the file an organisation of its own with a webhook, and a server of another system that it reaches. */
export function delivering() {
  const world = {} as World;
  beforeAll(async () => {
    world.database = await testDatabase();
    env.HEDER_ALLOW_PRIVATE_WEBHOOKS = true;
  });
  afterAll(async () => {
    env.HEDER_ALLOW_PRIVATE_WEBHOOKS = false;
    await world.database.close();
  });
  beforeEach(async () => {
    world.receiver = await startReceiver();
    const organization = await createTestOrganization(world.database);
    world.ctx = (await createTestMember(world.database, organization, { role: "org_admin" })).ctx;
    const events = ["certification.revoked" as const];
    world.hook = await createWebhook(world.ctx, { url: world.receiver.url, events });
  });
  afterEach(() => world.receiver.close());

  const tell = (...ids: string[]) =>
    inTenant(world.ctx, (tx) =>
      announce(
        tx,
        world.ctx,
        "certification.revoked",
        ids.map((id) => ({ id, data: { number: `NHF-2026-${id}` } })),
      ),
    );
  const deliver = () => deliverWebhooks(world.ctx, new AbortController().signal);
  const rows = async (sql: string) =>
    (await world.database.everything.query(sql, [world.ctx.organization.id])).rows;
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

  return Object.assign(world, { tell, deliver, rows, deliveries, timePasses, wakeUps });
}
