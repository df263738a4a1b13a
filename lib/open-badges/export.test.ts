import { afterAll, beforeAll, expect, test } from "vitest";
import { readBaked } from "@/lib/baking/read";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { EXPORT_FORMATS, type ExportFormat, exportCredentials } from "@/lib/open-badges/export-queries";
import { isSignedBy, readJwt } from "@/lib/open-badges/independent.test-support";
import { createTestAward, revokeTestAward, type TestAward } from "@/lib/open-badges/issuing.test-support";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let awards: TestAward[];
reachedAt("https://heder.example");
beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  const achievementId = await activeAchievement(organization);
  awards = [];
  for (let n = 0; n < 3; n += 1)
    awards.push(await createTestAward(database, organization, { achievementId }));
  const revoked = await createTestAward(database, organization, { achievementId });
  await revokeTestAward(database, revoked.id);
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

async function exported(format: ExportFormat): Promise<Map<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>();
  for await (const { name, content } of exportCredentials(organization, format)) files.set(name, content);
  return files;
}

test.each(EXPORT_FORMATS)(
  "%s is one file for each award that holds, and what they refer to",
  async (format) => {
    const files = await exported(format);
    const names = awards.map(({ hash }) => `${hash}.${format}`);
    const documents = ["did.json", "issuer-ob2.json", "issuer-ob3.json", "status-list.json"];
    expect([...files.keys()].sort()).toEqual([...names, ...documents].sort());
  },
);

test("what was exported proves itself without Heder", async () => {
  const did = JSON.parse(String((await exported("ob3")).get("did.json")));
  for (const { hash } of awards) {
    const json = (await exported("ob3")).get(`${hash}.ob3`);
    expect(await isSignedBy(did, JSON.parse(String(json)))).toBe(true);
    expect(readJwt(did, String((await exported("jwt")).get(`${hash}.jwt`))).holds).toBe(true);
    const png = (await exported("png")).get(`${hash}.png`);
    const [content] = readBaked(png instanceof Uint8Array ? png : new Uint8Array());
    if (content?.format !== "ob3") throw new Error("no credential in the picture");
    expect(await isSignedBy(did, JSON.parse(content.credential))).toBe(true);
  }
  const list = JSON.parse(String((await exported("ob3")).get("status-list.json")));
  expect(await isSignedBy(did, list)).toBe(true);
});

test("is for who may see the badges, of an organisation that publishes them", async () => {
  const { ctx } = await createTestMember(database, organization, { role: "peer_mentor" });
  await expect(exportCredentials(ctx, "ob3").next()).rejects.toMatchObject({ code: "forbidden" });
  const without = await createTestOrganization(database, { modules: ["achievements_gamification"] });
  await expect(exportCredentials(without, "ob3").next()).rejects.toMatchObject({ code: "not_found" });
});
