import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDRESSES, type Address, type Client, clientOf, send, WRITTEN } from "@/app/api/v1/api.test-support";
import type { Ctx } from "@/lib/context";
import { MAX_API_BODY } from "@/lib/http/json-body";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let client: Client;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
  client = await clientOf(ctx);
  await createTestMember(database, ctx, { externalRef: "m-1" });
});
afterAll(() => database.close());

// Hundreds of requests in a minute are this test's business, not the limit's.
const forget = () => database.everything.query("DELETE FROM rate_limits");
const visit = { person: "m-1", kind: "visit", occurred_at: "2026-03-01T10:00:00Z" };
const count = async () =>
  (await database.everything.query("SELECT count(*)::integer AS count FROM activities")).rows[0].count;

const raw = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  send("activities", {
    method: "POST",
    headers: { authorization: `Bearer ${client.key}`, "content-type": "application/json", ...headers },
    body,
  });

describe("a body", () => {
  test("of another type, compressed or in another encoding is refused as such", async () => {
    const good = JSON.stringify(visit);
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/jsonp",
      "",
      "application/json; charset=latin1",
    ]) {
      expect([type, (await raw(good, { "content-type": type })).status]).toEqual([type, 415]);
    }
    expect((await raw(good, { "content-encoding": "gzip" })).status).toBe(415);
    expect((await raw(good, { "content-type": 'Application/JSON; charset="UTF-8"' })).status).toBe(201);
    expect((await raw(`\ufeff${good}`)).status).toBe(201);
  });

  test("that is no JSON, or no text, is refused as such", async () => {
    for (const body of ["", "{", "[1,]", "undefined", "NaN", "{'a':1}", "\u0000"]) {
      expect([body, (await raw(body)).status]).toEqual([body, 400]);
    }
    expect((await raw(new Uint8Array([0x22, 0xff, 0xfe, 0x22]))).status).toBe(400);
    expect((await raw(null)).status).toBe(400);
  });

  test("that is too large is refused, also when it says it is not", async () => {
    const large = `{"items":["${"x".repeat(MAX_API_BODY)}"]}`;
    expect((await raw(large)).status).toBe(413);
    expect((await raw(large, { "content-length": "10" })).status).toBe(413);
    expect((await raw("{}", { "content-length": String(MAX_API_BODY + 1) })).status).toBe(413);
  });

  test("that breaks off is refused, and leaves nothing", async () => {
    const before = await count();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"person":'));
        controller.error(new Error("gone"));
      },
    });
    const init = { duplex: "half" } as RequestInit;
    const answer = await send("activities", {
      ...init,
      method: "POST",
      headers: { authorization: `Bearer ${client.key}`, "content-type": "application/json" },
      body,
    });
    expect([answer.status, await count()]).toEqual([400, before]);
  });

  test("nested a million deep is judged like any other", async () => {
    const deep = "[".repeat(1_000_000) + "]".repeat(1_000_000);
    for (const body of [deep, `{"items":${deep}}`, `{"items":[${deep}]}`, `{"person":${deep}}`]) {
      expect([200, 400, 422]).toContain((await raw(body)).status);
    }
  });
});

describe("one item", () => {
  const hostile: readonly [string, unknown][] = [
    ["NUL", { ...visit, kind: "a\u0000b" }],
    ["half a character", { ...visit, kind: "a\ud800" }],
    ["NUL in the person", { ...visit, person: "\u0000" }],
    ["half a character in the person", { ...visit, person: "\udfff" }],
    ["separators of ours", { ...visit, external_id: "\u001e", kind: "\u001f" }],
    ["a prototype", '{"__proto__": {"person": "m-1"}, "kind": "visit", "occurred_at": "2026-03-01"}'],
    ["a prototype beside it", `{"__proto__": {"x": 1}, ${JSON.stringify(visit).slice(1)}`],
    ["a constructor", { ...visit, constructor: 1 }],
    ["objects where texts stand", { person: {}, kind: [], occurred_at: { $date: 1 } }],
    ["Prisma's own words", { ...visit, person: { not: "" } }],
    ["numbers beyond all numbers", `{"person":"m-1","kind":"v","occurred_at":"2026-03-01","minutes":1e400}`],
    ["a fraction", { ...visit, minutes: 1.5 }],
    ["too many minutes", { ...visit, minutes: 100_001 }],
    ["a very long text", { ...visit, kind: "x".repeat(1_000_000) }],
    ["a very long person", { ...visit, person: "x".repeat(1_000_000) }],
    ["a year of nobody", { ...visit, occurred_at: "0000-01-01" }],
    ["a leap day that is none", { ...visit, occurred_at: "2026-02-29T00:00:00Z" }],
    ["a night without that hour", { ...visit, occurred_at: "2026-03-29T02:30:00" }],
    ["null", null],
    ["nulls", { person: null, kind: null, occurred_at: null }],
    ["SQL", { ...visit, person: "'; DROP TABLE activities; --" }],
  ];

  test.each(hostile)("%s is refused with a word about it, alone and in a batch", async (_, body) => {
    await forget();
    const before = await count();
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const alone = await raw(text);
    expect([alone.status, alone.body.detail.length > 10]).toEqual([422, true]);
    const { status, body: answer } = await raw(`{"items":[${text},${JSON.stringify(visit)}]}`);
    expect([status, answer.results.map((one: { status: string }) => one.status)]).toEqual([
      200,
      ["rejected", "created"],
    ]);
    expect(answer.results[0].errors[0].message.length).toBeGreaterThan(5);
    expect(await count()).toBe(before + 1);
    expect(({} as Record<string, unknown>).person).toBeUndefined();
  });
});

describe("whatever is sent", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("m-1", "2026-03-01", "\u0000", "\ud800", "completed", "", " "),
  );
  const value = fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.jsonValue());
  const name = fc.oneof(
    fc.constantFrom(
      "person",
      "kind",
      "occurred_at",
      "minutes",
      "participants",
      "external_id",
      "source",
      "course",
      "status",
      "grade",
      "registered_on",
      "completed_on",
      "items",
      "__proto__",
    ),
    text,
  );
  const body = fc.oneof(
    fc.dictionary(name, value),
    fc.record({ items: fc.array(fc.oneof(fc.dictionary(name, value), value), { maxLength: 5 }) }),
    fc.jsonValue(),
  );

  test("is answered, never with a bug, and each item of a batch gets its word", async () => {
    await forget();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WRITTEN), body, async (address, sent) => {
        const { status, body: answer } = await client.post(address, JSON.stringify(sent));
        expect([200, 201, 422]).toContain(status);
        if (answer.results) {
          const { items } = sent as { items: unknown[] };
          expect(answer.results.map(({ index }: { index: number }) => index)).toEqual(
            items.map((_, index) => index),
          );
        }
      }),
      { numRuns: 150 },
    );
    await forget();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(ADDRESSES) as Address[])),
        fc.dictionary(text, text),
        async (address, query) => {
          const { status } = await client.get(`${address}?${new URLSearchParams(query)}`);
          expect([200, 405, 422]).toContain(status);
        },
      ),
      { numRuns: 100 },
    );
  });
});

test("every address says which methods it takes, and in which language it says so", async () => {
  for (const address of Object.keys(ADDRESSES) as Address[]) {
    const isWritten = (WRITTEN as readonly string[]).includes(address);
    const refused = isWritten
      ? (["GET", "PUT", "PATCH", "DELETE"] as const)
      : (["POST", "PUT", "PATCH", "DELETE"] as const);
    for (const method of refused) {
      const { status, headers, body } = await send(address, { method, headers: { "accept-language": "en" } });
      expect([status, headers.get("allow"), body.title]).toEqual([
        405,
        isWritten ? "POST" : "GET",
        "This method is not taken",
      ]);
    }
  }
});
