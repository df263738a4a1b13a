import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { askAsPublic, disconnectPublic } from "@/lib/database/public";
import { isSignedBy, readJwt } from "@/lib/open-badges/independent.test-support";
import { bodyOf, createTestAward, didOf, revokeTestAward } from "@/lib/open-badges/issuing.test-support";
import { rotateKeys } from "@/lib/open-badges/key-service";
import { issuerJson, publishedCredential, signedCredential } from "@/lib/open-badges/public-queries";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
reachedAt("https://heder.example");
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

const rows = async (table: string) =>
  (
    await database.everything.query(`SELECT * FROM ${table} WHERE organization_id = $1`, [
      organization.organization.id,
    ])
  ).rows;

describe("publishing", () => {
  test("signs once: whoever asks again gets the same text, and nothing is written", async () => {
    const { hash } = await createTestAward(database, organization);
    const first = await bodyOf(hash);
    const [before] = await rows("credential_documents");
    expect(await bodyOf(hash)).toBe(first);
    expect(await rows("credential_documents")).toEqual([before]);
  });

  test("for the first time by many at once makes one key, one place and one text", async () => {
    const { hash } = await createTestAward(database, organization);
    const texts = await Promise.all(Array.from({ length: 8 }, () => bodyOf(hash)));
    expect(new Set(texts).size).toBe(1);
    expect(await rows("issuer_keys")).toHaveLength(1);
    expect(await rows("credentials")).toHaveLength(1);
    expect(await rows("status_lists")).toHaveLength(1);
  });

  test("gives every award a place of its own, and they do not follow each other", async () => {
    const achievementId = await activeAchievement(organization);
    for (let n = 0; n < 12; n += 1) {
      const { hash } = await createTestAward(database, organization, { achievementId });
      await bodyOf(hash);
    }
    const places = (await rows("credentials")).map((row) => row.status_list_index).sort((a, b) => a - b);
    expect(new Set(places).size).toBe(12);
    expect(places.at(-1) - places[0]).toBeGreaterThan(100);
  });

  test("signs anew when the credential says something else, and not when only something unpublished changes", async () => {
    const { hash, id } = await createTestAward(database, organization);
    const first = await bodyOf(hash);
    await database.everything.query("UPDATE earned_badges SET is_visible = false WHERE id = $1", [id]);
    expect(await bodyOf(hash)).toBe(first);
    await database.everything.query("UPDATE organizations SET name = 'Nytt navn' WHERE id = $1", [
      organization.organization.id,
    ]);
    const second = JSON.parse(await bodyOf(hash));
    expect(second.issuer.name).toBe("Nytt navn");
    expect(second.credentialStatus).toEqual(JSON.parse(first).credentialStatus);
    expect(await isSignedBy(await didOf(organization), second)).toBe(true);
  });

  test("with a new key leaves what the old one signed as it is, and verifiable", async () => {
    const achievementId = await activeAchievement(organization);
    const old = await createTestAward(database, organization, { achievementId });
    const [before, jwt] = [await bodyOf(old.hash), await bodyOf(old.hash, "jwt_eddsa")];
    await rotateKeys(organization, ["Ed25519"]);
    const fresh = await createTestAward(database, organization, { achievementId });
    const after = await bodyOf(fresh.hash);
    expect(await bodyOf(old.hash)).toBe(before);
    const did = await didOf(organization);
    const method = (text: string) => JSON.parse(text).proof.verificationMethod;
    expect(method(after)).not.toBe(method(before));
    for (const text of [before, after]) expect(await isSignedBy(did, JSON.parse(text))).toBe(true);
    expect(readJwt(did, jwt).holds).toBe(true);
  });

  test("is under another organisation's did.json never valid", async () => {
    const { hash } = await createTestAward(database, organization);
    const other = await createTestOrganization(database);
    const theirs = await createTestAward(database, other);
    await bodyOf(theirs.hash);
    const credential = JSON.parse(await bodyOf(hash));
    await expect(isSignedBy(await didOf(other), credential)).rejects.toThrow("is no key of");
  });

  test("knows nothing of one that waits, and of one that was rejected", async () => {
    const { hash, id } = await createTestAward(database, organization, { status: "pending_approval" });
    const asked = { kind: "award", key: hash, form: "ob3" } as const;
    expect(await publishedCredential(asked)).toBeNull();
    const { userId } = await createTestMember(database, organization, { role: "coordinator" });
    const { rowCount } = await database.everything.query(
      `UPDATE earned_badges SET status = 'rejected', decided_at = now(), decided_by_user_id = $2, decision_reason = 'x' WHERE id = $1`,
      [id, userId],
    );
    expect(rowCount).toBe(1);
    expect(await publishedCredential(asked)).toBeNull();
    expect(await rows("credentials")).toEqual([]);
  });

  test("knows nothing of one that was declined, of an unknown one, and of what is no hash", async () => {
    const { hash } = await createTestAward(database, organization, { declined: true });
    for (const key of [hash, "0".repeat(32), "", "x'; DROP TABLE users", hash.toUpperCase()])
      expect(await publishedCredential({ kind: "award", key, form: "ob3" })).toBeNull();
  });

  test("of a revoked one answers only that, and why", async () => {
    const { hash, id } = await createTestAward(database, organization);
    await bodyOf(hash);
    await revokeTestAward(database, id, "Feil person");
    for (const form of ["ob2", "ob3", "jwt_eddsa"] as const)
      expect(await publishedCredential({ kind: "award", key: hash, form })).toEqual({
        state: "revoked",
        reason: "Feil person",
      });
    expect(await signedCredential(hash)).toBeNull();
  });

  test("stops with the module, and with the organisation", async () => {
    const { hash } = await createTestAward(database, organization);
    await bodyOf(hash);
    const { id, slug } = organization.organization;
    for (const [off, on] of [
      [
        "UPDATE organization_modules SET is_enabled = false WHERE organization_id = $1 AND module = 'open_badges'",
        "UPDATE organization_modules SET is_enabled = true WHERE organization_id = $1 AND module = 'open_badges'",
      ],
      [
        "UPDATE organizations SET is_active = false WHERE id = $1",
        "UPDATE organizations SET is_active = true WHERE id = $1",
      ],
    ] as const) {
      await database.everything.query(off, [id]);
      expect(await publishedCredential({ kind: "award", key: hash, form: "ob3" })).toBeNull();
      expect(await issuerJson(slug, "did")).toBeNull();
      await database.everything.query(on, [id]);
      expect(await bodyOf(hash)).toContain("OpenBadgeCredential");
    }
  });
});

test("the public role learns nothing but documents", async () => {
  const { hash, email, userId } = await createTestAward(database, organization);
  await bodyOf(hash);
  for (const table of ["issuer_keys", "credentials", "credential_documents", "status_lists", "earned_badges"])
    await expect(askAsPublic(`SELECT 1 FROM ${table}`, [])).rejects.toMatchObject({ code: "42501" });
  const seen = [
    await askAsPublic("SELECT * FROM public_award_credential($1, 'ob3', $2)", [
      hash,
      "https://heder.example",
    ]),
    await askAsPublic("SELECT * FROM public_issuer($1)", [organization.organization.slug]),
  ];
  const text = JSON.stringify(seen).toLowerCase();
  for (const secret of [email?.toLowerCase(), userId, '"d":', "private"]) expect(text).not.toContain(secret);
});
