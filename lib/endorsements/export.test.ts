import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { givenOf, invite } from "@/lib/endorsements/endorsements.test-support";
import { withdrawEndorsement } from "@/lib/endorsements/invitation-service";
import { type ExportFormat, exportCredentials } from "@/lib/open-badges/export-queries";
import { isSignedBy, readJwt } from "@/lib/open-badges/independent.test-support";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let ids: string[];
reachedAt("https://heder.example");
beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
  ids = [(await givenOf(ctx)).id, (await givenOf(ctx, await activeAchievement(ctx))).id].sort();
  await invite(ctx);
  await withdrawEndorsement(ctx, await givenOf(ctx));
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

async function exported(format: ExportFormat): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const { name, content } of exportCredentials(ctx, format))
    if (name.startsWith("endorsement-")) files.set(name, String(content));
  return files;
}

test("an export has the endorsements that stand, and proves them without Heder", async () => {
  const json = await exported("ob3");
  expect([...json.keys()]).toEqual(
    ids.flatMap((id) => [`endorsement-${id}.json`, `endorsement-${id}.did.json`]),
  );
  const jwt = await exported("jwt");
  for (const id of ids) {
    const did = JSON.parse(json.get(`endorsement-${id}.did.json`) ?? "");
    expect(await isSignedBy(did, JSON.parse(json.get(`endorsement-${id}.json`) ?? ""))).toBe(true);
    expect(readJwt(did, jwt.get(`endorsement-${id}.jwt`) ?? "").holds).toBe(true);
  }
});

test("of 2.0 they are hosted, without keys", async () => {
  const files = await exported("ob2");
  expect([...files.keys()]).toEqual(ids.map((id) => `endorsement-${id}.json`));
  for (const text of files.values()) expect(JSON.parse(text)).toMatchObject({ type: "Endorsement" });
});
