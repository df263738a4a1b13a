import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ask, BROWSER, SITE } from "@/app/ob/ask.test-support";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { isSignedBy, readJwt } from "@/lib/open-badges/independent.test-support";
import { createTestAward, revokeTestAward } from "@/lib/open-badges/issuing.test-support";
import { reachedAt } from "@/lib/testing/address";
import { createTestCertificate } from "@/lib/testing/certificates";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

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

describe("Open Badges 3.0", () => {
  test("gives a credential as JSON or as JWT, as it is asked for", async () => {
    const { hash } = await createTestAward(database, organization);
    const path = `/ob/v3/credentials/${hash}`;
    await ask(path);
    const did = await (await ask(`/ob/issuers/${slug()}/did.json`)).json();
    for (const [asked, accept, type] of [
      [path, undefined, "application/vc+ld+json"],
      [path, "application/vc", "application/vc"],
      [path, "application/json", "application/json"],
      [`${path}.json`, BROWSER, "application/vc+ld+json"],
    ] as const) {
      const answer = await ask(asked, accept);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
      expect(await isSignedBy(did, await answer.json())).toBe(true);
    }
    for (const [asked, accept] of [
      [`${path}.jwt`, undefined],
      [path, "text/plain"],
    ] as const) {
      const answer = await ask(asked, accept);
      expect(answer.headers.get("content-type")).toContain("text/plain");
      expect(readJwt(did, await answer.text())).toMatchObject({ holds: true, header: { alg: "EdDSA" } });
    }
    const rsa = await (await ask(`${path}.jwt?alg=RS256`)).text();
    const later = await (await ask(`/ob/issuers/${slug()}/did.json`)).json();
    expect(readJwt(later, rsa)).toMatchObject({ holds: true, header: { alg: "RS256" } });
  });

  test("publishes issuer, achievement and status list at the addresses the credential names", async () => {
    const { hash } = await createTestAward(database, organization);
    const credential = await (await ask(`/ob/v3/credentials/${hash}`)).json();
    const achievement = await (
      await ask(new URL(credential.credentialSubject.achievement.id).pathname)
    ).json();
    expect(achievement).toMatchObject({ ...credential.credentialSubject.achievement });
    const profile = await (await ask(`/ob/v3/issuers/${slug()}`)).json();
    expect(profile).toMatchObject(credential.issuer);
    const { statusListCredential } = credential.credentialStatus;
    const list = await ask(new URL(statusListCredential).pathname);
    expect(list.status).toBe(200);
    expect((await list.json()).type).toContain("BitstringStatusListCredential");
  });

  test("asked again with its ETag answers 304, and 410 once it was revoked", async () => {
    const { hash, id } = await createTestAward(database, organization);
    const path = `/ob/v3/credentials/${hash}`;
    const etag = (await ask(path)).headers.get("etag") ?? "";
    expect((await ask(path, undefined, { "if-none-match": etag })).status).toBe(304);
    await revokeTestAward(database, id);
    expect((await ask(path, undefined, { "if-none-match": etag })).status).toBe(410);
  });

  test("makes a certificate a credential too, with its number, and says nothing of why it was revoked", async () => {
    const type = await createTestCertificationType(database, organization);
    const { userId } = await createTestMember(database, organization, { email: "ola@example.org" });
    const { id, number } = await createTestCertificate(database, organization, {
      type,
      userId,
      expiresAt: "2028-01-01T00:00:00Z",
    });
    const { rows } = await database.everything.query(
      "SELECT verification_token AS token FROM certifications WHERE id = $1",
      [id],
    );
    const path = `/ob/v3/certificates/${rows[0].token}`;
    const credential = await (await ask(path)).json();
    expect(credential).toMatchObject({
      id: `${SITE}${path}`,
      validUntil: "2028-01-01T00:00:00Z",
      credentialSubject: { licenseNumber: number, achievement: { achievementType: "Certificate" } },
    });
    const did = await (await ask(`/ob/issuers/${slug()}/did.json`)).json();
    expect(await isSignedBy(did, credential)).toBe(true);
    expect(JSON.stringify(credential)).not.toContain("ola@example.org");
    expect((await ask(new URL(credential.credentialSubject.achievement.id).pathname)).status).toBe(200);
    const coordinator = await createTestMember(database, organization, { role: "coordinator" });
    await database.everything.query(
      `UPDATE certifications SET status = 'revoked', revoked_at = now(), revocation_reason = 'Hemmelig', revoked_by_user_id = $2 WHERE id = $1`,
      [id, coordinator.userId],
    );
    const gone = await ask(path);
    expect(gone.status).toBe(410);
    expect(await gone.text()).not.toContain("Hemmelig");
  });
});
