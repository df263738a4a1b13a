import { parse } from "csv-parse/sync";
import { createTranslator } from "next-intl";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { GET as figures } from "@/app/o/[org]/figures/file/route";
import { GET as cards } from "@/app/o/[org]/reports/ceremony/cards/route";
import { GET as ceremony } from "@/app/o/[org]/reports/ceremony/file/route";
import { GET as recognition } from "@/app/o/[org]/reports/file/route";
import { GET as payments } from "@/app/o/[org]/reports/payments/file/route";
import { refreshDashboard } from "@/lib/dashboard/refresh-service";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { award, payingOrganization } from "@/lib/reports/reports.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { opened, textOf } from "@/lib/testing/pdf";

const request = vi.hoisted(() => ({ session: null as { userId: string; sessionVersion: number } | null }));

vi.mock("@/lib/auth/session-cookie", () => ({ readSession: async () => request.session }));
vi.mock("next/headers", () => ({ headers: async () => new Headers(), cookies: async () => ({}) }));
vi.mock("next-intl/server", () => ({
  getLocale: async () => "nb",
  getTranslations: async (asked: string | { locale: "nb"; namespace: string }) => {
    const { locale, namespace } =
      typeof asked === "string" ? { locale: "nb" as const, namespace: asked } : asked;
    return createTranslator({ locale, messages: readCatalogue(locale), namespace });
  },
}));

const routes = { figures, recognition, payments, ceremony };
type Route = keyof typeof routes;

let database: TestDatabase;
let made: Awaited<ReturnType<typeof payingOrganization>>;
let mentor: Awaited<ReturnType<typeof createTestMember>>;
beforeAll(async () => {
  database = await testDatabase();
  made = await payingOrganization(database);
  mentor = await createTestMember(database, made.ctx, { name: "=HYPERLINK(1)", externalRef: "+47" });
  await award(database, made.ctx, [made.achievement, mentor.userId], {
    occurrence: "3",
    at: "2026-05-01T10:00:00Z",
  });
  await refreshDashboard(made.ctx);
});
afterAll(() => database.close());

async function file(route: Route, query: string, userId = made.coordinator.userId) {
  request.session = { userId, sessionVersion: 1 };
  const { slug } = made.ctx.organization;
  return routes[route](new Request(`https://heder.example/o/${slug}/file?${query}`), {
    params: Promise.resolve({ org: slug }),
  });
}
const rows = async (route: Route, query: string): Promise<string[][]> =>
  parse(await (await file(route, query)).text(), { bom: true });

describe("the files of the reports", () => {
  test("hold what the pages show, and no text that a spreadsheet would run", async () => {
    expect((await rows("recognition", "period=2026"))[1]).toEqual([
      "'=HYPERLINK(1)",
      "'+47",
      "",
      "Merke",
      "Honorar",
      "3",
      "2026-05-01",
    ]);
    const ledger = (await rows("payments", "period=2026"))[1];
    expect(ledger?.slice(4)).toEqual(["Honorar", "3", "1500", "NOK", "Skal betales", "", ""]);
    const called = await rows("ceremony", "period=2026&what=badge&what=tier");
    expect(called[1]).toEqual([
      "'=HYPERLINK(1)",
      "'+47",
      "",
      "Merke",
      "Honorar",
      "Ved 3",
      "Ti ganger",
      "2026-05-01",
      "",
    ]);
    const payroll = (await rows("payments", "period=2026&what=payees"))[1];
    expect(payroll).toEqual(["'=HYPERLINK(1)", "'+47", "1", "1500", "0", "NOK"]);
    const awards = await rows("figures", "chart=awards&period=2026");
    expect(awards[5]?.slice(1)).toEqual(["1", "0", "1"]);
  });

  test("come as a workbook when asked for one", async () => {
    for (const route of ["recognition", "payments", "ceremony"] as const) {
      const answer = await file(route, "period=2026&format=xlsx");
      expect(answer.headers.get("content-type")).toContain("spreadsheetml");
      expect(answer.headers.get("content-disposition")).toMatch(/2026\.xlsx"$/);
    }
  });

  test.each(Object.keys(routes) as Route[])(
    "%s is not for peer mentors, strangers or nobody",
    async (route) => {
      const stranger = await createTestMember(database, await createTestOrganization(database), {
        role: "org_admin",
      });
      expect((await file(route, "", mentor.userId)).status).toBe(404);
      expect((await file(route, "", stranger.userId)).status).toBe(404);
      expect((await file(route, "period=%00&group=x&what[]=y&format=exe&chart=none")).status).toBe(200);
      request.session = null;
      const { slug } = made.ctx.organization;
      const nobody = await routes[route](new Request("https://heder.example/"), {
        params: Promise.resolve({ org: slug }),
      });
      expect(nobody.status).toBe(401);
    },
  );

  test("of a ceremony are name cards too, in the organisation's language, and a sentence when there are none", async () => {
    request.session = { userId: made.coordinator.userId, sessionVersion: 1 };
    const { slug, name } = made.ctx.organization;
    const answer = (query: string) =>
      cards(new Request(`https://heder.example/x?${query}`), { params: Promise.resolve({ org: slug }) });
    const document = await opened(new Uint8Array(await (await answer("period=2026")).arrayBuffer()));
    const text = await textOf(document);
    for (const words of ["=HYPERLINK(1)", "Honorar", "2026", name]) expect(text).toContain(words);
    const none = await answer("period=2026&what=certificate");
    expect([none.status, await none.text()]).toEqual([422, expect.stringContaining("ingen kort")]);
    request.session = { userId: mentor.userId, sessionVersion: 1 };
    expect((await answer("period=2026")).status).toBe(404);
  });
});
