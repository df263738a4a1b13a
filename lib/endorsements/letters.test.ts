import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { asked, invite } from "@/lib/endorsements/endorsements.test-support";
import { withdrawEndorsement } from "@/lib/endorsements/invitation-service";
import { sendInvitations } from "@/lib/endorsements/letter-service";
import { listEndorsements } from "@/lib/endorsements/queries";
import { type Mail, MailError, type MailProblem } from "@/lib/mail";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

const post = vi.hoisted(() => ({ sent: [] as Mail[], problem: null as MailProblem | null }));
vi.mock("@/lib/mail", async (original) => ({
  ...(await original<typeof import("@/lib/mail")>()),
  sendMail: async (mail: Mail) => {
    if (post.problem) throw new MailError(post.problem, null, {});
    post.sent.push(mail);
  },
}));

let database: TestDatabase;
let ctx: Ctx;
reachedAt("https://heder.example");
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  post.sent = [];
  post.problem = null;
});

const send = () => sendInvitations(ctx, new AbortController().signal);
const later = () =>
  database.everything.query(
    "UPDATE achievement_endorsements SET mail_next_try_at = now() WHERE organization_id = $1 AND mail_state = 'pending'",
    [ctx.organization.id],
  );
const kept = async () =>
  (
    await database.everything.query(
      `SELECT mail_state AS state, mail_attempts AS attempts, mail_token IS NULL AS forgotten
       FROM achievement_endorsements WHERE organization_id = $1`,
      [ctx.organization.id],
    )
  ).rows;

describe("the letter of an invitation", () => {
  test("has the link that works, is sent once, and the link is then known to nobody here", async () => {
    const { token } = await invite(ctx, await activeAchievement(ctx, { name: "Brobygger" }));
    await Promise.all([send(), send()]);
    await send();
    expect(post.sent).toHaveLength(1);
    const [letter] = post.sent;
    expect(letter).toMatchObject({ to: "per@lege.example", isAutomatic: true });
    expect(letter?.text).toContain("Brobygger");
    expect(letter?.text).toContain("Vil du gå god for oss?");
    const link = /https:\/\/heder\.example\/endorse\/(\S+)/.exec(letter?.text ?? "")?.[1] ?? "";
    expect(link).toBe(token);
    expect(await asked(link)).toMatchObject({ state: "invited" });
    expect(await kept()).toEqual([{ state: "sent", attempts: 1, forgotten: true }]);
  });

  test("waits for a mail server that is away, and does not hold its secret in the clear meanwhile", async () => {
    const { token } = await invite(ctx);
    post.problem = "unreachable";
    await send();
    expect(await kept()).toEqual([{ state: "pending", attempts: 1, forgotten: false }]);
    const { rows } = await database.everything.query(
      "SELECT encode(mail_token, 'escape') AS kept FROM achievement_endorsements WHERE organization_id = $1",
      [ctx.organization.id],
    );
    expect(rows[0].kept).not.toContain(token);
    post.problem = null;
    await send();
    expect(post.sent).toEqual([]);
    await later();
    await send();
    expect(post.sent).toHaveLength(1);
  });

  test.each(["refused", "nobody"] as const)(
    "that is %s is not tried again, and it is said",
    async (problem) => {
      await invite(ctx);
      post.problem = problem;
      await send();
      expect(await kept()).toEqual([{ state: "failed", attempts: 1, forgotten: true }]);
      expect(await listEndorsements(ctx, null)).toMatchObject([{ state: "invited", isLost: true }]);
    },
  );

  test("whose sender died is not sent again, as it may have gone out", async () => {
    await invite(ctx);
    await database.everything.query(
      `UPDATE achievement_endorsements SET mail_state = 'sending', mail_next_try_at = NULL, mail_state_at = now() - interval '11 minutes'
       WHERE organization_id = $1`,
      [ctx.organization.id],
    );
    await send();
    expect(post.sent).toEqual([]);
    expect(await kept()).toEqual([{ state: "unknown", attempts: 0, forgotten: true }]);
  });

  test("is not sent for what was withdrawn meanwhile", async () => {
    const { id } = await invite(ctx);
    await withdrawEndorsement(ctx, { id });
    await send();
    expect(post.sent).toEqual([]);
    expect(await kept()).toEqual([{ state: "none", attempts: 0, forgotten: true }]);
  });
});
