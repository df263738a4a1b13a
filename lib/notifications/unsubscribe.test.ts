import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { clearBounce, clearOwnBounce } from "@/lib/notifications/bounce-service";
import { postOffice } from "@/lib/notifications/post.test-support";
import { getOwnPreferences } from "@/lib/notifications/preference-queries";
import { askedUnsubscribing, unsubscribe } from "@/lib/notifications/unsubscribe-service";
import { unsubscribeToken } from "@/lib/notifications/unsubscribe-token";
import { getPerson } from "@/lib/people/queries";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

const post = postOffice();

describe("unsubscribing", () => {
  const headerOf = (name: string) => post.server.mails[0]?.headers.find(({ key }) => key === name)?.value;

  test("is in each letter, as a link and for mail programs, and turns off that kind alone", async () => {
    await post.tell("badge_awarded");
    await post.deliver();
    expect(headerOf("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const [, token = ""] =
      /^<https:\/\/heder\.example\.org\/api\/unsubscribe\/(\S+)>$/.exec(headerOf("list-unsubscribe") ?? "") ??
      [];
    const asked = { what: "badge_awarded", organization: { name: "Hørselshemmede" } };
    expect(await askedUnsubscribing(token)).toMatchObject({ ...asked, isOff: false });
    await Promise.all([unsubscribe(token), unsubscribe(token)]);
    expect(await askedUnsubscribing(token)).toMatchObject({ ...asked, isOff: true });
    await post.tell("badge_awarded");
    await post.tell("tier_reached");
    expect(await post.states()).toEqual(["sent", "none", "pending"]);
    expect((await getOwnPreferences(post.kari.ctx)).mail).not.toContain("badge_awarded");
  });

  test("from digests leaves what cannot wait", async () => {
    const organizationId = post.ctx.organization.id;
    await unsubscribe(unsubscribeToken({ organizationId, userId: post.kari.userId, what: "digest" }));
    expect((await getOwnPreferences(post.kari.ctx)).mail).toEqual([
      "certificate_expiring",
      "certificate_revoked",
    ]);
  });

  test("with a link of nobody's, of a stranger or of an organisation that is not there is not found", async () => {
    const stranger = await createTestMember(post.database, await createTestOrganization(post.database));
    const { id: organizationId } = post.ctx.organization;
    const wrong = [
      "x",
      "",
      unsubscribeToken({ organizationId, userId: stranger.userId, what: "digest" }),
      unsubscribeToken({ organizationId: randomUUID(), userId: post.kari.userId, what: "digest" }),
    ];
    for (const token of wrong) {
      expect(await askedUnsubscribing(token)).toBeNull();
      await expect(unsubscribe(token)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("an address that nobody receives mail at", () => {
  const bounced = async () =>
    (
      await post.rows(
        `SELECT mail_bounced_at IS NOT NULL AS is_bounced, mail_bounce_reason AS said FROM memberships WHERE organization_id = $1 AND display_name = 'Kari'`,
      )
    )[0];

  test("is sent no more, and again once it is another one", async () => {
    await post.server.close();
    await post.serve({ refuse: () => ({ code: 550, text: "5.1.1 no such mailbox" }) });
    await post.tell("badge_awarded");
    await post.deliver();
    expect(await bounced()).toEqual({ is_bounced: true, said: "550 5.1.1 no such mailbox" });
    expect((await getOwnPreferences(post.kari.ctx)).address).toMatchObject({
      said: "550 5.1.1 no such mailbox",
    });
    await post.tell("tier_reached");
    expect(await post.states()).toEqual(["failed", "none"]);
    await post.rows("UPDATE memberships SET email = 'kari-ny@example.org' WHERE organization_id = $1");
    expect(await bounced()).toEqual({ is_bounced: false, said: null });
    await post.tell("certificate_issued");
    expect(await post.states()).toEqual(["failed", "none", "pending"]);
  });

  test("is tried again when its owner or an administrator says so, and nobody else", async () => {
    const admin = await createTestMember(post.database, post.ctx, { role: "org_admin" });
    const coordinator = await createTestMember(post.database, post.ctx, { role: "coordinator" });
    const elsewhere = await createTestOrganization(post.database);
    const stranger = await createTestMember(post.database, elsewhere, { role: "org_admin" });
    const { userId } = post.kari;
    const bounce = () =>
      post.rows(
        "UPDATE memberships SET mail_bounced_at = now(), mail_bounce_reason = 'x' WHERE organization_id = $1 AND display_name = 'Kari'",
      );
    await bounce();
    expect(await getPerson(coordinator.ctx, userId)).toMatchObject({ mailBounceReason: "x" });
    await expect(clearBounce(coordinator.ctx, { userId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(clearBounce(stranger.ctx, { userId })).rejects.toMatchObject({ code: "not_found" });
    expect(await bounced()).toMatchObject({ is_bounced: true });
    for (const clear of [() => clearBounce(admin.ctx, { userId }), () => clearOwnBounce(post.kari.ctx)]) {
      await bounce();
      await clear();
      await clear();
      expect(await bounced()).toMatchObject({ is_bounced: false });
    }
  });

  test("is not one of which the server says that it does not take our mail", async () => {
    await post.server.close();
    await post.serve({ refuse: () => ({ code: 550, text: "5.7.1 relaying denied" }) });
    await post.tell("badge_awarded");
    await post.deliver();
    expect(await post.states()).toEqual(["failed"]);
    expect(await bounced()).toEqual({ is_bounced: false, said: null });
  });
});
