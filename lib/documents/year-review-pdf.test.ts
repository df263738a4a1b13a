import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { yearReviewDocument } from "@/lib/documents/year-review-pdf";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { elementsOf, embeddedFonts, opened, textOf } from "@/lib/testing/pdf";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function place(name: string) {
  const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: new Date("2026-11-30T12:00:00Z") };
  const person = await createTestMember(database, ctx, { name });
  return { ctx, person, self: { ...person.ctx, asOf: ctx.asOf } as Ctx };
}

describe("a year in review as a PDF", () => {
  test("reads to a screen reader as the page does: title, sentences, a table with headers, headed lists", async () => {
    const { ctx, person, self } = await place("Åse Sæther");
    await addActivities(database, ctx, person.userId, { count: 40, from: "2026-01-20T12:00:00Z" });
    await database.everything.query(
      `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, met_on)
       SELECT $1, a.id, v.id, $2, 'once', 'automatic', '2026-02-01' FROM achievements a JOIN achievement_versions v ON v.achievement_id = a.id
       WHERE a.id = $3`,
      [ctx.organization.id, person.userId, await manualAchievement(ctx, { name: "Brobygger" })],
    );
    const file = await yearReviewDocument(self, person.userId, "2026", "nb");
    expect(file.name).toBe("aret-2026.pdf");
    const document = await opened(file.bytes);
    const { info } = await document.getMetadata();
    expect(info).toMatchObject({ Title: "Året 2026 for Åse Sæther", Language: "nb-NO" });
    expect(embeddedFonts(file.bytes).length).toBeGreaterThan(0);
    const elements = await elementsOf(document);
    const said = (role: string) => elements.filter((one) => one.role === role).map(({ text }) => text);
    expect(said("H1")).toEqual(["Året 2026 for Åse Sæther"]);
    expect(said("H2")).toEqual(["Måned for måned", "Merker i året"]);
    expect(said("TH")).toEqual(["Måned", "Aktiviteter", "Tid"]);
    expect(said("TR")).toHaveLength(12);
    expect(said("TD").slice(0, 3)).toEqual(["januar 2026", "12", "ikke oppgitt"]);
    expect(said("LI").join()).toContain("Brobygger, 1. februar 2026");
    expect(said("P").join(" ")).toContain("Du var med på 40 aktiviteter i 2026.");
  });

  test.each([
    ["nn", "Året 2026", "Det er ikkje registrert noko i 2026 enno."],
    ["en", "The year 2026", "Nothing is recorded in 2026 yet."],
  ] as const)(
    "is kind about a year with nothing in it, in the reader's language (%s)",
    async (locale, ...words) => {
      const { person, self } = await place("Ola");
      const document = await opened((await yearReviewDocument(self, person.userId, "2026", locale)).bytes);
      const text = await textOf(document);
      for (const word of words) expect(text).toContain(word);
    },
  );

  test.each(["漢字 العربية 🏅", "x".repeat(200), "#strong[x] $ \\ <b>"])(
    "is set whoever it is about: %j",
    async (name) => {
      const { person, self } = await place(name);
      const { bytes } = await yearReviewDocument(self, person.userId, "2026", "nb");
      expect((await opened(bytes)).numPages).toBe(1);
    },
  );

  test("is given to those who look after its person, and speaks of them", async () => {
    const { ctx, person } = await place("Åse Sæther");
    await addActivities(database, ctx, person.userId, { count: 40, from: "2026-01-20T12:00:00Z" });
    const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
    const theirs = { ...coordinator.ctx, asOf: ctx.asOf } as Ctx;
    const file = await yearReviewDocument(theirs, person.userId, "2026", "nb");
    const elements = await elementsOf(await opened(file.bytes));
    const said = elements.filter(({ role }) => role === "P").map(({ text }) => text);
    expect(said.join(" ")).toContain("Åse Sæther var med på 40 aktiviteter i 2026.");
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    await expect(yearReviewDocument(stranger.ctx, person.userId, "2026", "nb")).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("is nobody else's: not a colleague's, not in a year that has not begun", async () => {
    const { ctx, person, self } = await place("Kari");
    const colleague = await createTestMember(database, ctx);
    await expect(yearReviewDocument(colleague.ctx, person.userId, "2026", "nb")).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(yearReviewDocument(self, person.userId, "2027", "nb")).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
