import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { postOffice } from "@/lib/notifications/post.test-support";
import { createTestMember } from "@/lib/testing/organizations";

const post = postOffice();

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
