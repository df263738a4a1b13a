import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getAchievementDetails } from "@/lib/achievements/detail-queries";
import { exportDefinitions } from "@/lib/achievements/export-queries";
import { importedAchievement } from "@/lib/achievements/import-schema";
import { upsertAchievements } from "@/lib/achievements/import-service";
import type { AchievementInput } from "@/lib/achievements/schema";
import { createAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { define } from "@/lib/testing/achievements";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

const addCourse = (of: Ctx, code: string) =>
  database.everything.query(
    "INSERT INTO courses (organization_id, code, title) VALUES ($1, $2, 'Grunnkurs')",
    [of.organization.id, code],
  );

const everything = (changes: Partial<AchievementInput> = {}) =>
  define({
    tags: ["veileder", "samtale"],
    language: "nn",
    version: "2.0",
    imageCaption: "Ein stjerne",
    imageAuthorName: "Kari",
    imageAuthorEmail: "kari@example.org",
    imageAuthorUrl: "https://example.org/kari",
    issuerName: "Lokallaget",
    issuerUrl: "http://example.org",
    issuerContact: "lag@example.org",
    messageSubject: "Gratulerer, {name}",
    message: "Du har fått {achievement}.",
    attachment: false,
    notification: "weekly",
    alignments: [
      { name: "Veiledning", url: "http://data.europa.eu/esco/skill/1", framework: "ESCO", code: "S1" },
      { name: "Samtale", url: "https://example.org/2" },
    ],
    ...changes,
  });

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = (await createTestMember(database, await createTestOrganization(database), { role: "org_admin" })).ctx;
});

describe("an import of achievements", () => {
  const importInto = (of: Ctx, rows: readonly object[]) =>
    inTenant(of, (tx) =>
      upsertAchievements(
        tx,
        of,
        rows.map((row) => importedAchievement.parse(row)),
      ),
    );
  const manual = { name: "X", category: "special", trigger_type: "manual" };

  test("brings every field, and gives the same in another organisation", async () => {
    await addCourse(ctx, "basic");
    await createAchievement(ctx, define({ key: "other" }));
    await createAchievement(ctx, everything({ type: "course", course: "basic", related: ["other"] }));
    const exported = await exportDefinitions(ctx);
    const elsewhere = await createTestOrganization(database);
    await addCourse(elsewhere, "basic");
    await importInto(elsewhere, exported);
    expect(await exportDefinitions(elsewhere)).toEqual(exported);
    const again = await importInto(elsewhere, exported);
    expect(again.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
  });

  test("takes lists as people write them in a cell, and keeps what a file does not speak of", async () => {
    const row = { key: "x", ...manual, tags: "veileder; samtale", issuer_name: "Laget" };
    await importInto(ctx, [row]);
    const [first] = await importInto(ctx, [{ key: "x", ...manual, language: "nb" }]);
    const { id } = first as { id: string };
    expect(first?.outcome).toBe("updated");
    expect(await getAchievementDetails(ctx, { id })).toMatchObject({
      tags: ["veileder", "samtale"],
      issuerName: "Laget",
      language: "nb",
    });
  });

  test("refuses the row that names what is not there, by column; rows may name each other", async () => {
    const asks = (badge: string) => ({
      ...manual,
      trigger_type: "criteria",
      criteria: JSON.stringify({ version: 1, rules: [{ type: "badge_held", badges: [badge] }] }),
    });
    const outcomes = await importInto(ctx, [
      { key: "a", ...asks("b") },
      { key: "b", ...manual, related: "a" },
      { key: "c", ...asks("nowhere") },
      { key: "d", ...asks("c") },
      { key: "e", ...manual, course_code: "nowhere" },
    ]);
    const missing = (field: string) => ({
      outcome: "rejected",
      fields: { [field]: { key: "achievements.unknownReference" } },
    });
    expect(outcomes).toMatchObject([
      { outcome: "created" },
      { outcome: "created" },
      missing("criteria.rules.0.badges"),
      missing("criteria.rules.0.badges"),
      missing("course_code"),
    ]);
  });

  test("says what is wrong with criteria at their own path", () => {
    const read = (criteria: object) =>
      importedAchievement
        .safeParse({ key: "x", ...manual, trigger_type: "criteria", criteria: JSON.stringify(criteria) })
        .error?.issues.map(({ path }) => path.join("."))
        .filter((path, at, all) => all.indexOf(path) === at);
    const rule = { type: "activity_count", threshold: 1 };
    expect(read({ version: 1, rules: [rule, { ...rule, window: { from: "2026-01-01", to: "x" } }] })).toEqual(
      ["criteria.rules.1.window.to"],
    );
    expect(read({ version: 1, rules: [{ ...rule, boost: 1 }] })).toEqual(["criteria.rules.0"]);
    expect(read({ version: 2, rules: [rule] })).toEqual(["criteria.version"]);
    expect(read({ version: 1, rules: [{ type: "activity_count", thresholds: [1, 2] }] })).toEqual([
      "criteria.rules.0.thresholds",
    ]);
  });
});
