import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import { createTranslator } from "next-intl";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { GET } from "@/app/o/[org]/certifications/file/route";
import { listCertifications } from "@/lib/certifications/list-queries";
import { certificationFilters } from "@/lib/certifications/list-schema";
import type { Ctx } from "@/lib/context";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { createTestCertificate } from "@/lib/testing/certificates";
import { createTestCertificationType } from "@/lib/testing/certifications";
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
let coordinator: Awaited<ReturnType<typeof createTestMember>>;

const FORMULA = "=HYPERLINK(1)";

async function file(query: string, userId = coordinator.userId, slug = ctx.organization.slug) {
  request.session = { userId, sessionVersion: 1 };
  const address = `https://heder.example/o/${slug}/certifications/file?${query}`;
  return GET(new Request(address), { params: Promise.resolve({ org: slug }) });
}
const csv = async (query: string): Promise<string[][]> =>
  parse(await (await file(query)).text(), { bom: true });

/** What stands in the cells of the workbook's only sheet: texts, and numbers as Excel keeps them. */
async function cells(query: string) {
  const files = unzipSync(new Uint8Array(await (await file(query)).arrayBuffer()));
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const plain = (xml: string) =>
    xml
      .replace(/<[^>]*>/g, "")
      .replace(
        /&(lt|gt|quot|apos|amp);/g,
        (_, one) => ({ lt: "<", gt: ">", quot: '"', apos: "'" })[one as string] ?? "&",
      );
  const shared = [...text("xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gs)].map(([, one]) =>
    plain(one ?? ""),
  );
  const sheet = text("xl/worksheets/sheet1.xml");
  const rows = [...sheet.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
    [...(row ?? "").matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, how = "", value = ""]) => {
      if (how.includes('t="s"')) return shared[Number(plain(value))];
      return how.includes("t=") ? plain(value) : Number(plain(value));
    }),
  );
  return { sheet, rows };
}

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database, { slug: "lag" });
  coordinator = await createTestMember(database, ctx, { role: "coordinator", name: "Kari" });
  const type = await createTestCertificationType(database, ctx);
  await createTestCertificate(database, ctx, { type, name: FORMULA, expiresAt: "2030-06-30T22:30:00Z" });
  await createTestCertificate(database, ctx, { type, name: "Åse, Øst", issuedBy: coordinator.userId });
  await createTestCertificate(database, ctx, { type, name: "Ola", status: "revoked" });
  for (let n = 0; n < 60; n += 1) {
    await createTestCertificate(database, ctx, {
      type,
      name: `Mange ${n}`,
      expiresAt: "2030-01-01T12:00:00Z",
    });
  }
});
afterAll(() => database.close());

describe("the file of the list", () => {
  test("has the rows of the list in its order and its columns, all pages of it", async () => {
    const rows = await csv("sort=expires&columns=number,person,expires");
    const first = await listCertifications(coordinator.ctx, certificationFilters.parse({ sort: "expires" }));
    const second = await listCertifications(
      coordinator.ctx,
      certificationFilters.parse({ sort: "expires", after: first.next }),
    );
    const shown = [...first.rows, ...second.rows].map((row) => row.certificateNumber);
    expect(rows[0]).toEqual(["Nummer", "Person", "Utløper"]);
    expect(rows.slice(1).map(([number]) => number)).toEqual(shown);
    expect(rows).toHaveLength(64);
  });

  test("has what is filtered, in the reader's words, days by the organisation's calendar, and no formula", async () => {
    const columns = "columns=person&columns=status&columns=expires&columns=source&columns=issuedBy";
    expect(await csv(`q=HYPERLINK&${columns}`)).toEqual([
      ["Person", "Status", "Utløper", "Kilde", "Utstedt av"],
      [`'${FORMULA}`, "Gyldig", "2030-07-01", "Overført fra et eldre system", ""],
    ]);
    expect((await csv(`q=%C3%85se&${columns}`))[1]).toEqual([
      "Åse, Øst",
      "Gyldig",
      "Utløper aldri",
      "Utstedt for hånd",
      "Kari",
    ]);
    expect((await csv(`status=revoked&${columns}`))[1]?.[1]).toBe("Trukket tilbake");
  });

  test("as a workbook has the same, texts as texts and days as numbers that are dates", async () => {
    const query = "sort=-expires&columns=number,person,expires";
    const { rows, sheet } = await cells(`${query}&format=xlsx`);
    const DAY = 86_400_000;
    const written = rows.map((row) =>
      row.map((cell) =>
        typeof cell === "number" ? new Date((cell - 25_569) * DAY).toISOString().slice(0, 10) : cell,
      ),
    );
    const asText = (await csv(query)).map((row) => row.map((cell) => cell.replace(/^'=/, "=")));
    expect(written).toEqual(asText);
    expect(written.flat()).toContain(FORMULA);
    expect(sheet).not.toContain("<f>");
  });

  test("is named by the organisation and the day", async () => {
    const name = (await file("format=xlsx")).headers.get("content-disposition");
    expect(name).toMatch(/^attachment; filename="lag-sertifikater-\d{4}-\d\d-\d\d\.xlsx"$/);
    expect((await file("format=exe")).headers.get("content-disposition")).toContain(".csv");
  });

  test("is not found for peer mentors, for strangers, and where there is no organisation", async () => {
    const mentor = await createTestMember(database, ctx);
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    const answers = await Promise.all([
      file("format=csv", mentor.userId),
      file("format=csv", stranger.userId),
      file("format=csv", stranger.userId, "no-such"),
    ]);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(bodies[1]).toBe(bodies[2]);
    expect(bodies.join("")).not.toContain("Person");
  });
});
