import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { env } from "@/lib/env";
import { exportCredentials } from "@/lib/open-badges/export-queries";
import { isSignedBy } from "@/lib/open-badges/independent.test-support";
import { didOf } from "@/lib/open-badges/issuing.test-support";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

/** In a run that is not to take long, a tenth. */
const AWARDS = env.HEDER_TEST_SLOW ? 10_000 : 1_000;

let database: TestDatabase;
let organization: Ctx;
reachedAt("https://heder.example");
beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  const achievementId = await activeAchievement(organization);
  await database.everything.query(
    `WITH account AS (INSERT INTO users (name) SELECT 'Person ' || n FROM generate_series(1, $3::integer) n RETURNING id, name),
     member AS (
       INSERT INTO memberships (organization_id, user_id, display_name, email)
       SELECT $1, id, name, id || '@example.org' FROM account RETURNING user_id
     )
     INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, awarded_at)
     SELECT $1, $2, v.id, m.user_id, 'once', 'import', '2026-03-01' FROM member m, achievement_versions v WHERE v.achievement_id = $2`,
    [organization.organization.id, achievementId, AWARDS],
  );
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

const published = async () =>
  Number((await database.everything.query("SELECT count(*) FROM credentials")).rows[0].count);

test("many awards are exported as they are made: the first is there before the others, each once, each with a place of its own", async () => {
  const seen = new Set<string>();
  const places = new Set<string>();
  let last = "";
  for await (const { name, content, isAward } of exportCredentials(organization, "ob3")) {
    if (!isAward) continue;
    if (seen.size === 0) expect(await published()).toBeLessThan(50);
    seen.add(name);
    last = String(content);
    places.add(JSON.parse(last).credentialStatus.id);
  }
  expect(seen.size).toBe(AWARDS);
  expect(places.size).toBe(AWARDS);
  expect(await isSignedBy(await didOf(organization), JSON.parse(last))).toBe(true);
}, 900_000);
