import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { createTranslator } from "next-intl";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { GET as activityFile } from "@/app/o/[org]/activity/file/route";
import { GET as badgeFile } from "@/app/o/[org]/badges/file/route";
import { GET as courseFile } from "@/app/o/[org]/courses/file/route";
import { GET as peopleFile } from "@/app/o/[org]/people/file/route";
import { GET as referralFile } from "@/app/o/[org]/referrals/file/route";
import { awardBadge } from "@/lib/badges/award-service";
import { badgeFilters } from "@/lib/badges/filter-schema";
import { listBadges } from "@/lib/badges/list-queries";
import type { Ctx } from "@/lib/context";
import { recordActivity } from "@/lib/facts/activity-service";
import { createCourse } from "@/lib/facts/course-service";
import { recordReferral } from "@/lib/facts/referral-service";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

const request = vi.hoisted(() => ({ session: null as { userId: string; sessionVersion: number } | null }));

vi.mock("@/lib/auth/session-cookie", () => ({ readSession: async () => request.session }));
vi.mock("next/headers", () => ({ headers: async () => new Headers(), cookies: async () => ({}) }));
vi.mock("next-intl/server", () => ({
  getLocale: async () => "nb",
  getTranslations: async (namespace: string) =>
    createTranslator({ locale: "nb", messages: readCatalogue("nb"), namespace }),
}));

let database: TestDatabase;
let ctx: Ctx;
let kari: Awaited<ReturnType<typeof createTestMember>>;

const FORMULA = "=HYPERLINK(1)";
const FILES = {
  people: peopleFile,
  badges: badgeFile,
  activity: activityFile,
  referrals: referralFile,
  courses: courseFile,
} as const;
type List = keyof typeof FILES;

async function file(list: List, query: string, userId = kari.userId) {
  request.session = { userId, sessionVersion: 1 };
  const { slug } = ctx.organization;
  const address = new Request(`https://heder.example/o/${slug}/${list}/file?${query}`);
  return FILES[list](address, { params: Promise.resolve({ org: slug }) });
}
const csv = async (list: List, query: string): Promise<string[][]> =>
  parse(await (await file(list, query)).text(), { bom: true });

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database, { slug: "lag" });
  kari = await createTestMember(database, ctx, { role: "coordinator", name: "Kari" });
  const ola = await createTestMember(database, ctx, { name: "Ola" });
  const odd = await createTestMember(database, ctx, { name: FORMULA });
  const achievementId = await manualAchievement(ctx);
  for (const { userId } of [ola, odd])
    await awardBadge(kari.ctx, { userId, achievementId, reason: "Takk", idempotencyKey: `key ${userId}` });
  for (const [time, minutes] of [
    [undefined, 90],
    ["14:05", undefined],
  ] as const)
    await recordActivity(kari.ctx, {
      userId: ola.userId,
      kind: "besøk",
      occurredOn: "2026-03-02",
      time,
      minutes,
      idempotencyKey: randomUUID(),
    });
  await recordReferral(kari.ctx, {
    userId: odd.userId,
    occurredOn: "2026-04-01",
    status: "completed",
    idempotencyKey: randomUUID(),
  });
  await createCourse(kari.ctx, { code: "A", title: "Ærlig samtale" });
  await createCourse(kari.ctx, { code: "B", title: "+Mer" });
});
afterAll(() => database.close());

describe("the file of a list", () => {
  test("of people has the columns that are shown, in their order, in the reader's words, and no formula", async () => {
    expect(await csv("people", "columns=role,name&sort=-name")).toEqual([
      ["Navn", "Rolle"],
      ["Ola", "Likeperson"],
      ["Kari", "Koordinator"],
      [`'${FORMULA}`, "Likeperson"],
    ]);
    expect(await csv("people", "columns=name&role=coordinator")).toEqual([["Navn"], ["Kari"]]);
  });

  test("of badges has those that are filtered, and those that were chosen, in the order of the list", async () => {
    const { rows } = await listBadges(kari.ctx, badgeFilters.parse({ sort: "awarded" }));
    const names = rows.map(({ person }) => person.replace(/^=/, "'="));
    expect((await csv("badges", "sort=awarded&columns=person,standing")).slice(1)).toEqual(
      names.map((name) => [name, "Gyldig"]),
    );
    expect((await csv("badges", "columns=person")).slice(1)).toEqual(
      names.toReversed().map((name) => [name]),
    );
    expect(await csv("badges", `columns=person&ids=${rows[1]?.id}`)).toEqual([["Person"], [names[1]]]);
    expect(await csv("badges", "columns=person&status=revoked")).toEqual([["Person"]]);
  });

  test("has nobody for a choice that nobody can have made, rather than everybody", async () => {
    expect(await csv("badges", "columns=person&ids=tull")).toEqual([["Person"]]);
    expect(await csv("people", `columns=name&ids=${"x,".repeat(100_000)}`)).toEqual([["Navn"]]);
  });

  test("of activities has days, times where they are known, and durations in minutes", async () => {
    expect(await csv("activity", "sort=when")).toEqual([
      ["Når", "Person", "Type", "Varighet", "Deltakere"],
      ["2026-03-02", "Ola", "besøk", "90", ""],
      ["2026-03-02 14:05", "Ola", "besøk", "", ""],
    ]);
  });

  test("of referrals and of courses", async () => {
    expect(await csv("referrals", "")).toEqual([
      ["Når", "Person", "Status"],
      ["2026-04-01", `'${FORMULA}`, "Fullført"],
    ]);
    expect(await csv("courses", "columns=title&sort=-title")).toEqual([
      ["Kode", "Tittel"],
      ["A", "Ærlig samtale"],
      ["B", "'+Mer"],
    ]);
  });

  test.each(Object.keys(FILES) as List[])(
    "of %s is also a workbook, and nothing for peer mentors",
    async (list) => {
      const book = await file(list, "format=xlsx");
      expect(book.headers.get("content-disposition")).toMatch(
        /^attachment; filename="lag-[a-z]+-\d{4}-\d\d-\d\d\.xlsx"$/,
      );
      expect((await book.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
      const mentor = await createTestMember(database, ctx);
      expect((await file(list, "format=csv", mentor.userId)).status).toBe(404);
    },
  );
});
