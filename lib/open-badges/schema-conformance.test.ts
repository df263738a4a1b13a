import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { bodyOf, createTestAward } from "@/lib/open-badges/issuing.test-support";
import { publishedCredential } from "@/lib/open-badges/public-queries";
import schema from "@/lib/open-badges/vectors/achievement-credential.schema.json";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { reachedAt } from "@/lib/testing/address";
import { createTestCertificate } from "@/lib/testing/certificates";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
reachedAt("https://heder.example");
beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  await database.everything.query(
    `UPDATE organizations SET issuer_url = 'https://nhf.example', issuer_email = 'post@nhf.example',
       issuer_description = 'Likepersoner', issuer_image_url = 'https://nhf.example/logo.png' WHERE id = $1`,
    [organization.organization.id],
  );
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

const ajv = new Ajv2019({ strict: false, allErrors: true });
addFormats.default(ajv);
const judge = ajv.compile(schema);
const faults = (credential: unknown) => {
  judge(credential);
  return judge.errors ?? [];
};

async function withEverything(): Promise<string> {
  const other = await activeAchievement(organization, { key: "other" });
  expect(other).toBeTruthy();
  const achievementId = await activeAchievement(organization, {
    tags: ["likeperson", "kurs"],
    alignments: [
      {
        name: "Veiledning",
        url: "https://example.org/v",
        framework: "ESCO",
        code: "S1",
        description: "Å veilede",
      },
      { name: "Samtale", url: "https://example.org/s" },
    ],
    related: ["other"],
    version: "2.1",
    language: "nn",
    imageCaption: "Et fjell",
    issuerName: "Lokallaget",
    issuerUrl: "https://lokallaget.example",
  });
  const award = await createTestAward(database, organization, {
    achievementId,
    expiresAt: "2027-03-01T12:00:00Z",
    evidenceUrl: "https://example.org/bevis",
    evidenceNarrative: "Holdt ti møter",
  });
  return bodyOf(award.hash);
}

test("the schema accepts a badge with everything a badge can have, and all of it is there", async () => {
  const credential = JSON.parse(await withEverything());
  expect(faults(credential)).toEqual([]);
  expect(credential.credentialSubject.achievement).toMatchObject({
    related: [{ type: ["Related"], id: expect.stringContaining("/ob/v3/achievements/") }],
    creator: { name: "Lokallaget" },
    inLanguage: "nn",
    criteria: { narrative: "Minst 10 aktivitetar." },
  });
  expect(credential.issuer).toMatchObject({ email: "post@nhf.example", image: { type: "Image" } });
});

test("the schema accepts the least a badge can have", async () => {
  const award = await createTestAward(database, organization, { email: null });
  expect(faults(JSON.parse(await bodyOf(award.hash)))).toEqual([]);
});

test("the schema accepts certificates, with an end and for life", async () => {
  const type = await createTestCertificationType(database, organization);
  for (const expiresAt of [null, "2028-01-01T00:00:00Z"]) {
    const { id } = await createTestCertificate(database, organization, { type, expiresAt });
    const { rows } = await database.everything.query(
      "SELECT verification_token AS token FROM certifications WHERE id = $1",
      [id],
    );
    const published = await publishedCredential({ kind: "certificate", key: rows[0].token, form: "ob3" });
    if (published?.state !== "valid") throw new Error("not published");
    expect(faults(JSON.parse(published.body))).toEqual([]);
  }
});

test.each([
  ["name", undefined],
  ["validFrom", "1 March"],
  ["issuer", "https://example.org"],
  ["credentialSubject", { type: ["AchievementSubject"] }],
])("the schema refuses a badge whose %s is wrong", async (member, value) => {
  const credential = { ...JSON.parse(await plainCredential()), [member]: value };
  expect(faults(credential)).not.toEqual([]);
});

let kept: Promise<string> | undefined;
const plainCredential = () => {
  kept ??= createTestAward(database, organization).then(({ hash }) => bodyOf(hash));
  return kept;
};
