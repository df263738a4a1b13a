import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OPTIONS, POST } from "@/app/ob/[...path]/route";
import { ask, BROWSER, SITE } from "@/app/ob/ask.test-support";
import { GET as getImage } from "@/app/ob/v2/achievements/[id]/image/route";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { createTestAward, revokeTestAward } from "@/lib/open-badges/issuing.test-support";
import { ownDocument } from "@/lib/open-badges/own-document";
import { publishedAt } from "@/lib/open-badges/published-documents";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
reachedAt(SITE);
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});
beforeEach(async () => {
  organization = await createTestOrganization(database);
});

const slug = () => organization.organization.slug;

describe("Open Badges 2.0", () => {
  test("leads from the assertion to the badge and to the issuer, all on one origin and of one version", async () => {
    const { hash, versionId } = await createTestAward(database, organization, {
      expiresAt: "2027-03-01T12:00:00Z",
      evidenceUrl: "https://example.org/bevis",
    });
    const answer = await ask(`/ob/v2/assertions/${hash}`);
    expect(answer.headers.get("content-type")).toBe("application/ld+json");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    const assertion = await answer.json();
    expect(assertion).toMatchObject({
      "@context": "https://w3id.org/openbadges/v2",
      type: "Assertion",
      id: `${SITE}/ob/v2/assertions/${hash}`,
      badge: `${SITE}/ob/v2/achievements/${versionId}`,
      recipient: { type: "email", hashed: true, identity: expect.stringMatching(/^sha256\$[0-9a-f]{64}$/) },
      issuedOn: "2026-03-01T12:00:00Z",
      expires: "2027-03-01T12:00:00Z",
      verification: { type: "hosted" },
      evidence: [{ type: "Evidence", id: "https://example.org/bevis" }],
    });
    const badge = await (await ask(new URL(assertion.badge).pathname)).json();
    expect(badge).toMatchObject({
      type: "BadgeClass",
      id: assertion.badge,
      name: "Ti aktiviteter",
      criteria: { id: `${assertion.badge}/criteria`, narrative: "Minst 10 aktiviteter." },
      image: { id: `${assertion.badge}/image` },
      issuer: `${SITE}/ob/v2/issuers/${slug()}`,
    });
    const issuer = await (await ask(new URL(badge.issuer).pathname)).json();
    expect(issuer).toMatchObject({ type: "Issuer", id: badge.issuer, name: organization.organization.name });
  });

  test("is from whom the definition names, where it names somebody (seed 003 issuername, issuerurl, issuercontact)", async () => {
    const achievementId = await activeAchievement(organization, {
      issuerName: "Kunnskapssenteret",
      issuerUrl: "https://kunnskap.example/merker",
      issuerContact: "merker@kunnskap.example",
    });
    const { versionId } = await createTestAward(database, organization, { achievementId });
    const badge = await (await ask(`/ob/v2/achievements/${versionId}`)).json();
    expect(badge.issuer).toBe(`${SITE}/ob/v2/achievements/${versionId}/issuer`);
    const issuer = await (await ask(new URL(badge.issuer).pathname)).json();
    expect(issuer).toEqual({
      "@context": "https://w3id.org/openbadges/v2",
      type: "Issuer",
      id: badge.issuer,
      name: "Kunnskapssenteret",
      url: "https://kunnskap.example/merker",
      email: "merker@kunnskap.example",
    });
    const other = await createTestAward(database, organization);
    expect((await ask(`/ob/v2/achievements/${other.versionId}/issuer`)).status).toBe(404);
    const signed = await (await ask(`/ob/v3/achievements/${versionId}`)).json();
    expect(signed.creator).toMatchObject({ name: "Kunnskapssenteret", email: "merker@kunnskap.example" });
  });

  test.each([
    ["application/ld+json", "application/ld+json"],
    ["application/json", "application/json"],
    ["*/*", "application/ld+json"],
  ])("who asks for %s is answered %s", async (accept, type) => {
    const { hash } = await createTestAward(database, organization);
    const answer = await ask(`/ob/v2/assertions/${hash}`, accept);
    expect(answer.headers.get("content-type")).toBe(type);
    expect((await answer.json()).type).toBe("Assertion");
  });

  test("leads people to pages", async () => {
    const { hash, versionId } = await createTestAward(database, organization);
    const pages = [
      [`/ob/v2/assertions/${hash}`, `${SITE}/badges/${hash}`],
      [`/ob/v3/credentials/${hash}`, `${SITE}/badges/${hash}`],
      [`/ob/v2/achievements/${versionId}`, `${SITE}/ob/v2/achievements/${versionId}/criteria`],
    ] as const;
    for (const [path, page] of pages) {
      const answer = await ask(path, BROWSER);
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toBe(page);
      expect((await ask(`${path}.json`, BROWSER)).status).toBe(200);
    }
  });

  test("of a revoked badge answers 410 with the reason, of an unknown one 404", async () => {
    const { hash, id } = await createTestAward(database, organization);
    expect((await ask(`/ob/v2/assertions/${hash}`)).status).toBe(200);
    await revokeTestAward(database, id, "Feil person");
    const gone = await ask(`/ob/v2/assertions/${hash}`);
    expect(gone.status).toBe(410);
    expect(await gone.json()).toMatchObject({
      id: `${SITE}/ob/v2/assertions/${hash}`,
      revoked: true,
      revocationReason: "Feil person",
    });
    expect((await ask(`/ob/v2/assertions/${"0".repeat(32)}`)).status).toBe(404);
  });
});

describe("every address", () => {
  test("answers 404 where nothing is published, whatever is asked", async () => {
    const paths = [
      "",
      "v2",
      "v2/issuers/nobody",
      "v3/issuers/nobody",
      "issuers/nobody/did.json",
      "v3/status/nobody/1",
      "v2/achievements/1",
      `v2/achievements/${"0".repeat(8)}-0000-4000-8000-${"0".repeat(12)}`,
      "v3/credentials/x.jwt",
      "v2/assertions/%00",
      "v2/issuers/\u0000",
      "issuers/\u0000/did.json",
      "v3/status/\u0000/1",
      "v3/credentials/__proto__",
      "v3/certificates/1",
      "v4/credentials/1",
    ];
    for (const path of paths) {
      const answer = await ask(`/ob/${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
      // As it arrives where escapes were read already.
      expect([path, await publishedAt(path)]).toEqual([path, null]);
    }
  });

  test("stops answering when the organisation turns the module off", async () => {
    const { hash, versionId } = await createTestAward(database, organization);
    const paths = [
      `v2/issuers/${slug()}`,
      `v3/issuers/${slug()}`,
      `issuers/${slug()}/did.json`,
      `v2/assertions/${hash}`,
      `v2/achievements/${versionId}`,
      `v3/achievements/${versionId}`,
      `v3/credentials/${hash}`,
      `v3/credentials/${hash}.jwt`,
      `v3/status/${slug()}/1`,
    ];
    for (const path of paths) expect([path, (await ask(`/ob/${path}`)).status]).toEqual([path, 200]);
    await database.everything.query(
      "UPDATE organization_modules SET is_enabled = false WHERE organization_id = $1 AND module = 'open_badges'",
      [organization.organization.id],
    );
    for (const path of paths) expect([path, (await ask(`/ob/${path}`)).status]).toEqual([path, 404]);
  });

  test("may be read by pages of other sites, and only read", async () => {
    expect(OPTIONS().headers.get("access-control-allow-methods")).toBe("GET, HEAD");
    expect((await POST(new Request(`${SITE}/ob/v2/issuers/x`, { method: "POST" }))).status).toBe(405);
  });

  test("is known without the network too, and no other site's is", async () => {
    const { hash, id } = await createTestAward(database, organization);
    const url = `${SITE}/ob/v3/credentials/${hash}`;
    expect(await ownDocument(url)).toEqual({
      status: 200,
      body: await (await ask(`/ob/v3/credentials/${hash}`)).text(),
    });
    await revokeTestAward(database, id);
    expect(await ownDocument(url)).toMatchObject({ status: 410 });
    expect(await ownDocument(`${SITE}/ob/v3/credentials/1`)).toMatchObject({ status: 404 });
    for (const other of [
      "https://other.example/ob/v3/credentials/1",
      `${SITE}.evil.example/ob/v2/issuers/x`,
      `${SITE}/sign-in`,
      "no url",
    ])
      expect(await ownDocument(other)).toBeNull();
  });
});

test("a badge's picture is its medallion, with its name, and may be shown anywhere", async () => {
  const { versionId } = await createTestAward(database, organization);
  const image = await getImage(new Request(SITE), { params: Promise.resolve({ id: versionId }) });
  expect(image.headers.get("content-type")).toBe("image/svg+xml");
  expect(image.headers.get("content-security-policy")).toContain("sandbox");
  expect(await image.text()).toContain("<title>Ti aktiviteter</title>");
  expect((await getImage(new Request(SITE), { params: Promise.resolve({ id: "x" }) })).status).toBe(404);
});
