import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { inTenant } from "@/lib/db";
import { isSignedBy } from "@/lib/open-badges/independent.test-support";
import { bodyOf, createTestAward, didOf, revokeTestAward } from "@/lib/open-badges/issuing.test-support";
import { ensurePlace } from "@/lib/open-badges/place-service";
import { publicStatusList } from "@/lib/open-badges/status-list-service";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

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

const listOf = async (number = 1): Promise<string> => {
  const list = await publicStatusList(organization.organization.slug, number);
  if (list === null) throw new Error("no list");
  return list;
};
/** By the specification and without the library: base64url of GZIP, index 0 the leftmost bit. */
const bitsOf = (list: string): Buffer => {
  const { encodedList } = JSON.parse(list).credentialSubject;
  expect(encodedList).toMatch(/^u[\w-]+$/);
  return gunzipSync(Buffer.from(encodedList.slice(1), "base64url"));
};
const isSet = (list: string, index: number) =>
  ((bitsOf(list)[index >> 3] ?? 0) >> (7 - (index % 8))) % 2 === 1;
const placeOf = (credential: string) => Number(JSON.parse(credential).credentialStatus.statusListIndex);

test("a status list is a signed credential of at least 131,072 entries, none of them set at first", async () => {
  await bodyOf((await createTestAward(database, organization)).hash);
  const list = await listOf();
  expect(JSON.parse(list)).toMatchObject({
    id: `https://heder.example/ob/v3/status/${organization.organization.slug}/1`,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer: { id: `did:web:heder.example:ob:issuers:${organization.organization.slug}` },
    credentialSubject: { type: "BitstringStatusList", statusPurpose: "revocation" },
  });
  expect(bitsOf(list).length * 8).toBeGreaterThanOrEqual(131_072);
  expect(bitsOf(list).every((byte) => byte === 0)).toBe(true);
  expect(await isSignedBy(await didOf(organization), JSON.parse(list))).toBe(true);
});

test("a revocation stands in the list the next time it is fetched, and only there", async () => {
  const achievementId = await activeAchievement(organization);
  const [kept, revoked] = await Promise.all(
    [1, 2].map(() => createTestAward(database, organization, { achievementId })),
  );
  if (!kept || !revoked) throw new Error("no awards");
  const [place, other] = [placeOf(await bodyOf(revoked.hash)), placeOf(await bodyOf(kept.hash))];
  expect(isSet(await listOf(), place)).toBe(false);
  await revokeTestAward(database, revoked.id);
  const list = await listOf();
  expect(isSet(list, place)).toBe(true);
  expect(isSet(list, other)).toBe(false);
  expect(bitsOf(list).reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0)).toBe(1);
  expect(await isSignedBy(await didOf(organization), JSON.parse(list))).toBe(true);
});

test("a declined badge is revoked for those who have its file", async () => {
  const { hash, id } = await createTestAward(database, organization);
  const place = placeOf(await bodyOf(hash));
  await database.everything.query("UPDATE earned_badges SET declined_at = now() WHERE id = $1", [id]);
  expect(isSet(await listOf(), place)).toBe(true);
});

test("an erased person's badge is revoked for those who have its file, and nothing of it is kept", async () => {
  const { hash, id, userId } = await createTestAward(database, organization);
  const place = placeOf(await bodyOf(hash));
  await database.everything.query("UPDATE users SET erased_at = now() WHERE id = $1", [userId]);
  expect(isSet(await listOf(), place)).toBe(true);
  const kept = await database.everything.query(
    "SELECT FROM credential_documents d JOIN credentials c ON c.id = d.credential_id WHERE c.earned_badge_id = $1",
    [id],
  );
  expect(kept.rows).toEqual([]);
});

test("a list is signed again only when it says something else", async () => {
  const { hash, id } = await createTestAward(database, organization);
  await bodyOf(hash);
  const first = await listOf();
  expect(await listOf()).toBe(first);
  await revokeTestAward(database, id);
  expect(await listOf()).not.toBe(first);
});

test("what was revoked stays so in the database, whoever tries", async () => {
  const { hash, id } = await createTestAward(database, organization);
  await bodyOf(hash);
  await revokeTestAward(database, id);
  await expect(database.everything.query("UPDATE credentials SET revoked_at = NULL")).rejects.toMatchObject({
    constraint: "credentials_are_final",
  });
});

test("a list in which free places are hard to find is followed by the next", async () => {
  const achievementId = await activeAchievement(organization);
  await bodyOf((await createTestAward(database, organization, { achievementId })).hash);
  // All places are taken by certificates that nobody has: triggers and references are the database's business elsewhere.
  const client = await database.everything.connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(
      `INSERT INTO credentials (organization_id, certification_id, status_list_id, status_list_index)
       SELECT l.organization_id, gen_random_uuid(), l.id, n FROM status_lists l, generate_series(0, l.length - 1) n
       WHERE l.organization_id = $1 ON CONFLICT DO NOTHING`,
      [organization.organization.id],
    );
    await client.query("COMMIT");
  } finally {
    client.release();
  }
  const next = JSON.parse(
    await bodyOf((await createTestAward(database, organization, { achievementId })).hash),
  );
  expect(next.credentialStatus.statusListCredential).toMatch(/\/2$/);
  expect(bitsOf(await listOf(2)).length).toBe(16_384);
});

test("a place is given once, however many ask for it at once", async () => {
  const { id } = await createTestAward(database, organization);
  const places = await Promise.all(
    Array.from({ length: 6 }, () =>
      inTenant(organization, (tx) => ensurePlace(tx, organization, { kind: "award", id })),
    ),
  );
  expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(1);
});

test("there is no list before the first badge, of another number, and of nobody", async () => {
  const { slug } = organization.organization;
  for (const number of [0, 1, 2, -1, 1.5, Number.NaN])
    expect(await publicStatusList(slug, number)).toBeNull();
  expect(await publicStatusList("nobody", 1)).toBeNull();
});
