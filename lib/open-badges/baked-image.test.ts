import { readFileSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { categories } from "@/lib/achievements/definition-keys";
import { ENAMEL } from "@/lib/achievements/medallion-rules";
import { readBaked } from "@/lib/baking/read";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { bakedImage } from "@/lib/open-badges/baked-image";
import { isSignedBy } from "@/lib/open-badges/independent.test-support";
import {
  createTestAward,
  didOf,
  revokeTestAward,
  type TestAward,
} from "@/lib/open-badges/issuing.test-support";
import { medallionSvg } from "@/lib/open-badges/medallion-svg";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let award: TestAward;
reachedAt("https://heder.example");
beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  award = await createTestAward(database, organization);
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

test.each(["png", "svg"] as const)("a %s carries the address of the 2.0 assertion", async (image) => {
  const file = await bakedImage(award.hash, { image, format: "ob2" });
  expect(readBaked(file?.content ?? new Uint8Array())).toEqual([
    { format: "ob2", assertion: `https://heder.example/ob/v2/assertions/${award.hash}` },
  ]);
});

test.each(["png", "svg"] as const)(
  "a %s carries the whole 3.0 credential, and its proof holds",
  async (image) => {
    const file = await bakedImage(award.hash, { image, format: "ob3" });
    const [content] = readBaked(file?.content ?? new Uint8Array());
    if (content?.format !== "ob3") throw new Error("no credential in the picture");
    expect(await isSignedBy(await didOf(organization), JSON.parse(content.credential))).toBe(true);
  },
);

test("a baked PNG is a picture all the same", async () => {
  const file = await bakedImage(award.hash, { image: "png", format: "ob3" });
  expect(await sharp(file?.content).metadata()).toMatchObject({ format: "png", width: 512, height: 512 });
});

test("a revoked award has no file", async () => {
  const other = await createTestAward(database, organization);
  await revokeTestAward(database, other.id);
  expect(await bakedImage(other.hash, { image: "png", format: "ob2" })).toBeNull();
});

test("medallions outside of pages have the light theme's colours, and names are text in them", () => {
  const tokens = readFileSync("app/tokens.css", "utf8");
  for (const category of categories)
    expect(tokens).toContain(`--ds-enamel-${category}: light-dark(${ENAMEL[category]},`);
  const svg = medallionSvg({ icon: "@A<", category: "special", name: '<script>"&' });
  expect(svg).toContain("<title>&lt;script&gt;&quot;&amp;</title>");
  expect(svg).not.toContain("<script>");
});
