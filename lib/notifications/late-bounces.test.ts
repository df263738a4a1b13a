import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { LARGEST_REPORT } from "@/lib/notifications/bounce-report";
import { exchangeReport, holidayNotice, postfixReport } from "@/lib/notifications/bounce-report.test-support";
import { clearBounce } from "@/lib/notifications/bounce-service";
import { bounceAddress, readBounceAddress } from "@/lib/notifications/bounce-token";
import { listInbox } from "@/lib/notifications/inbox-queries";
import { recordLateBounce } from "@/lib/notifications/late-bounce-service";
import { postOffice, wants } from "@/lib/notifications/post.test-support";
import { savePreferences } from "@/lib/notifications/preference-service";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

const post = postOffice();
beforeEach(() => {
  env.HEDER_MAIL_BOUNCES = "bounces@heder.example.org";
});
afterEach(() => {
  env.HEDER_MAIL_BOUNCES = undefined;
});

const come = (text: string) => recordLateBounce(Buffer.from(text));
const bounced = async () =>
  (
    await post.rows(
      "SELECT display_name AS name, mail_bounce_reason AS said FROM memberships WHERE organization_id = $1 AND mail_bounced_at IS NOT NULL",
    )
  ).map(({ name, said }) => `${name}: ${said}`);

/** Kari gets a letter; answers where it goes back to. */
async function letter(): Promise<string> {
  await post.tell("badge_awarded");
  await post.deliver();
  return post.server.senders.at(-1) ?? "";
}

test("a letter has an address of its own to go back to, and Heder's in what people read", async () => {
  const [one, two] = [await letter(), await letter()];
  expect(one).toMatch(/^bounces\+[0-9a-v]{48}@heder\.example\.org$/);
  expect(two).not.toBe(one);
  expect(post.server.mails[0]?.from?.address).toBe("heder@heder.example.org");
  env.HEDER_MAIL_BOUNCES = undefined;
  expect(await letter()).toBe("heder@heder.example.org");
});

describe("a letter that comes back", () => {
  test("stops mail to its address, is seen by its reader and by administrators, and once", async () => {
    const to = await letter();
    const report = postfixReport({ to, said: "smtp; 550 5.1.1 no such mailbox" });
    const both = await Promise.all([come(report), come(report)]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(["known", "nobody"]);
    expect(await come(report)).toEqual({ outcome: "known" });
    expect(await bounced()).toEqual(["Kari: 550 5.1.1 no such mailbox"]);
    expect((await listInbox(post.kari.ctx, {})).rows[0]).toMatchObject({ mail: "failed" });
    expect(
      await post.rows(
        "SELECT action, actor_kind::text AS who FROM audit_log WHERE organization_id = $1 AND action = 'person.mail_bounced'",
      ),
    ).toEqual([{ action: "person.mail_bounced", who: "command" }]);
    await post.tell("tier_reached");
    expect(await post.states()).toEqual(["failed", "none"]);
  });

  test("does not stop it again once somebody has said that it works", async () => {
    const report = postfixReport({ to: await letter() });
    await come(report);
    const admin = await createTestMember(post.database, post.ctx, { role: "org_admin" });
    await clearBounce(admin.ctx, { userId: post.kari.userId });
    expect(await come(report)).toEqual({ outcome: "known" });
    expect(await bounced()).toEqual([]);
  });

  test("in any server's words, in small letters, with the whole letter in it", async () => {
    const to = await letter();
    const whole = exchangeReport(to.toLowerCase(), `To: kari@example.org\r\n\r\n${"Hei\r\n".repeat(1000)}`);
    expect(await come(whole)).toEqual({ outcome: "nobody" });
  });

  test("for another reason has failed, and the next one is sent", async () => {
    const to = await letter();
    expect(await come(postfixReport({ to, status: "5.2.2" }))).toEqual({ outcome: "refused" });
    expect(await bounced()).toEqual([]);
    await post.tell("tier_reached");
    expect(await post.states()).toEqual(["failed", "pending"]);
  });

  test("or is only late is waited for", async () => {
    const to = await letter();
    expect(await come(postfixReport({ to, action: "delayed", status: "4.4.1" }))).toEqual({
      outcome: "later",
    });
    expect(await post.states()).toEqual(["sent"]);
  });

  test("from an address that its reader has left says nothing of the new one", async () => {
    const to = await letter();
    await post.rows("UPDATE memberships SET email = 'ny@example.org' WHERE organization_id = $1");
    expect(await come(postfixReport({ to }))).toEqual({ outcome: "moved" });
    expect(await bounced()).toEqual([]);
    await post.rows("DELETE FROM notifications WHERE organization_id = $1");
    expect(await come(postfixReport({ to }))).toEqual({ outcome: "moved" });
  });

  test("was all that it had collected, and nothing else", async () => {
    await savePreferences(post.kari.ctx, wants({ digest: "daily" }));
    await post.tell("badge_awarded");
    await post.tell("tier_reached");
    await post.timePasses();
    await post.deliver();
    await post.tell("certificate_revoked");
    await post.deliver();
    const [digest = ""] = post.server.senders;
    expect(await come(postfixReport({ to: digest }))).toEqual({ outcome: "nobody" });
    expect(await post.states()).toEqual(["failed collected", "failed collected", "sent"]);
  });

  test("to one organisation says nothing in another that has the same address", async () => {
    const elsewhere = await createTestOrganization(post.database);
    const [{ email }] = (await post.rows(
      "SELECT email FROM memberships WHERE organization_id = $1 AND display_name = 'Kari'",
    )) as [{ email: string }];
    const { userId } = await createTestMember(post.database, elsewhere, { name: "Kari" });
    await post.database.everything.query("UPDATE memberships SET email = $2 WHERE user_id = $1", [
      userId,
      email,
    ]);
    await come(postfixReport({ to: await letter() }));
    const { rows } = await post.database.everything.query(
      "SELECT organization_id AS id FROM memberships WHERE email = $1 AND mail_bounced_at IS NOT NULL",
      [email],
    );
    expect(rows).toEqual([{ id: post.ctx.organization.id }]);
  });
});

describe("what does not come from a letter of ours changes nothing", () => {
  const rejects = async (text: string, key: string) => {
    await expect(come(text)).rejects.toMatchObject({ code: "invalid", text: { key: `bounces.${key}` } });
    expect(await bounced()).toEqual([]);
    expect(await post.states()).toEqual(["sent"]);
  };

  test("a token that is forged, cut or of another letter's address", async () => {
    const to = await letter();
    const other = to.replace(/.(?=@)/, (digit) => (digit === "0" ? "1" : "0"));
    const shifted = to.replace(/\+./, (digits) => (digits === "+0" ? "+1" : "+0"));
    const cut = to.replace(/.(?=@)/, "");
    for (const wrong of [other, shifted, cut, "bounces@heder.example.org", "kari@example.org"])
      await rejects(postfixReport({ to: wrong }), "notOurs");
  });

  test("a token that stands in the text alone, or in the letter that is sent back", async () => {
    const to = await letter();
    const stranger = "postmaster@heder.example.org";
    await rejects(postfixReport({ to: stranger, said: `smtp; 550 5.1.1 ${to}` }), "notOurs");
    await rejects(exchangeReport(stranger, `Return-Path: <${to}>\r\nTo: ${to}\r\n\r\nHei`), "notOurs");
  });

  test("an answer that no mail server has given", async () => {
    const to = await letter();
    await rejects(holidayNotice(to), "noReport");
    await rejects("", "noReport");
    await rejects("x".repeat(LARGEST_REPORT + 1), "tooLarge");
  });
});

test("a token is of one letter and one address, in letters of any size, and fits before an @", () => {
  const address = bounceAddress("00000000-0000-4000-8000-000000000000", "Kari@example.org") ?? "";
  const read = readBounceAddress(address.toUpperCase());
  expect(read?.notificationId).toBe("00000000-0000-4000-8000-000000000000");
  expect([read?.wasSentTo("kari@EXAMPLE.org"), read?.wasSentTo("kari@example.com")]).toEqual([true, false]);
  expect(address.split("@")[0]?.length).toBeLessThanOrEqual(64);
  expect(readBounceAddress(address.replace("+", "+0"))).toBeNull();
});
