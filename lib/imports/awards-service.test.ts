import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { exportAwards } from "@/lib/exports/award-queries";
import { counts, load } from "@/lib/imports/import.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

const header = "person,achievement,occurrence,status,source,awarded_at,met_on,expires_at,revoked_at,reason";
const awards = async () =>
  (
    await database.everything.query(
      `SELECT occurrence, status, source, awarded_at, met_on::text, reason, revocation_reason
       FROM earned_badges WHERE organization_id = $1 ORDER BY occurrence, awarded_at`,
      [ctx.organization.id],
    )
  ).rows;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  await load(ctx, "people", "person,name,email\n1,Kari,kari@example.org\n2,Ola,\n");
  await load(
    ctx,
    "achievements",
    "key,name,category,trigger_type,trigger_threshold,is_repeatable,is_active\nonce,Once,special,manual,,,\nten,Ten,activity,activity_count,10,true,false\n",
  );
});

describe("awards of an older system", () => {
  test("keep their dates, are there once, and may be of an achievement that is no longer active", async () => {
    const file = `${header}\n1,once,,,,2020-05-17,2020-05-16,,,Because\n1,ten,10,awarded,,2020-05-17T10:00:00Z,,,,\n1,ten,20,expired,,2019-05-17,,2020-01-01,,\n`;
    expect(await counts(ctx, "awards", file)).toEqual([3, 3, 0, 0, 0]);
    expect(await counts(ctx, "awards", file)).toEqual([3, 0, 0, 3, 0]);
    expect(await awards()).toMatchObject([
      { occurrence: "10", status: "awarded", awarded_at: new Date("2020-05-17T10:00:00Z") },
      { occurrence: "20", status: "expired" },
      {
        occurrence: "once",
        source: "import",
        met_on: "2020-05-16",
        awarded_at: new Date("2020-05-16T22:00:00Z"),
        reason: "Because",
      },
    ]);
  });

  test("whose time is up are expired, whatever the file says", async () => {
    await load(ctx, "awards", `${header}\n1,once,once,awarded,,2020-01-01,,2021-01-01,,\n`);
    expect(await awards()).toMatchObject([{ status: "expired" }]);
  });

  test("come back from an export as they were", async () => {
    await load(
      ctx,
      "awards",
      `${header}\n1,once,,,,2020-05-17,,,,Because\n2,once,,revoked,,2020-05-17,,,2020-06-01,A mistake\n`,
    );
    let text = "";
    for await (const piece of exportAwards(ctx, {})) text += piece;
    expect(await counts(ctx, "awards", text)).toEqual([2, 0, 0, 2, 0]);
  });

  test("come back from an export also where a spreadsheet would have seen formulas", async () => {
    const exported = async () => {
      let text = "";
      for await (const piece of exportAwards(ctx, {})) text += piece;
      return text;
    };
    const prepare = async () => {
      await load(ctx, "people", "person,name\n+47 900,Per\n=1+1,Pål\n");
      await load(ctx, "achievements", "key,name,category,trigger_type\nonce,Once,special,manual\n");
    };
    await prepare();
    await load(ctx, "awards", `${header}\n+47 900,once,,,,2020-05-17,,,,-ja\n=1+1,once,,,,2020-05-18,,,,\n`);
    const text = await exported();
    expect(text).toContain("'+47 900,once");
    ctx = await createTestOrganization(database);
    await prepare();
    expect(await counts(ctx, "awards", text)).toEqual([2, 2, 0, 0, 0]);
    expect((await awards()).map(({ reason }) => reason).sort()).toEqual(["-ja", null]);
    expect(await exported()).toBe(text);
  });

  test.each([
    ["9,once,,,,2020-01-01,,,,", "person imports.unknownPerson"],
    ["1,none,,,,2020-01-01,,,,", "achievement imports.unknownAchievement"],
    ["1,once,2026,,,2020-01-01,,,,", "occurrence imports.earnedOnce"],
    ["1,ten,,,,2020-01-01,,,,", "occurrence imports.occurrenceNeeded"],
    ["1,ten,2026-13,,,2020-01-01,,,,", "occurrence imports.notAnOccurrence"],
    ["1,once,,rejected,,2020-01-01,,,,", "status imports.notAChoice"],
    ["1,once,,,,,,,,", "awarded_at imports.required"],
    ["1,once,,,,2099-01-01,,,,", "awarded_at imports.awardInFuture"],
    ["1,once,,,,2020-01-02,,2020-01-01,,", "expires_at imports.expiresBeforeAward"],
    ["1,once,,revoked,,2020-01-01,,,,x", "revoked_at imports.revokedAtNeeded"],
    ["1,once,,revoked,,2020-01-01,,,2020-02-01,", "reason imports.reasonNeeded"],
    ["1,once,,,,2020-01-01,,,2020-02-01,", "status imports.revokedNeedsStatus"],
  ])("are refused where %s", async (row, expected) => {
    const good = "2,once,,,,2020-01-01,,,,";
    expect(await load(ctx, "awards", `${header}\n${row}\n${good}\n`)).toMatchObject({
      created: 1,
      rejected: [`2 ${expected}`],
    });
  });

  test("are not given twice to who holds the badge since another day", async () => {
    await load(ctx, "awards", `${header}\n1,once,,,,2020-05-17,,,,\n`);
    const again = await load(ctx, "awards", `${header}\n1,once,,,,2021-05-17,,,,\n`);
    expect(again.rejected).toEqual(["2 achievement imports.alreadyHeld"]);
  });
});
