import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";
import { announce } from "@/lib/webhooks/announce-service";
import type { WebhookEvent } from "@/lib/webhooks/rules";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
});

async function webhook(
  events: readonly WebhookEvent[],
  { organization } = ctx,
  isPaused = false,
): Promise<string> {
  const { rows } = await database.everything.query<{ id: string }>(
    `INSERT INTO webhooks (organization_id, url, events, secret, is_active, disabled_reason)
     VALUES ($1, 'https://example.org/heder', $2, 'x', $3, $4) RETURNING id`,
    [organization.id, events, !isPaused, isPaused ? "paused" : null],
  );
  return rows[0]?.id ?? "";
}
const tell = (event: WebhookEvent, ...ids: string[]) =>
  inTenant(ctx, (tx) =>
    announce(
      tx,
      ctx,
      event,
      ids.map((id) => ({ id, data: { number: id } })),
    ),
  );
const waiting = async () =>
  (
    await database.everything.query(
      "SELECT webhook_id, event_id, payload FROM webhook_deliveries WHERE organization_id = $1 ORDER BY event_id",
      [ctx.organization.id],
    )
  ).rows;
const jobs = async () =>
  (
    await database.everything.query(
      "SELECT FROM pgboss.job WHERE name = 'webhooks.deliver' AND data ->> 'organizationId' = $1",
      [ctx.organization.id],
    )
  ).rows.length;

test("every webhook that wants the event gets each thing once, in the words of the interface", async () => {
  const id = await webhook(["certification.issued", "certification.revoked"]);
  await webhook(["certification.expired"]);
  expect(await tell("certification.revoked", "a", "b")).toBe(2);
  expect(await tell("certification.revoked", "b")).toBe(0);
  const payload = {
    type: "certification.revoked",
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    organization: ctx.organization.slug,
  };
  expect(await waiting()).toEqual([
    { webhook_id: id, event_id: "a", payload: { ...payload, data: { number: "a" } } },
    { webhook_id: id, event_id: "b", payload: { ...payload, data: { number: "b" } } },
  ]);
  expect(await jobs()).toBe(1);
});

test("paused ones and those of other organisations are told nothing, and no job is made for nothing", async () => {
  await webhook(["certification.issued"], ctx, true);
  await webhook(["certification.issued"], await createTestOrganization(database));
  expect(await tell("certification.issued", "a")).toBe(0);
  expect(await jobs()).toBe(0);
});

test("nothing is left of what is rolled back", async () => {
  await webhook(["certification.issued"]);
  const failing = inTenant(ctx, async (tx) => {
    await announce(tx, ctx, "certification.issued", [{ id: "a", data: {} }]);
    throw new Error("the change failed");
  });
  await expect(failing).rejects.toThrow("the change failed");
  expect(await waiting()).toEqual([]);
  expect(await jobs()).toBe(0);
});
