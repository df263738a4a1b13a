import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { givenOf } from "@/lib/endorsements/endorsements.test-support";
import { publishedAt } from "@/lib/open-badges/published-documents";
import published from "@/lib/open-badges/vectors/achievement-credential.schema.json";
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

const of = (name: keyof typeof published.$defs) => ({ $ref: `credential#/$defs/${name}` });

/**
 * What 1EdTech asks of an EndorsementCredential: the same profiles, contexts and proofs as of an AchievementCredential,
 * whose schema they are taken from, about a subject that says no more than whom, as what, and the comment.
 */
const schema = {
  type: "object",
  required: ["@context", "type", "id", "credentialSubject", "issuer", "validFrom"],
  properties: {
    "@context": { type: "array", minItems: 1, items: of("Context") },
    id: { type: "string" },
    type: {
      type: "array",
      allOf: [
        { contains: { const: "VerifiableCredential" } },
        { contains: { const: "EndorsementCredential" } },
      ],
    },
    name: { type: "string" },
    description: { type: "string" },
    issuer: of("Profile"),
    validFrom: { type: "string", format: "date-time" },
    validUntil: { type: "string", format: "date-time" },
    proof: of("Proof"),
    credentialSubject: {
      type: "object",
      required: ["id", "type"],
      properties: {
        id: { type: "string" },
        type: { type: "array", contains: { const: "EndorsementSubject" } },
        endorsementComment: { type: "string" },
      },
      additionalProperties: false,
    },
  },
  // Stricter than the published one, which lets anything stand beside: what we write is all known.
  additionalProperties: false,
};

const ajv = new Ajv2019({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(published, "credential");
const judge = ajv.compile(schema);
const faults = (credential: unknown) => {
  judge(credential);
  return judge.errors ?? [];
};

const credentialOf = async (id: string) =>
  JSON.parse((await publishedAt(`v3/endorsements/${id}.json`))?.body ?? "null");
/** What a JWT says, without its signature. */
const saidBy = (jwt: string) => JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());

describe("an EndorsementCredential", () => {
  test.each([
    ["an achievement", async () => activeAchievement(ctx)],
    ["the issuer", async () => undefined],
  ])("about %s is what the schema asks for, with either proof", async (_, achievementId) => {
    const { id } = await givenOf(ctx, await achievementId());
    expect(faults(await credentialOf(id))).toEqual([]);
    const {
      iss: _iss,
      jti: _jti,
      sub: _sub,
      nbf: _nbf,
      ...said
    } = saidBy((await publishedAt(`v3/endorsements/${id}.jwt`))?.body ?? "");
    expect(faults(said.vc ?? said)).toEqual([]);
  });

  test("is refused where anything it must say is wrong or missing", async () => {
    const credential = await credentialOf((await givenOf(ctx)).id);
    const { credentialSubject: subject, issuer } = credential;
    for (const key of schema.required) {
      const { [key]: _, ...rest } = credential;
      expect(faults(rest), key).not.toEqual([]);
    }
    for (const wrong of [
      { credentialSubject: { ...subject, id: undefined } },
      { credentialSubject: { ...subject, endorsementComment: 7 } },
      { credentialSubject: { ...subject, more: "x" } },
      { issuer: { ...issuer, id: 7 } },
      { type: ["VerifiableCredential"] },
      { validFrom: "yesterday" },
    ])
      expect(faults({ ...credential, ...wrong }), JSON.stringify(wrong)).not.toEqual([]);
  });
});
