import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { readQueueOf } from "@/lib/dashboard/queue-queries";
import { retryMail } from "@/lib/dashboard/retry-service";
import { clearBounce } from "@/lib/notifications/bounce-service";
import { postOffice } from "@/lib/notifications/post.test-support";
import { idOf, plantEverything } from "@/lib/testing/one-of-everything";
import { createTestMember } from "@/lib/testing/organizations";

const post = postOffice();
let coordinator: Ctx;
let admin: Ctx;

beforeEach(async () => {
  coordinator = (await createTestMember(post.database, post.ctx, { role: "coordinator" })).ctx;
  admin = (await createTestMember(post.database, post.ctx, { role: "org_admin" })).ctx;
});

const NO_MAILBOX = { refuse: () => ({ code: 550, text: "5.1.1 no such mailbox" }) };
async function serverIs(behaviour: Parameters<typeof post.serve>[0]) {
  await post.server.close();
  await post.serve(behaviour);
}
const waiting = async () =>
  (await readQueueOf(coordinator, { kind: "mails" })).section.rows.map(({ id, reason, said }) => ({
    id,
    reason,
    said,
  }));
const firstId = async () => (await waiting())[0]?.id ?? "";
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: { code?: string; text?: { key: string } }) => `${error.code}: ${error.text?.key}`,
  );

describe("a mail whose address bounced", () => {
  beforeEach(async () => {
    await serverIs(NO_MAILBOX);
    await post.tell("badge_awarded");
    await post.deliver();
    await serverIs({});
  });

  test("waits with its reason and the server's own words, and trying again neither sends nor loses it", async () => {
    const before = await waiting();
    expect(before).toMatchObject([{ reason: "bounced", said: "550 5.1.1 no such mailbox" }]);
    for (const ctx of [coordinator, admin])
      expect(await refusal(retryMail(ctx, { id: await firstId() }))).toBe(
        "conflict: dashboard.mailStop.bounced",
      );
    await post.deliver();
    expect(post.server.mails).toEqual([]);
    expect(await waiting()).toEqual(before);
    expect(await post.states()).toEqual(["failed"]);
  });

  test("is sent once an administrator has said that the address works", async () => {
    await clearBounce(admin, { userId: post.kari.userId });
    expect(await waiting()).toMatchObject([{ reason: "nobody", said: null }]);
    expect(await refusal(retryMail(coordinator, { id: await firstId() }))).toBe("done");
    await post.deliver();
    expect(post.server.mails).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  test("waits on with the others that were tried again when the address bounces anew", async () => {
    await clearBounce(admin, { userId: post.kari.userId });
    await post.tell("tier_reached");
    await serverIs(NO_MAILBOX);
    expect(await refusal(retryMail(coordinator, { id: await firstId() }))).toBe("done");
    await post.deliver();
    expect(await post.states()).toEqual(["failed", "failed"]);
    expect((await waiting()).map(({ reason }) => reason)).toEqual(["bounced", "bounced"]);
  });
});

describe("a mail that was not sent", () => {
  const failed = (state = "failed", error = "refused") =>
    post.database.everything.query(
      `INSERT INTO notifications (organization_id, user_id, kind, subject_type, subject_id, "values", idempotency_key, mail_state, mail_error)
       VALUES ($1, $2, 'badge_awarded', 'badge', gen_random_uuid(), '{"achievement": "Brobygger", "awardedDay": "2026-03-01"}', $3, $4::channel_state, $5)`,
      [post.ctx.organization.id, post.kari.userId, randomUUID(), state, error],
    );

  test.each([
    ["email = NULL", "no_address"],
    ["status = 'inactive', deactivated_at = now()", "inactive"],
  ])("is not lost by trying again when its reader has %s", async (change, reason) => {
    await failed();
    await post.database.everything.query(`UPDATE memberships SET ${change} WHERE user_id = $1`, [
      post.kari.userId,
    ]);
    expect(await waiting()).toMatchObject([{ reason, said: null }]);
    expect(await refusal(retryMail(coordinator, { id: await firstId() }))).toBe(
      `conflict: dashboard.mailStop.${reason}`,
    );
    await post.deliver();
    expect(await waiting()).toHaveLength(1);
  });

  test("also waits when nobody knows whether it was, until somebody decides to send it again", async () => {
    await failed("unknown", "unknown");
    await post.deliver();
    expect(post.server.mails).toEqual([]);
    expect(await waiting()).toMatchObject([{ reason: "unknown" }]);
    expect(await refusal(retryMail(coordinator, { id: await firstId() }))).toBe("done");
    expect(await waiting()).toEqual([]);
    await post.deliver();
    expect(post.server.mails).toHaveLength(1);
    expect(await post.states()).toEqual(["sent"]);
  });
});

test("what other systems and runs failed by is known, with what was answered", async () => {
  await plantEverything(post.database.everything, "failing", "FAILING");
  const organization = { ...post.ctx.organization, id: idOf("organizations", "failing") };
  const failing: Ctx = { ...post.ctx, organization };
  const change = (sql: string) => post.database.everything.query(sql, [organization.id]);
  await change(
    "UPDATE webhook_deliveries SET state = 'failed', next_attempt_at = NULL, delivered_at = NULL, last_error = 'status', last_status = 503 WHERE organization_id = $1",
  );
  await change(
    "UPDATE external_identifiers SET state = 'failed', next_attempt_at = NULL, pushed_at = NULL, last_error = 'refused' WHERE organization_id = $1",
  );
  for (const values of [
    "status = 'running', started_at = now(), heartbeat_at = now()",
    `status = 'failed', finished_at = now(), error = '{"key": "jobs.moduleOff"}'`,
  ])
    await change(
      `UPDATE job_runs SET ${values} WHERE organization_id = $1 AND status IN ('queued', 'running')`,
    );
  const first = async (kind: "webhooks" | "backpacks" | "jobs") =>
    (await readQueueOf(failing, { kind })).section.rows[0];
  expect(await first("webhooks")).toMatchObject({ reason: "status", said: "503" });
  expect(await first("backpacks")).toMatchObject({ reason: "refused", said: null });
  expect(await first("jobs")).toMatchObject({ reason: '{"key": "jobs.moduleOff"}', said: null });
});
