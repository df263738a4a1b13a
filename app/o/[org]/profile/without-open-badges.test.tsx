import { createTranslator, NextIntlClientProvider } from "next-intl";
import { renderToReadableStream } from "react-dom/server.edge";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openPages } from "@/app/o/[org]/search/places";
import { heldBadge } from "@/lib/badge-page/badge-page.test-support";
import { getOwnBadge } from "@/lib/badge-page/own-queries";
import type { Ctx, Module } from "@/lib/context";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";
import { ShareCards } from "./badges/[id]/sections";
import SharingPage from "./sharing/page";

const asked = vi.hoisted(() => ({ ctx: null as Ctx | null }));
vi.mock("@/lib/http/page", () => ({
  inPage: async (_: string, read: (ctx: Ctx) => Promise<unknown>) => ({
    ctx: asked.ctx,
    data: asked.ctx && (await read(asked.ctx)),
  }),
}));
vi.mock("next-intl/server", () => ({
  getLocale: async () => "en",
  getTranslations: async (namespace: string) =>
    createTranslator({ locale: "en", messages: readCatalogue("en"), namespace }),
}));
vi.mock("@/lib/i18n/client-messages", () => ({
  ClientMessages: ({ children }: { children: React.ReactNode }) => children,
}));
vi.mock("next/navigation", () => ({ useRouter: () => ({}), usePathname: () => "/" }));

let database: TestDatabase;
let held: Awaited<ReturnType<typeof heldBadge>>;
beforeAll(async () => {
  database = await testDatabase();
  held = await heldBadge(database, await createTestOrganization(database));
});
afterAll(() => database.close());

async function textOf(page: React.ReactNode): Promise<string> {
  const all = (
    <NextIntlClientProvider locale="en" timeZone="Europe/Oslo" messages={readCatalogue("en")}>
      {page}
    </NextIntlClientProvider>
  );
  const stream = await renderToReadableStream(all, {
    onError: (error: unknown) => {
      throw error;
    },
  });
  await stream.allReady;
  return new Response(stream).text();
}
const as = (...modules: Module[]): Ctx => ({ ...held.holder.ctx, modules: new Set(modules) });
const sharing = async (ctx: Ctx) => {
  asked.ctx = ctx;
  return textOf(await SharingPage({ params: Promise.resolve({ org: ctx.organization.slug }) }));
};
const cards = async (ctx: Ctx) => textOf(await ShareCards({ ctx, badge: await getOwnBadge(ctx, held.id) }));

const OUTSIDE = ["Public address", "Links to your whole profile", "Anybody with the link"];

test("who sees one's profile is chosen among colleagues alone, on a page the palette leads to", async () => {
  const [off, on] = [as("achievements_gamification"), as("achievements_gamification", "open_badges")];
  const [without, whole] = [await sharing(off), await sharing(on)];
  for (const words of ["Only me", "People of the organisation"]) expect(without).toContain(words);
  for (const words of OUTSIDE) {
    expect(without).not.toContain(words);
    expect(whole).toContain(words);
  }
  for (const ctx of [off, on]) expect(openPages(ctx).map(({ key }) => key)).toContain("sharing");
});

test("a badge can be hidden, and neither downloaded, checked nor shared further", async () => {
  const without = await cards(as("achievements_gamification"));
  expect(without).toContain("Hide the badge");
  expect(without).toMatch(/People of .* see the badge\./);
  const whole = await cards(as("achievements_gamification", "open_badges"));
  for (const words of ["Download and check", "Links that expire"]) {
    expect(without).not.toContain(words);
    expect(whole).toContain(words);
  }
});
