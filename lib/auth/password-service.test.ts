import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPasswordLink } from "@/lib/auth/password-link";
import { choosePassword, requestReset } from "@/lib/auth/password-service";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { AddedMember } from "@/lib/people/member-service";
import { addPerson, deactivatePerson, renewInvitation } from "@/lib/people/service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

const PASSWORD = "blå hest under bordet";
const OTHER = "grønn hund på taket";

let database: TestDatabase;
let admin: Ctx;
let number = 0;

beforeAll(async () => {
  database = await testDatabase();
  const own = await createTestOrganization(database);
  admin = (await createTestMember(database, own, { role: "org_admin" })).ctx;
});
afterAll(() => database.close());

const newEmail = () => `kari${++number}@example.org`;
const add = (ctx: Ctx, email?: string) =>
  addPerson(ctx, { displayName: "Kari Nordmann", email, role: "peer_mentor", joinedOn: undefined });
const tokenOf = (link: { url: string } | null) => link?.url.split("/").at(-1) ?? "";
const account = async (userId: string) => {
  const { rows } = await database.everything.query("SELECT * FROM users WHERE id = $1", [userId]);
  return rows[0];
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

describe("an invitation", () => {
  test("lets a person choose a password, once", async () => {
    const email = newEmail();
    const { userId, link } = await add(admin, email);
    expect(await findPasswordLink(tokenOf(link))).toMatchObject({ userId, email, needsSignIn: false });
    await choosePassword({ token: tokenOf(link), password: PASSWORD });
    expect(await account(userId)).toMatchObject({ email, session_version: 2 });
    expect(await findPasswordLink(tokenOf(link))).toBeNull();
    const again = choosePassword({ token: tokenOf(link), password: OTHER });
    expect(await codeOf(again)).toBe("auth.linkIsOver");
  });

  test("lets only one of many who use it at once choose", async () => {
    const { link } = await add(admin, newEmail());
    const tries = Array.from({ length: 8 }, (_, i) =>
      codeOf(choosePassword({ token: tokenOf(link), password: `${PASSWORD} ${i}` })),
    );
    const results = await Promise.all(tries);
    expect(results.filter((result) => result === "done")).toHaveLength(1);
  });

  test("is kept as a hash only", async () => {
    const { link } = await add(admin, newEmail());
    const { rows } = await database.everything.query(
      "SELECT encode(token_hash, 'escape') AS h FROM password_links",
    );
    expect(rows.map(({ h }) => h)).not.toContain(tokenOf(link));
    expect(tokenOf(link)).toMatch(/^[\w-]{43}$/);
  });

  test("is not made without an e-mail, and is over when the person is deactivated or it has expired", async () => {
    expect((await add(admin)).link).toBeNull();
    const gone = await add(admin, newEmail());
    await deactivatePerson(admin, gone);
    expect(await findPasswordLink(tokenOf(gone.link))).toBeNull();
    const late = await add(admin, newEmail());
    await database.everything.query("UPDATE password_links SET expires_at = now() WHERE user_id = $1", [
      late.userId,
    ]);
    expect(await codeOf(choosePassword({ token: tokenOf(late.link), password: PASSWORD }))).toBe(
      "auth.linkIsOver",
    );
  });

  test("is replaced by a newer one", async () => {
    const added = await add(admin, newEmail());
    const newer = await renewInvitation(admin, added);
    expect(await findPasswordLink(tokenOf(added.link))).toBeNull();
    expect(await findPasswordLink(tokenOf(newer))).not.toBeNull();
  });

  test("refuses a password that would be guessed and stays good", async () => {
    const { link } = await add(admin, newEmail());
    const refused = choosePassword({ token: tokenOf(link), password: "Kari Nordmann" });
    await expect(refused).rejects.toMatchObject({ fields: { password: { key: "auth.passwordIsOwner" } } });
    expect(await findPasswordLink(tokenOf(link))).not.toBeNull();
  });
});

describe("a forgotten password", () => {
  test("gives a link for an hour, and nothing for an address nobody signs in with", async () => {
    const { email } = await settled(admin);
    const mail = await requestReset(email.toUpperCase(), "10.0.0.4");
    const minutes = ((mail?.expiresAt.getTime() ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(55);
    expect(minutes).toBeLessThan(65);
    expect(await requestReset(newEmail(), "10.0.0.4")).toBeNull();
  });

  test("may be asked for three times an hour, whether or not there is an account", async () => {
    const { email } = await settled(admin);
    for (const address of [email, newEmail()]) {
      const answers = [];
      for (let i = 0; i < 4; i++) answers.push(await codeOf(requestReset(address, `10.1.0.${i}`)));
      expect(answers).toEqual(["done", "done", "done", "auth.tooManyTries"]);
    }
  });
});
