import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { heldBadge } from "@/lib/badge-page/badge-page.test-support";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { declineEndorsement } from "@/lib/endorsements/answer-service";
import { asked, givenOf, invite, linkTo, words } from "@/lib/endorsements/endorsements.test-support";
import { withdrawEndorsement } from "@/lib/endorsements/invitation-service";
import { badgeEndorsements, listEndorsements } from "@/lib/endorsements/queries";
import { addresses, endorserDid, issuerDid } from "@/lib/open-badges/addresses";
import { checkBadge } from "@/lib/open-badges/check-badge";
import { isSignedBy, readJwt } from "@/lib/open-badges/independent.test-support";
import { bodyOf, createTestAward } from "@/lib/open-badges/issuing.test-support";
import { rotateKeys } from "@/lib/open-badges/key-service";
import { publishedAt } from "@/lib/open-badges/published-documents";
import schema from "@/lib/open-badges/vectors/achievement-credential.schema.json";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
reachedAt("https://heder.example");
beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

const statusOf = async (path: string) => (await publishedAt(path))?.status ?? 404;
const documentAt = async (path: string) => {
  const document = await publishedAt(path);
  if (document?.status !== 200) throw new Error(`${path}: ${document?.status}`);
  return document.kind === "jwt" ? document.body : JSON.parse(document.body);
};

describe("an endorsement", () => {
  test("is a hosted one of 2.0 that names who endorses, and the achievement refers to it", async () => {
    const { id, version } = await givenOf(ctx, await activeAchievement(ctx));
    const address = addresses.endorsementV2(id);
    expect(await documentAt(`v2/endorsements/${id}`)).toMatchObject({
      type: "Endorsement",
      id: address,
      claim: { id: addresses.badgeClass(version ?? ""), endorsementComment: words.comment },
      issuer: { type: "Profile", name: words.name, url: words.url },
      verification: { type: "hosted" },
    });
    expect(await documentAt(`v2/achievements/${version}`)).toMatchObject({ endorsement: [address] });
    expect(await publishedAt(`v2/endorsements/${id}`)).not.toMatchObject({
      body: expect.stringContaining("per@lege.example"),
    });
  });

  test("is signed in the endorser's name by a key of the organisation's, as JSON and as a JWT", async () => {
    const { id, version } = await givenOf(ctx, await activeAchievement(ctx));
    const did = await documentAt(`endorsers/${id}/did.json`);
    expect(did).toMatchObject({ id: endorserDid(id), controller: issuerDid(ctx.organization.slug) });
    const credential = await documentAt(`v3/endorsements/${id}.json`);
    expect(credential).toMatchObject({
      type: ["VerifiableCredential", "EndorsementCredential"],
      issuer: { id: endorserDid(id), name: words.name },
      description: expect.stringContaining(ctx.organization.name),
      credentialSubject: { id: addresses.achievement(version ?? ""), endorsementComment: words.comment },
    });
    expect(await isSignedBy(did, credential)).toBe(true);
    const { credentialSubject } = credential;
    const altered = { ...credential, credentialSubject: { ...credentialSubject, endorsementComment: "Nei" } };
    expect(await isSignedBy(did, altered)).toBe(false);
    const jwt = await documentAt(`v3/endorsements/${id}.jwt`);
    expect(readJwt(did, jwt)).toMatchObject({ holds: true, payload: { iss: endorserDid(id) } });
  });

  test("is accepted by our own check, which also takes it from others", async () => {
    const { id } = await givenOf(ctx);
    for (const ending of [".json", ".jwt"]) {
      const bytes = new TextEncoder().encode((await publishedAt(`v3/endorsements/${id}${ending}`))?.body);
      const { outcome, checks } = await checkBadge({ bytes });
      expect(checks.filter(({ verdict }) => verdict === "fail")).toEqual([]);
      expect(outcome).toBe("valid");
    }
  });

  test("is signed once, also when many ask at the same time, and outlives a change of keys", async () => {
    const { id } = await givenOf(ctx);
    const ask = async () => (await publishedAt(`v3/endorsements/${id}.json`))?.body;
    const [first, ...others] = await Promise.all([ask(), ask(), ask()]);
    await rotateKeys(ctx, ["Ed25519"]);
    for (const other of [...others, await ask()]) expect(other).toBe(first);
    const did = await documentAt(`endorsers/${id}/did.json`);
    expect(await isSignedBy(did, JSON.parse(first ?? ""))).toBe(true);
  });

  test("stands in the documents of what it is about, which the schema accepts, and in no credential", async () => {
    const other = await createTestOrganization(database);
    const achievementId = await activeAchievement(other);
    const award = await createTestAward(database, other, { achievementId });
    const before = await bodyOf(award.hash);
    const { id } = await givenOf(other, achievementId);
    const issuer = await givenOf(other);
    expect(await bodyOf(award.hash)).toBe(before);
    const achievement = await documentAt(`v3/achievements/${award.versionId}`);
    const profile = await documentAt(`v3/issuers/${other.organization.slug}`);
    expect(achievement.endorsementJwt).toEqual([await documentAt(`v3/endorsements/${id}.jwt`)]);
    expect(profile.endorsementJwt).toEqual([await documentAt(`v3/endorsements/${issuer.id}.jwt`)]);
    expect(await documentAt(`v2/issuers/${other.organization.slug}`)).toMatchObject({
      endorsement: [addresses.endorsementV2(issuer.id)],
    });
    const ajv = new Ajv2019({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema(schema, "credential");
    const fits = (definition: string, document: object) =>
      ajv.validate({ $ref: `credential#/$defs/${definition}` }, document);
    expect(fits("Achievement", achievement)).toBe(true);
    expect(fits("Profile", profile)).toBe(true);
    expect(fits("Achievement", { ...achievement, endorsementJwt: ["no JWT"] })).toBe(false);
  });

  test("of a version stays with that version", async () => {
    const achievementId = await activeAchievement(ctx);
    const { version } = await givenOf(ctx, achievementId);
    const { rows } = await database.everything.query(
      `INSERT INTO achievement_versions (organization_id, achievement_id, number, definition)
       SELECT organization_id, achievement_id, number + 1, definition FROM achievement_versions WHERE id = $1 RETURNING id`,
      [version],
    );
    expect(await documentAt(`v2/achievements/${rows[0].id}`)).not.toHaveProperty("endorsement");
    expect(await documentAt(`v2/achievements/${version}`)).toHaveProperty("endorsement");
  });

  test("is shown at the badge, with those of its issuer, and nowhere else", async () => {
    const other = await createTestOrganization(database);
    const { hash, id: badgeId } = await heldBadge(database, other);
    const { rows } = await database.everything.query(
      "SELECT achievement_id AS id FROM earned_badges WHERE id = $1",
      [badgeId],
    );
    await givenOf(other, rows[0].id);
    await givenOf(other);
    await givenOf(other, await activeAchievement(other));
    const shown = { name: words.name, url: words.url, comment: words.comment };
    expect(await badgeEndorsements(hash)).toMatchObject([
      { ...shown, ofIssuer: false },
      { ...shown, ofIssuer: true },
    ]);
  });
});

describe("a withdrawn endorsement", () => {
  test("is gone everywhere, for good, and what was saved of it cannot be verified any more", async () => {
    const other = await createTestOrganization(database);
    const { hash, id: badgeId } = await heldBadge(database, other);
    const { rows } = await database.everything.query(
      "SELECT achievement_id AS id FROM earned_badges WHERE id = $1",
      [badgeId],
    );
    const { id, token, version } = await givenOf(other, rows[0].id);
    const saved = new TextEncoder().encode((await publishedAt(`v3/endorsements/${id}.json`))?.body);
    await Promise.all([withdrawEndorsement(other, { id }), withdrawEndorsement(other, { id })]);
    await withdrawEndorsement(other, { id });
    for (const path of [
      "v2/endorsements/{}",
      "v3/endorsements/{}",
      "v3/endorsements/{}.json",
      "v3/endorsements/{}.jwt",
      "endorsers/{}/did.json",
    ])
      expect(await statusOf(path.replace("{}", id)), path).toBe(410);
    expect(await documentAt(`v2/achievements/${version}`)).not.toHaveProperty("endorsement");
    expect(await documentAt(`v3/achievements/${version}`)).not.toHaveProperty("endorsementJwt");
    expect(await badgeEndorsements(hash)).toEqual([]);
    expect((await checkBadge({ bytes: saved })).outcome).not.toBe("valid");
    expect(await asked(token)).toMatchObject({ state: "withdrawn" });
    expect(await listEndorsements(other, rows[0].id)).toMatchObject([{ state: "withdrawn" }]);
  });

  test("was an invitation: then nobody can answer it, and nothing was ever published", async () => {
    const { id, token } = await invite(ctx);
    await withdrawEndorsement(ctx, { id });
    await expect(declineEndorsement(linkTo(token))).rejects.toMatchObject({ code: "conflict" });
    expect(await statusOf(`v3/endorsements/${id}`)).toBe(404);
  });
});
