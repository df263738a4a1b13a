import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DELETE, GET, OPTIONS, POST } from "@/app/api/verify/[number]/route";
import { verificationResource } from "@/lib/api/verification-schema";
import { revokeCertification } from "@/lib/certifications/service";
import { issueTestCertificate, type Made, supersede } from "@/lib/certifications/verify.test-support";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { answered } from "@/lib/testing/answered";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { garbage } from "@/lib/testing/garbage";
import { createTestOrganization } from "@/lib/testing/organizations";

/** Addresses of this file alone: a process remembers whom it has stopped. */
const [WALKER, GUESSER] = [`walker ${randomUUID()}`, `guesser ${randomUUID()}`];

let database: TestDatabase;
let ctx: Ctx;
let made: Made;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database, { name: "Hørselshemmede" });
  made = await issueTestCertificate(database, ctx, { holder: "Kari Hemmelig" });
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

const plain = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

let addresses = 0;
type Sent = Readonly<{ query?: string; body?: unknown; type?: string; from?: string; language?: string }>;

/** As the proxy hands it on: from an address on the net nobody has asked from before, unless said. */
async function send(
  number: string,
  { query = "", body, type = "application/json", from, language }: Sent = {},
) {
  const headers = new Headers({ "x-forwarded-for": from ?? `10.0.0.${addresses++}` });
  if (language) headers.set("accept-language", language);
  if (body !== undefined) headers.set("content-type", type);
  const request = new Request(`http://heder.example/verify/x${query}`, {
    headers,
    ...(body === undefined
      ? {}
      : { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body, plain) }),
  });
  return answered((body === undefined ? GET : POST)(request, { params: Promise.resolve({ number }) }));
}

const verified = async (number: string, sent?: Sent) => {
  const { status, headers, body } = await send(number, sent);
  expect([status, headers.get("content-type")]).toEqual([200, "application/json"]);
  return verificationResource.parse(body);
};

describe("a machine that asks by number alone", () => {
  test("is told what it is worth, and nothing of the person, in body or headers", async () => {
    const { number } = made;
    expect(await verified(number)).toEqual({
      number,
      valid: true,
      status: "active",
      type: expect.any(String),
      organization: "Hørselshemmede",
      issued_on: expect.any(String),
      expires_on: expect.any(String),
      revoked_on: null,
      superseded_by: null,
      proof: "none",
      holder: null,
      description: null,
      checked_at: expect.stringMatching(/Z$/),
    });
    const { headers, body } = await send(number);
    expect(JSON.stringify([body, ...headers])).not.toMatch(/Kari|Hemmelig/i);
  });

  test("may write it as people do", async () => {
    expect((await verified(made.number.toLowerCase().replaceAll("-", "%20"))).number).toBe(made.number);
  });

  test("is told at once when it was revoked, since nobody keeps an answer", async () => {
    const one = await issueTestCertificate(database, ctx);
    const before = await send(one.number);
    expect(before.headers.get("cache-control")).toBe("no-store");
    expect(before.headers.get("vary")).toMatch(/\baccept\b/);
    await revokeCertification(one.coordinator, { id: one.id, reason: "x" });
    expect(await verified(one.number)).toMatchObject({
      status: "revoked",
      valid: false,
      revoked_on: expect.any(String),
    });
  });

  test("is told what became of one that was replaced", async () => {
    const [old, newer] = [
      await issueTestCertificate(database, ctx),
      await issueTestCertificate(database, ctx),
    ];
    await supersede(database, old.id, newer.id);
    expect(await verified(old.number)).toMatchObject({
      valid: false,
      status: "superseded",
      superseded_by: { status: "active", number: null },
    });
    expect((await verified(old.number, { query: `?code=${old.code}` })).superseded_by?.number).toBe(
      newer.number,
    );
  });

  test("may be a page of another site, which reads only", async () => {
    const { headers } = await send(made.number);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    const preflight = OPTIONS();
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET, HEAD");
  });
});

describe("a machine with more than the number", () => {
  test("reads the whole record by code, in the address or the body, and by name in the body", async () => {
    const { number, code } = made;
    const holder = { name: "Kari Hemmelig" };
    expect(await verified(number, { query: `?code=${code}` })).toMatchObject({ proof: "code", holder });
    expect(await verified(number, { body: { code } })).toMatchObject({ proof: "code", holder });
    expect(await verified(number, { body: { name: "hemmelig, kari" } })).toMatchObject({
      proof: "name",
      holder,
    });
  });

  test("learns no more by a wrong one than by none", async () => {
    const { checked_at: _, proof, ...bare } = await verified(made.number);
    expect(proof).toBe("none");
    const other = await issueTestCertificate(database, ctx);
    for (const sent of [{ query: `?code=${other.code}` }, { query: "?code=" }, { body: { code: "x" } }])
      expect(await verified(made.number, sent)).toMatchObject({ ...bare, proof: "wrong_code" });
    for (const name of ["Kari Hemmeli", "Per", "%"])
      expect(await verified(made.number, { body: { name } })).toMatchObject({ ...bare, proof: "wrong_name" });
  });

  test("may not send a name in the address, where logs would keep it", async () => {
    expect(await verified(made.number, { query: "?name=Kari%20Hemmelig" })).toMatchObject({ proof: "none" });
  });

  test("is stopped when it tries names or codes, and told when to come back", async () => {
    const one = await issueTestCertificate(database, ctx);
    const name = async (index: number) => send(one.number, { body: { name: `Kari ${index}` } });
    for (let index = 0; index < 10; index += 1) expect((await name(index)).status).toBe(200);
    for (const body of [{ name: "Kari 11" }, { name: "Kari Hemmelig" }]) {
      const refused = await send(one.number, { body });
      expect([refused.status, refused.body.code]).toEqual([429, "rate_limited"]);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    const codes = [];
    for (let index = 0; index < 21; index += 1)
      codes.push((await send(one.number, { query: "?code=x", from: GUESSER })).status);
    expect(codes).toEqual([...Array(20).fill(200), 429]);
  });
});

describe("what cannot be answered is a problem document", () => {
  const problem = async (number: string, sent?: Sent) => {
    const { status, headers, body } = await send(number, sent);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(body).toMatchObject({
      status,
      type: `urn:heder:problem:${body.code}`,
      detail: expect.any(String),
    });
    return { status, code: body.code, detail: body.detail };
  };

  test("an unknown number, in the reader's language", async () => {
    const number = "NHF-1999-00001";
    expect(await problem(number, { language: "en" })).toEqual({
      status: 404,
      code: "not_found",
      detail: `No organisation in Heder has issued a certificate with the number ${number}.`,
    });
    expect((await problem(number, { language: "nn" })).detail).toContain("utferda");
    // With a code or a name it is as unknown.
    for (const sent of [{ query: `?code=${made.code}` }, { body: { name: "Kari Hemmelig" } }])
      expect(await problem(number, sent)).toEqual(await problem(number));
  });

  test("what is no number, with the part that is wrong and what it may be", async () => {
    expect(await problem("NHF-26-1", { language: "en" })).toMatchObject({ status: 400, code: "malformed" });
    expect((await problem("NHF-2O26-OO312", { language: "en" })).detail).toContain(
      "Perhaps it is NHF-2026-00312",
    );
  });

  test.each([
    "%00",
    "%",
    "%25",
    "%FF",
    "..%2F..%2Fetc",
    "🏅",
    "%F0%9F%8F%85",
    "A".repeat(10_000),
    "'; DROP TABLE certifications; --",
    "<script>",
    "NHF-2026-00312%00",
    "NHF-2026-9999999999",
    "\u202eNHF-2026-1",
  ])("whatever is asked for: %j", async (number) => {
    expect([400, 404]).toContain((await problem(number)).status);
  });

  test("whatever is sent", async () => {
    for (const body of ["", "{", "[]", "null", '"x"', ...garbage.map(([, value]) => ({ name: value }))]) {
      const { status } = await send(made.number, { body });
      expect([200, 400, 422, 429]).toContain(status);
    }
    expect((await send(made.number, { body: "{}", type: "text/plain" })).status).toBe(415);
    expect((await send(made.number, { body: { name: "x", more: 1 } })).status).toBe(422);
  });

  test("too many looks", async () => {
    const looks = await Promise.all(Array.from({ length: 121 }, () => send(made.number, { from: WALKER })));
    const refused = looks.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeLessThanOrEqual(900);
  });

  test("another method", async () => {
    const answer = await DELETE(new Request("http://heder.example/verify/x", { method: "DELETE" }));
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  });
});
