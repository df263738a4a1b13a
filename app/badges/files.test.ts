import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GET as png } from "@/app/badges/[hash]/image.png/route";
import { GET as svg } from "@/app/badges/[hash]/image.svg/route";
import { GET as preview } from "@/app/badges/[hash]/preview.png/route";
import { attachBadge } from "@/lib/badge-page/attachment-queries";
import { heldBadge } from "@/lib/badge-page/badge-page.test-support";
import { badgeFileName } from "@/lib/badge-page/file-name-rules";
import { setBadgeVisible } from "@/lib/badge-page/visibility-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import { readBaked } from "@/lib/baking/read";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { env } from "@/lib/env";
import { deliverNotifications } from "@/lib/notifications/delivery-service";
import { addresses } from "@/lib/open-badges/addresses";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { startMailServer } from "@/lib/testing/mail-server";
import { createTestOrganization } from "@/lib/testing/organizations";

const request = vi.hoisted(() => ({ session: null as { userId: string; sessionVersion: number } | null }));
vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("@/lib/auth/session-cookie", () => ({ readSession: async () => request.session }));

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  env.HEDER_URL = "https://heder.example.org";
  database = await testDatabase();
  ctx = await createTestOrganization(database);
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});
beforeEach(() => {
  request.session = null;
});

type Get = (request: Request, context: { params: Promise<{ hash: string }> }) => Promise<Response>;
const ask = (get: Get, hash: string, { query = "", from = randomUUID() } = {}) =>
  get(
    new Request(`https://heder.example.org/badges/${hash}/file${query}`, {
      headers: { "x-forwarded-for": from },
    }),
    {
      params: Promise.resolve({ hash }),
    },
  );
const contentOf = async (answer: Response) => readBaked(new Uint8Array(await answer.arrayBuffer()));

describe("a badge as a file", () => {
  test.each([
    ["PNG", png, "image/png"],
    ["SVG", svg, "image/svg+xml"],
  ] as const)("holds the signed credential, or the address of the hosted one: %s", async (_, get, type) => {
    const { hash } = await heldBadge(database, ctx);
    const newest = await ask(get, hash);
    expect(newest.headers.get("content-type")).toBe(type);
    expect(newest.headers.get("content-disposition")).toMatch(
      /^attachment; filename="brobygger-\d+\.(png|svg)"$/,
    );
    expect(newest.headers.get("cache-control")).toBe("no-store");
    const [signed] = await contentOf(newest);
    expect(signed).toMatchObject({ format: "ob3" });
    expect(JSON.stringify(signed)).toContain(addresses.credential(hash));
    const older = await contentOf(await ask(get, hash, { query: "?format=ob2" }));
    expect(older).toEqual([{ format: "ob2", assertion: addresses.assertion(hash) }]);
  });

  test("is there for whoever sees the badge's page: not for strangers when it is hidden, but for its holder", async () => {
    const { id, hash, holder } = await heldBadge(database, ctx);
    await setBadgeVisible(holder.ctx, { id, isVisible: false });
    for (const get of [png, svg, preview]) expect((await ask(get, hash)).status).toBe(404);
    request.session = { userId: holder.userId, sessionVersion: 1 };
    expect((await ask(png, hash)).status).toBe(200);
    // A preview is for others to show.
    expect((await ask(preview, hash)).status).toBe(404);
  });

  test("is not made of a badge that was revoked, nor of one that is not there", async () => {
    const { id, hash, coordinator } = await heldBadge(database, ctx);
    await revokeBadge(coordinator.ctx, { id, reason: "x" });
    expect((await ask(png, hash)).status).toBe(404);
    for (const other of ["", "x", "0".repeat(32), "%00"]) expect((await ask(png, other)).status).toBe(404);
  });

  test("is counted like a look, and refused when there were too many", async () => {
    const from = randomUUID();
    for (let i = 0; i < 120; i += 1) expect((await ask(preview, "x", { from })).status).toBe(404);
    expect((await ask(preview, "x", { from })).status).toBe(429);
    expect((await ask(png, "x", { from })).status).toBe(429);
  });

  test.each([
    ["Årets ildsjel", "arets-ildsjel.png"],
    ['Røde "Kors"\r\nX-Header: 1', "rode-kors-x-header-1.png"],
    ["漢字", "badge.png"],
    ["../../etc/passwd", "etc-passwd.png"],
  ])("is called what its badge is called, in letters for every system: %j", (name, file) => {
    expect(badgeFileName(name, "png")).toBe(file);
  });
});

test("the mail about a new badge brings its picture with the signed badge in it", async () => {
  const server = await startMailServer();
  env.SMTP_URL = server.url;
  const own = await createTestOrganization(database);
  const { id, hash, holder } = await heldBadge(database, own);
  await database.everything.query(
    `UPDATE notifications SET mail_state = 'pending', mail_next_try_at = now() WHERE subject_id = $1`,
    [id],
  );
  await database.everything.query("UPDATE memberships SET email = 'kari@example.org' WHERE id = $1", [
    holder.membershipId,
  ]);
  await deliverNotifications(own, new AbortController().signal, attachBadge);
  const [file] = server.mails[0]?.attachments ?? [];
  expect(file?.filename).toMatch(/^brobygger-\d+\.png$/);
  const [baked] = readBaked(new Uint8Array(file?.content as ArrayBuffer));
  expect(JSON.stringify(baked)).toContain(addresses.credential(hash));
  await server.close();
  env.SMTP_URL = undefined;
});
