import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { keptAnswer } from "@/app/verify/file/kept-answer";
import { GET, OPTIONS, POST, PUT } from "@/app/verify/file/route";
import { redSquare } from "@/lib/baking/baking.test-support";
import { bakePng } from "@/lib/baking/png";
import { selfSigned } from "@/lib/credential-check/issuers.test-support";
import { disconnectPublic } from "@/lib/database/public";
import { answered } from "@/lib/testing/answered";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

const jar = new Map<string, { value: string; options: object }>();
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => jar.get(name),
    set: (name: string, value: string, options: object) => jar.set(name, { value, options }),
  }),
}));

let database: TestDatabase;
let badge: string;
beforeAll(async () => {
  database = await testDatabase();
  badge = JSON.stringify(await selfSigned());
});
beforeEach(() => jar.clear());
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

let addresses = 0;
type Sent = Readonly<{
  body?: BodyInit;
  type?: string;
  accept?: string;
  from?: string;
  origin?: string | null;
  language?: string;
}>;

/** As the proxy hands it on: from an address on the net nobody has asked from before, unless said. */
function request({ body, type, accept, from, origin = "http://heder.example", language }: Sent): Request {
  const headers = new Headers({ host: "heder.example", "x-forwarded-for": from ?? `10.1.0.${addresses++}` });
  if (origin) headers.set("origin", origin);
  if (type) headers.set("content-type", type);
  if (accept) headers.set("accept", accept);
  if (language) headers.set("accept-language", language);
  return new Request("http://heder.example/verify/file", { method: "POST", headers, body });
}
function form(parts: Readonly<Record<string, string | Uint8Array>>): FormData {
  const data = new FormData();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === "string") data.set(name, part);
    else data.set(name, new File([new Uint8Array(part)], "badge.png"));
  }
  return data;
}
const machine = (sent: Sent) =>
  answered(POST(request({ accept: "application/json", origin: null, ...sent })));
const person = async (sent: Sent) => {
  const answer = await POST(request({ accept: "text/html,*/*;q=0.8", ...sent }));
  return [answer.status, answer.headers.get("location")];
};

describe("a machine", () => {
  test("sends a badge as the body, and reads each check with its reason", async () => {
    const { status, headers, body } = await machine({
      body: badge,
      type: "application/ld+json",
      language: "en",
    });
    expect([status, headers.get("cache-control"), headers.get("access-control-allow-origin")]).toEqual([
      200,
      "no-store",
      "*",
    ]);
    expect(body).toMatchObject({
      valid: true,
      outcome: "valid",
      kind: "ob3_proof",
      badge: { name: "Hundre samtaler" },
    });
    expect(body.checks).toHaveLength(8);
    expect(body.checks[2]).toEqual({
      name: "signature",
      verdict: "pass",
      code: "signed",
      reason: "The signature is right (eddsa-rdfc-2022).",
    });
  });

  test("sends a picture, a text or an address in a form", async () => {
    const png = bakePng(await redSquare(), { format: "ob3", credential: badge });
    expect((await machine({ body: png as BodyInit, type: "image/png" })).body.valid).toBe(true);
    expect((await machine({ body: form({ file: png, email: "x@example.org" }) })).body).toMatchObject({
      valid: true,
      badge: { holder: { belongs: "no" } },
    });
    const type = "application/x-www-form-urlencoded";
    const { body } = await machine({ body: "url=127.0.0.1", type });
    expect(body).toMatchObject({
      valid: false,
      badge: null,
      checks: [{ code: "unreadable_address" }, ...Array(7).fill({})],
    });
  });

  test("is told in words that it sent nothing, or too much, or asked too often", async () => {
    expect((await machine({ body: "", type: "image/png" })).status).toBe(400);
    expect((await machine({ body: form({ file: new Uint8Array() }) })).status).toBe(400);
    expect((await machine({ body: "--broken", type: "multipart/form-data; boundary=x" })).status).toBe(400);
    expect((await machine({ body: new Uint8Array(6_000_000), type: "image/png" })).status).toBe(413);
    const from = "10.2.0.1";
    for (let tries = 0; tries < 40; tries += 1) await machine({ body: "x", type: "text/plain", from });
    const { status, headers } = await machine({ body: badge, type: "application/json", from });
    expect([status, Number(headers.get("retry-after"))]).toEqual([429, expect.any(Number)]);
    expect(await person({ body: form({ url: "x" }), from })).toEqual([303, "/verify?badge=too_often"]);
  });

  test("may ask from any site, and by POST only", async () => {
    expect(OPTIONS().headers.get("access-control-allow-methods")).toBe("POST");
    expect((await PUT(request({ body: badge }))).status).toBe(405);
    const get = new Request("http://heder.example/verify/file", { headers: { accept: "application/json" } });
    expect((await GET(get)).status).toBe(405);
  });
});

describe("a person", () => {
  test("is led to a page of their own, which keeps the answer for some minutes", async () => {
    const png = bakePng(await redSquare(), { format: "ob3", credential: badge });
    expect(await person({ body: form({ file: png, url: "", email: "" }) })).toEqual([303, "/verify/badge"]);
    expect(await keptAnswer()).toMatchObject({
      valid: true,
      badge: { name: "Hundre samtaler", holder: { belongs: null } },
    });
    expect(jar.get("heder-badge")?.options).toMatchObject({
      httpOnly: true,
      path: "/verify/badge",
      maxAge: 600,
    });
    expect(jar.get("heder-badge")?.value).not.toContain("Hundre");
  });

  test("is led back to the form when there is nothing to look at", async () => {
    expect(await person({ body: form({ file: new Uint8Array(), url: "  " }) })).toEqual([
      303,
      "/verify?badge=nothing",
    ]);
    expect(await person({ body: form({ file: new Uint8Array(5_300_000) }) })).toEqual([
      303,
      "/verify?badge=too_large",
    ]);
    expect(jar.size).toBe(0);
  });

  test("is not asked in the name of by another site", async () => {
    expect(
      await person({ body: form({ url: "https://x.example" }), origin: "https://evil.example" }),
    ).toEqual([303, "/verify"]);
    expect(jar.size).toBe(0);
  });

  test("who has no answer, or one that somebody made up, is shown none", async () => {
    expect(await keptAnswer()).toBe(null);
    jar.set("heder-badge", { value: Buffer.from("{}").toString("base64url"), options: {} });
    expect(await keptAnswer()).toBe(null);
  });
});
