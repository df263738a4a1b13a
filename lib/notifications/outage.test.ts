import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { inTenant } from "@/lib/db";
import { claimLetter } from "@/lib/notifications/mail-claim-queries";
import { postOffice } from "@/lib/notifications/post.test-support";
import { createTestMember } from "@/lib/testing/organizations";

const post = postOffice();

const WAITING =
  "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

const attempts = async () =>
  (
    await post.rows(
      "SELECT DISTINCT mail_state::text AS state, mail_attempts AS attempts FROM notifications WHERE organization_id = $1 ORDER BY 2",
    )
  ).map(({ state, attempts: count }) => `${state} ${count}`);

test("a mail server that is down for an hour loses nothing of before and of meanwhile, and everything arrives once", async () => {
  const people = [post.kari];
  for (let at = 0; at < 9; at += 1)
    people.push(await createTestMember(post.database, post.ctx, { email: `${randomUUID()}@example.org` }));
  const tellAll = async () => {
    for (const { userId } of people) await post.tell("badge_awarded", { userId });
  };
  await tellAll();
  const { port } = post.server;
  await post.server.close();
  // Tried at once and 1, 2, 5, 10, 30 minutes after: the next time would be an hour later.
  for (let at = 1; at <= 6; at += 1) {
    await post.timePasses();
    await Promise.all([post.deliver(), post.deliver()]);
    expect(await attempts()).toEqual([`pending ${at}`]);
  }
  await tellAll();
  await post.deliver();
  await post.serve({ port });
  await post.timePasses();
  await Promise.all([post.deliver(), post.deliver(), post.deliver()]);
  await post.timePasses();
  await post.deliver();
  const ids = post.server.mails.map(({ messageId }) => messageId);
  expect(ids).toHaveLength(20);
  expect(new Set(ids).size).toBe(20);
  expect(await post.states()).toEqual(Array(20).fill("sent"));
});

test("a letter that is postponed while another takes it is not tried at once", async () => {
  await post.tell("badge_awarded");
  const postponing = await post.database.everything.connect();
  try {
    await postponing.query("BEGIN");
    await postponing.query(
      "UPDATE notifications SET mail_attempts = 1, mail_next_try_at = now() + interval '1 minute' WHERE organization_id = $1",
      [post.ctx.organization.id],
    );
    const claimed = inTenant(post.ctx, (tx) => claimLetter(tx, post.ctx));
    await expect
      .poll(async () => (await post.database.everything.query(WAITING)).rows, { timeout: 10_000 })
      .not.toEqual([]);
    await postponing.query("COMMIT");
    expect(await claimed).toBeNull();
  } finally {
    postponing.release();
  }
  expect(await attempts()).toEqual(["pending 1"]);
});
