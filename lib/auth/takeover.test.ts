import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPasswordLink, findPasswordLink } from "@/lib/auth/password-link";
import { acceptInvitation, changePassword, choosePassword, requestReset } from "@/lib/auth/password-service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { createGlobalAdmin } from "@/lib/organizations/global-admin-service";
import type { AddedMember } from "@/lib/people/member-service";
import { addPerson, renewInvitation, updatePerson } from "@/lib/people/service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

const PASSWORD = "blå hest under bordet";
const OTHER = "grønn hund på taket";

let database: TestDatabase;
let admin: Ctx;
let foreignAdmin: Ctx;
let number = 0;

beforeAll(async () => {
  database = await testDatabase();
  const own = await createTestOrganization(database);
  const foreign = await createTestOrganization(database);
  admin = (await createTestMember(database, own, { role: "org_admin" })).ctx;
  foreignAdmin = (await createTestMember(database, foreign, { role: "org_admin" })).ctx;
});
afterAll(() => database.close());

const newEmail = () => `kari${++number}@example.org`;
const add = (ctx: Ctx, email?: string) =>
  addPerson(ctx, { displayName: "Kari Nordmann", email, role: "peer_mentor", joinedOn: undefined });
const tokenOf = (link: { url: string } | null) => link?.url.split("/").at(-1) ?? "";
const self = (userId: string) => ({ kind: "user", userId, name: "Kari", role: "peer_mentor" }) as const;
const account = async (userId: string) => {
  const { rows } = await database.everything.query("SELECT * FROM users WHERE id = $1", [userId]);
  return rows[0];
};
const memberOf = async (ctx: Ctx, email: string) => {
  const sql = "SELECT user_id FROM memberships WHERE organization_id = $1 AND email = $2";
  const { rows } = await database.everything.query(sql, [ctx.organization.id, email]);
  return rows[0]?.user_id;
};
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.text.key : error),
  );

/** Somebody with an account of their own in an organisation. */
async function settled(ctx: Ctx, email = newEmail()): Promise<AddedMember & { email: string }> {
  const added = await add(ctx, email);
  await choosePassword({ token: tokenOf(added.link), password: PASSWORD });
  return { ...added, email };
}

describe("nobody takes over an account", () => {
  test("an administrator gets no link to an account that is in use", async () => {
    const { userId } = await settled(admin);
    expect(await codeOf(renewInvitation(admin, { userId }))).toBe("people.accountInUse");
  });

  test("a link kept back is worthless once the owner has come in by mail", async () => {
    const email = newEmail();
    const { userId, link } = await add(admin, email);
    const mail = await requestReset(email, "10.0.0.1");
    await choosePassword({ token: tokenOf(mail), password: PASSWORD });
    const before = await account(userId);
    expect(await codeOf(choosePassword({ token: tokenOf(link), password: OTHER }))).toBe("auth.linkIsOver");
    expect(await account(userId)).toEqual(before);
  });

  test("a reset link kept back is worthless once the password is another", async () => {
    const { userId, email } = await settled(admin);
    const first = await requestReset(email, "10.0.0.2");
    const second = await requestReset(email, "10.0.0.2");
    expect(await findPasswordLink(tokenOf(first))).toBeNull();
    await choosePassword({ token: tokenOf(second), password: OTHER });
    expect(await findPasswordLink(tokenOf(second))).toBeNull();
    expect((await account(userId)).session_version).toBe(3);
  });

  test("adding somebody else's address attaches and reveals nothing", async () => {
    const victim = await settled(admin);
    const before = await account(victim.userId);
    const added = await add(foreignAdmin, victim.email);
    expect(added.userId).not.toBe(victim.userId);
    expect(await account(victim.userId)).toEqual(before);
    expect(await account(added.userId)).toMatchObject({ email: null, password_hash: null });
    // An address nobody has gives the same: a person and a link.
    expect(Object.keys(added)).toEqual(Object.keys(await add(foreignAdmin, newEmail())));
  });

  test("the link to such an address opens nothing without signing in as its owner", async () => {
    const victim = await settled(admin);
    const { link } = await add(foreignAdmin, victim.email);
    expect(await findPasswordLink(tokenOf(link))).toMatchObject({ needsSignIn: true });
    expect(await codeOf(choosePassword({ token: tokenOf(link), password: OTHER }))).toBe("auth.linkIsOver");
    const stranger = await settled(foreignAdmin);
    expect(await codeOf(acceptInvitation(self(stranger.userId), tokenOf(link)))).toBe("auth.linkIsOver");
    expect(await memberOf(foreignAdmin, victim.email)).not.toBe(stranger.userId);
  });

  test("its owner joins with their own account, once, and the empty account ends", async () => {
    const victim = await settled(admin);
    const { userId, membershipId, link } = await add(foreignAdmin, victim.email);
    const joined = await acceptInvitation(self(victim.userId), tokenOf(link));
    expect(joined.slug).toBe(foreignAdmin.organization.slug);
    expect(await memberOf(foreignAdmin, victim.email)).toBe(victim.userId);
    expect((await account(userId)).deactivated_at).not.toBeNull();
    expect(await codeOf(acceptInvitation(self(victim.userId), tokenOf(link)))).toBe("auth.linkIsOver");
    const { rows } = await database.everything.query(
      "SELECT actor_user_id FROM audit_log WHERE action = 'membership.accepted' AND subject_id = $1",
      [membershipId],
    );
    expect(rows).toEqual([{ actor_user_id: victim.userId }]);
    // From now on the account is in two organisations: neither gets a link to it.
    expect(await codeOf(renewInvitation(foreignAdmin, victim))).toBe("people.accountInUse");
  });

  test("whoever registered an address first loses it to the one who reads its mail", async () => {
    const email = newEmail();
    const squatter = await add(foreignAdmin, email);
    await choosePassword({ token: tokenOf(squatter.link), password: OTHER });
    const before = await account(squatter.userId);
    const { link } = await add(admin, email);
    const mail = await requestReset(email, "10.0.0.3");
    await choosePassword({ token: tokenOf(mail), password: PASSWORD });
    expect((await account(squatter.userId)).session_version).toBe(before.session_version + 1);
    const stale = changePassword(self(squatter.userId), {
      currentPassword: OTHER,
      newPassword: "ny setning her nå",
    });
    await expect(stale).rejects.toMatchObject({ fields: { currentPassword: { key: "auth.wrongPassword" } } });
    await acceptInvitation(self(squatter.userId), tokenOf(link));
    expect(await memberOf(admin, email)).toBe(squatter.userId);
  });

  test("correcting an address moves an account only while nobody uses it", async () => {
    const wrong = await add(admin, newEmail());
    const details = { displayName: "Kari", externalRef: undefined, joinedOn: undefined };
    const right = newEmail();
    await updatePerson(admin, { userId: wrong.userId, email: right, ...details });
    expect((await account(wrong.userId)).email).toBe(right);

    const victim = await settled(admin);
    await updatePerson(admin, { userId: victim.userId, email: newEmail(), ...details });
    expect((await account(victim.userId)).email).toBe(victim.email);

    const other = await add(foreignAdmin, newEmail());
    await updatePerson(foreignAdmin, { userId: other.userId, email: victim.email, ...details });
    expect((await account(other.userId)).email).toBeNull();
    expect((await account(victim.userId)).email).toBe(victim.email);
  });

  test("no link is made for a membership of another organisation, whatever the application asks", async () => {
    const { userId, membershipId } = await add(admin, newEmail());
    expect(await codeOf(renewInvitation(foreignAdmin, { userId }))).toBe("notFound.person");
    const wanted = { userId, membershipId, purpose: "invitation", createdBy: null } as const;
    expect(await inTenant(foreignAdmin, (tx) => createPasswordLink(tx, wanted))).toBeNull();
    const bare = { ...wanted, membershipId: null };
    expect(await inTenant(foreignAdmin, (tx) => createPasswordLink(tx, bare))).toBeNull();
  });

  test("an account that becomes a global admin's loses every key others may hold", async () => {
    const email = newEmail();
    const planted = await add(foreignAdmin, email);
    const newer = await renewInvitation(foreignAdmin, planted);
    const { userId, link } = await createGlobalAdmin({ kind: "command" }, email);
    expect(userId).toBe(planted.userId);
    for (const kept of [planted.link, newer]) expect(await findPasswordLink(tokenOf(kept))).toBeNull();
    expect(await codeOf(renewInvitation(foreignAdmin, planted))).toBe("people.accountInUse");
    await choosePassword({ token: tokenOf(link), password: PASSWORD });

    const inUse = await settled(foreignAdmin);
    await createGlobalAdmin({ kind: "command" }, inUse.email);
    expect(await account(inUse.userId)).toMatchObject({ is_global_admin: true, password_hash: null });
  });

  test("only the command line makes global admins", async () => {
    const asAdmin = { kind: "user", userId: "", name: "", role: "global_admin" } as const;
    expect(await codeOf(createGlobalAdmin(asAdmin, newEmail()))).toBe("forbidden");
  });
});
