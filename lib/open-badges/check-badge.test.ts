import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { revokeCertification } from "@/lib/certifications/service";
import { issueTestCertificate } from "@/lib/certifications/verify.test-support";
import type { Ctx } from "@/lib/context";
import type { CheckInput } from "@/lib/credential-check/check-credential";
import { disconnectPublic } from "@/lib/database/public";
import { addresses } from "@/lib/open-badges/addresses";
import { bakedImage } from "@/lib/open-badges/baked-image";
import { checkBadge } from "@/lib/open-badges/check-badge";
import {
  bodyOf,
  createTestAward,
  revokeTestAward,
  type TestAward,
} from "@/lib/open-badges/issuing.test-support";
import { ownDocument } from "@/lib/open-badges/own-document";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let award: TestAward;
reachedAt("http://localhost:3000");
beforeAll(async () => {
  // An address without TLS, which nothing but our own documents is read at.
  database = await testDatabase();
  organization = await createTestOrganization(database);
});
beforeEach(async () => {
  award = await createTestAward(database, organization);
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

const told = async (input: CheckInput) => {
  const { outcome, kind, checks, badge } = await checkBadge(input);
  const bad = checks.filter(({ verdict }) => verdict === "fail").map(({ name, code }) => `${name} ${code}`);
  return { outcome, kind, bad, belongs: badge?.holder.belongs };
};
const baked = async (image: "png" | "svg", format: "ob2" | "ob3") =>
  (await bakedImage(award.hash, { image, format }))?.content ?? new Uint8Array();

describe("a badge of this installation", () => {
  test.each([
    ["png", "ob2", "ob2_hosted"],
    ["svg", "ob2", "ob2_hosted"],
    ["png", "ob3", "ob3_proof"],
    ["svg", "ob3", "ob3_proof"],
  ] as const)("as %s of %s is valid without the network", async (image, format, kind) => {
    const bytes = await baked(image, format);
    expect(await told({ bytes })).toEqual({ outcome: "valid", kind, bad: [], belongs: null });
    expect(await told({ bytes, email: award.email ?? "" })).toMatchObject({ belongs: "yes" });
    expect(await told({ bytes, email: "else@example.org" })).toMatchObject({ belongs: "no" });
  });

  test.each(["jwt_eddsa", "jwt_rs256"] as const)("as %s is valid", async (form) => {
    const bytes = Buffer.from(await bodyOf(award.hash, form));
    expect(await told({ bytes })).toMatchObject({ outcome: "valid", kind: "ob3_jwt", bad: [] });
  });

  test("is found by the address of its page, of its assertion and of its credential", async () => {
    for (const address of [addresses.badgePage, addresses.assertion, addresses.credential]) {
      expect(await told({ url: address(award.hash) })).toMatchObject({ outcome: "valid", bad: [] });
    }
  });

  test("is not valid from the moment it is revoked, whatever file is left of it", async () => {
    const files = [
      await baked("png", "ob2"),
      await baked("svg", "ob3"),
      Buffer.from(await bodyOf(award.hash, "jwt_eddsa")),
    ];
    await revokeTestAward(database, award.id);
    for (const bytes of files) {
      const { outcome, bad } = await told({ bytes });
      expect([outcome, bad.join()]).toEqual(["invalid", expect.stringMatching(/not_revoked revoked/)]);
    }
  });

  test("that somebody changed is not valid", async () => {
    const credential = JSON.parse(await bodyOf(award.hash));
    credential.credentialSubject.achievement.name += "!";
    expect(await told({ bytes: Buffer.from(JSON.stringify(credential)) })).toMatchObject({
      outcome: "invalid",
      bad: ["signature forged", "not_altered changed"],
    });
  });

  test("of another organisation's key is not its issuer's", async () => {
    const other = await createTestAward(database, await createTestOrganization(database));
    const [own, foreign] = [JSON.parse(await bodyOf(award.hash)), JSON.parse(await bodyOf(other.hash))];
    const { bad } = await told({ bytes: Buffer.from(JSON.stringify({ ...foreign, issuer: own.issuer })) });
    expect(bad).toContain("key_belongs_to_issuer key_foreign");
  });
});

test("a certificate is a badge too, and valid as long as it is", async () => {
  const { code, id, coordinator } = await issueTestCertificate(database, organization);
  const [document, jwt] = await Promise.all([
    ownDocument(`${addresses.certificate(code)}.json`),
    ownDocument(`${addresses.certificate(code)}.jwt`),
  ]);
  const files = [document, jwt].map((one) => Buffer.from(one?.body ?? ""));
  for (const bytes of files) expect(await told({ bytes })).toMatchObject({ outcome: "valid", bad: [] });
  await revokeCertification(coordinator, { id, reason: "Gitt ved en feil" });
  for (const bytes of files) {
    expect(await told({ bytes })).toMatchObject({ outcome: "invalid", bad: ["not_revoked revoked"] });
  }
});

test("an address in this network is asked by nobody", async () => {
  for (const url of [
    "http://127.0.0.1:1/",
    "https://169.254.169.254/",
    "https://[::1]/",
    "http://localhost:3000/o",
  ]) {
    expect(await told({ url })).toMatchObject({
      outcome: "invalid",
      bad: ["well_formed unreadable_address"],
    });
  }
});
