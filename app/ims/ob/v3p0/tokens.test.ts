import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getCredentials, getProfile, pushText, putProfile, signed } from "@/app/ims/ob/v3p0/api.test-support";
import { newApplication } from "@/app/oauth/application.test-support";
import { disconnectApplication, listConnectedApplications } from "@/lib/backpack-host/grant-service";
import type { Scope } from "@/lib/backpack-host/rules";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let member: Awaited<ReturnType<typeof createTestMember>>;
let app: Awaited<ReturnType<typeof newApplication>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  member = await createTestMember(database, await createTestOrganization(database), {
    email: `${crypto.randomUUID()}@example.org`,
  });
  ctx = member.ctx;
  app = await newApplication();
});

const token = async (...scopes: Scope[]): Promise<string> =>
  (await app.connect(ctx, scopes.length > 0 ? scopes : undefined)).access_token;

describe("a token", () => {
  const statuses = async (access: string) => [
    (await getCredentials(access)).status,
    (await pushText(access, await signed("8"))).status,
    (await getProfile(access)).status,
    (await putProfile(access, { name: "Kari" })).status,
  ];

  test.each([
    ["credential.readonly", [200, 403, 403, 403]],
    ["credential.upsert", [403, 201, 403, 403]],
    ["profile.readonly", [403, 403, 200, 403]],
    ["profile.update", [403, 403, 403, 200]],
  ] as const)("with %s does that and nothing else", async (scope, expected) => {
    expect(await statuses(await token(scope))).toEqual(expected);
  });

  test("that is missing, unknown or a guess is told so in the words of the specification", async () => {
    for (const wrong of ["x", `heder_bpa_${"x".repeat(43)}`, "heder_00000000_x"]) {
      const { status, headers, body } = await getCredentials(wrong);
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toContain('error="invalid_token"');
      expect(body.imsx_codeMinor.imsx_codeMinorField[0].imsx_codeMinorFieldValue).toBe("unauthorizedrequest");
    }
  });

  test("ends when the person disconnects the application", async () => {
    const access = await token();
    const [connected] = await listConnectedApplications(ctx);
    expect(connected).toMatchObject({ name: "Lommebok", host: "app.example" });
    await disconnectApplication(ctx, { id: connected?.id ?? "" });
    expect(await statuses(access)).toEqual([401, 401, 401, 401]);
    expect(await listConnectedApplications(ctx)).toEqual([]);
  });

  test("is not ended by anybody else, of this organisation or another", async () => {
    const access = await token();
    const [connected] = await listConnectedApplications(ctx);
    const colleague = await createTestMember(database, ctx, { role: "org_admin" });
    const stranger = await createTestMember(database, await createTestOrganization(database));
    for (const other of [colleague.ctx, stranger.ctx]) {
      const ending = disconnectApplication(other, { id: connected?.id ?? "" });
      await expect(ending).rejects.toMatchObject({ code: "not_found" });
      expect(await listConnectedApplications(other)).toEqual([]);
    }
    expect((await getCredentials(access)).status).toBe(200);
  });

  test.each([
    [
      "is deactivated",
      "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE user_id = $1",
    ],
    ["has closed the account", "UPDATE users SET deactivated_at = now() WHERE id = $1"],
    ["is erased", "UPDATE users SET erased_at = now() WHERE id = $1"],
  ])("ends for good when the person %s", async (_, change) => {
    const pair = await app.connect(ctx);
    await database.everything.query(change, [member.userId]);
    expect(await statuses(pair.access_token)).toEqual([401, 401, 401, 401]);
    expect((await app.refresh(pair.refresh_token)).status).toBe(400);
    const { rows } = await database.everything.query(
      "SELECT revoked_because FROM backpack_grants WHERE user_id = $1",
      [member.userId],
    );
    expect(rows).toEqual([{ revoked_because: "left" }]);
  });

  test("is worth nothing while the organisation is closed or does without Open Badges", async () => {
    const access = await token();
    const set = (text: string) => database.everything.query(text, [ctx.organization.id]);
    await set(
      "UPDATE organization_modules SET is_enabled = false WHERE organization_id = $1 AND module = 'open_badges'",
    );
    expect((await getCredentials(access)).status).toBe(401);
    await set("UPDATE organization_modules SET is_enabled = true WHERE organization_id = $1");
    await set("UPDATE organizations SET is_active = false WHERE id = $1");
    expect((await getCredentials(access)).status).toBe(401);
    await set("UPDATE organizations SET is_active = true WHERE id = $1");
    expect((await getCredentials(access)).status).toBe(200);
  });

  test("of one organisation reaches nothing of the same person's in another", async () => {
    const other = await createTestOrganization(database);
    await database.everything.query(
      "INSERT INTO memberships (organization_id, user_id, display_name) VALUES ($1, $2, 'Den samme')",
      [other.organization.id, member.userId],
    );
    const there: Ctx = { ...ctx, organization: other.organization };
    const second = (await app.connect(there)).access_token;
    await pushText(second, await signed("9"));
    const first = await token();
    expect((await getCredentials(first)).body.compactJwsString).toEqual([]);
    expect((await getCredentials(second)).body.compactJwsString).toHaveLength(1);
    expect((await getProfile(second)).body.name).toBe("Den samme");
  });
});

describe("the profile", () => {
  test("is the person's name and address, under an id that leads nowhere", async () => {
    const { body } = await getProfile(await token());
    expect(body).toMatchObject({
      type: ["Profile"],
      name: member.name,
      id: `urn:uuid:${member.membershipId}`,
    });
    expect(body.email).toMatch(/@example\.org$/);
  });

  test("takes a new name, and leaves everything else as it is", async () => {
    const access = await token();
    const sent = { name: "Kari Nordmann", email: "another@example.org", id: "https://x.example", phone: "1" };
    const { status, body } = await putProfile(access, sent);
    expect(status).toBe(200);
    expect(body.name).toBe("Kari Nordmann");
    expect(body.email).not.toBe("another@example.org");
    expect((await putProfile(access, { name: "two\nlines" })).status).toBe(422);
  });
});
