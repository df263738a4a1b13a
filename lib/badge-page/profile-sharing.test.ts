import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newAddress } from "@/lib/badge-page/badge-page.test-support";
import { heldProfile } from "@/lib/badge-page/profile-page.test-support";
import { publicProfile, sharedProfile } from "@/lib/badge-page/profile-page-queries";
import { slugOf } from "@/lib/badge-page/profile-rules";
import {
  setProfileAddress,
  shareProfile,
  withdrawProfileShare,
} from "@/lib/badge-page/profile-share-service";
import { newProfileShare, profileAddress } from "@/lib/badge-page/share-schema";
import { getOwnSharing } from "@/lib/badge-page/sharing-queries";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

const whole = { category: undefined, after: undefined };
const openLink = (token: string) => sharedProfile({ token, address: newAddress(), filter: whole });
const set = (sql: string, ...values: unknown[]) => database.everything.query(sql, values);

const holder = (visibility?: "private" | "organization" | "public") => heldProfile(database, ctx, visibility);

describe("the address of a profile", () => {
  test("is one person's in the whole installation; who asks for it is told at the field", async () => {
    const { slug } = await holder();
    const other = await createTestOrganization(database);
    const stranger = await createTestMember(database, other);
    await expect(setProfileAddress(stranger.ctx, { slug, certificates: false })).rejects.toMatchObject({
      code: "conflict",
      fields: { slug: { key: "badgePage.slugTaken" } },
    });
    const wanted = { slug: "samtidig", certificates: false };
    const colleague = await createTestMember(database, ctx);
    const both = await Promise.allSettled([
      setProfileAddress(stranger.ctx, wanted),
      setProfileAddress(colleague.ctx, wanted),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  const take = (who: { ctx: Ctx }, slug: string) => setProfileAddress(who.ctx, { slug, certificates: false });
  const isOver = (slug: string) =>
    set(
      "UPDATE profile_addresses SET kept_until = now() WHERE slug_hash = sha256(convert_to($1, 'UTF8')) AND kept_until IS NOT NULL",
      slug,
    );

  test("that was given up leads nowhere and is nobody else's for a year, and its own person's again at any time", async () => {
    const { slug, holder: who } = await holder();
    const colleague = await createTestMember(database, ctx);
    await take(who, `${slug}-ny`);
    expect(await publicProfile({ slug, address: newAddress(), filter: whole })).toBeNull();
    const refused = { code: "conflict", fields: { slug: { key: "badgePage.slugTaken" } } };
    await expect(take(colleague, slug)).rejects.toMatchObject(refused);
    await take(who, slug);
    expect((await publicProfile({ slug, address: newAddress(), filter: whole }))?.profile.holder).toBe(
      who.name,
    );
    await expect(take(colleague, `${slug}-ny`)).rejects.toMatchObject(refused);
    await isOver(slug);
    await expect(take(colleague, slug)).rejects.toMatchObject(refused);
    await isOver(`${slug}-ny`);
    await take(colleague, `${slug}-ny`);
    await expect(take(who, `${slug}-ny`)).rejects.toMatchObject(refused);
  });

  test("that is given up while somebody else asks for it stays kept", async () => {
    const { slug, holder: who } = await holder();
    const colleague = await createTestMember(database, ctx);
    const client = await database.everything.connect();
    try {
      await client.query("BEGIN");
      await client.query("UPDATE memberships SET profile_slug = NULL WHERE id = $1", [who.membershipId]);
      const asked = Promise.allSettled([take(colleague, slug)]);
      const waits =
        "SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'memberships'";
      await expect.poll(async () => (await set(waits)).rows[0].count).toBeGreaterThan(0);
      await client.query("COMMIT");
      expect((await asked)[0]).toMatchObject({ status: "rejected", reason: { code: "conflict" } });
    } finally {
      client.release();
    }
  });

  test("of somebody who is erased is kept too, and names nobody", async () => {
    const { slug, holder: who } = await holder();
    await set("UPDATE users SET erased_at = now() WHERE id = $1", who.userId);
    const colleague = await createTestMember(database, ctx);
    await expect(take(colleague, slug)).rejects.toMatchObject({ code: "conflict" });
    const kept = await set(
      "SELECT a::text AS row FROM profile_addresses a WHERE user_id = $1 OR a::text ~ $2",
      who.userId,
      slug,
    );
    expect(kept.rows).toEqual([]);
    await isOver(slug);
    await take(colleague, slug);
  });

  test("makes a profile complete, so the person is looked at again, once", async () => {
    const { slug, holder: who } = await holder();
    await set("DELETE FROM evaluation_requests WHERE user_id = $1", who.userId);
    await setProfileAddress(who.ctx, { slug, certificates: false });
    expect((await set("SELECT FROM evaluation_requests WHERE user_id = $1", who.userId)).rowCount).toBe(0);
    await setProfileAddress(who.ctx, { slug: `${slug}-b`, certificates: false });
    expect((await set("SELECT FROM evaluation_requests WHERE user_id = $1", who.userId)).rowCount).toBe(1);
    expect(await getOwnSharing(who.ctx)).toMatchObject({ slug: `${slug}-b`, visibility: "public" });
  });

  test.each([
    ["Kari-Nordmann ", true],
    ["k2", false],
    ["kari--nordmann", false],
    ["kåri", false],
    ["-kari", false],
    ["a".repeat(61), false],
    [null, false],
  ])("%j is one: %s", (slug, isOne) => {
    expect(profileAddress.safeParse({ slug }).success).toBe(isOne);
  });

  test.each([
    ["Åse Bjørgløkken Sæther", "ase-bjorglokken-saether"],
    ["Máret Ødegård", "maret-odegard"],
    ["漢字", ""],
    [`${"x".repeat(59)} y`, "x".repeat(59)],
  ])("is proposed from a name: %j", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
});

describe("a link to a whole profile", () => {
  test("shows the parts that were chosen, also where the profile is closed; badges then without their pages", async () => {
    const { holder: who } = await holder("private");
    const link = await shareProfile(who.ctx, { parts: ["badges"], days: "7" });
    const found = await openLink(link.token);
    expect(found?.profile).toMatchObject({
      holder: null,
      certificates: [],
      until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      categories: [{ shown: [{ publicHash: null }] }],
    });
    expect(JSON.stringify(found)).not.toContain(who.name);
    const named = await shareProfile(who.ctx, { parts: ["tier", "name"], days: "7" });
    expect((await openLink(named.token))?.profile).toMatchObject({ holder: who.name, categories: [] });
  });

  test("is over when it is withdrawn, has ended, or its holder is no longer active; and goes with its person", async () => {
    const { holder: who } = await holder();
    const share = () => shareProfile(who.ctx, { parts: ["badges"], days: "7" });
    const [withdrawn, ended, kept] = [await share(), await share(), await share()];
    await Promise.all([withdrawProfileShare(who.ctx, withdrawn), withdrawProfileShare(who.ctx, withdrawn)]);
    await set(
      "UPDATE profile_shares SET created_at = now() - interval '8 days', expires_at = now() - interval '1 second' WHERE id = $1",
      ended.id,
    );
    for (const { token } of [withdrawn, ended]) expect((await openLink(token))?.profile).toBe("over");
    expect((await getOwnSharing(who.ctx)).shares.map(({ state }) => state).toSorted()).toEqual([
      "active",
      "expired",
      "withdrawn",
    ]);
    await set(
      "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE id = $1",
      who.membershipId,
    );
    expect((await openLink(kept.token))?.profile).toBe("over");
    await set("UPDATE users SET erased_at = now() WHERE id = $1", who.userId);
    expect(await openLink(kept.token)).toBeNull();
  });

  test("is withdrawn by whoever made it, and its secret is nowhere", async () => {
    const { holder: who, coordinator } = await holder();
    const { id, token } = await shareProfile(who.ctx, { parts: ["badges"], days: "7" });
    const stranger = await createTestMember(database, await createTestOrganization(database));
    for (const other of [coordinator.ctx, stranger.ctx])
      await expect(withdrawProfileShare(other, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(shareProfile(ctx, { parts: ["badges"], days: "7" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const kept = await set(
      "SELECT p::text FROM profile_shares p WHERE id = $1 UNION ALL SELECT a::text FROM audit_log a",
      id,
    );
    expect(JSON.stringify(kept.rows)).not.toContain(token);
  });

  test.each([
    [{ parts: ["name"], days: "7" }],
    [{ parts: [], days: "7" }],
    [{ parts: ["email"], days: "7" }],
    [{ parts: ["badges"], days: "366" }],
    [{ parts: ["badges"] }],
  ])("is not made of %j", (input) => {
    expect(newProfileShare.safeParse(input).success).toBe(false);
  });
});
