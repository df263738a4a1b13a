import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { type Address, type Client, clientOf, READ, send, WRITTEN } from "@/app/api/v1/api.test-support";
import { GET as getDocument } from "@/app/api/v1/openapi.json/route";
import { EXAMPLES } from "@/lib/api/openapi-examples";
import { API_SCOPES } from "@/lib/auth/policy";
import { repositoryRoot } from "@/lib/env";
import type { Answer } from "@/lib/testing/answered";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { idOf, plantEverything } from "@/lib/testing/one-of-everything";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

type Json = { [name: string]: Json } & Json[];
const document = (await (await getDocument()).json()) as Json;
const operations = Object.entries(document.paths as Json).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

/** The schema with what it refers to in its place. */
function whole(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(whole);
  if (typeof schema !== "object" || schema === null) return schema;
  const reference = (schema as { $ref?: string }).$ref;
  if (reference === undefined) {
    return Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, whole(part)]));
  }
  let found: unknown = document;
  for (const name of reference.slice(2).split("/")) found = (found as Json)[name];
  return whole(found);
}

/** Holds an answer against what the document says of its status; a status it does not know fails. */
function check({ status, headers, body }: Answer, method: string, address: string): void {
  const path = `/api/v1/${address.replace(/\?.*/, "")}`;
  const { operation } = operations.find((one) => one.path === path && one.method === method) ?? {};
  const response = operation?.responses?.[status];
  if (!response) throw new Error(`${method} ${path} answers ${status}, of which the document knows nothing`);
  const type = headers.get("content-type") ?? "";
  const schema = response.content?.[type]?.schema;
  if (!schema) throw new Error(`${method} ${path} answers ${status} as ${type}`);
  const parsed = z.fromJSONSchema(whole(schema) as never).safeParse(body);
  expect(parsed.error?.issues ?? []).toEqual([]);
}

test("the document is OpenAPI 3.1, with the key it takes and the problems it tells", () => {
  expect(document.openapi).toBe("3.1.0");
  expect(document.components).toMatchObject({
    securitySchemes: { apiKey: { type: "http", scheme: "bearer" } },
    schemas: { Problem: { required: ["type", "title", "status", "detail", "code", "errors"] } },
  });
  const words = JSON.stringify(document);
  for (const scope of API_SCOPES) expect(words).toContain(`Scope \`${scope}\``);
  const ids = operations.map(({ operation }) => String(operation.operationId));
  expect(new Set(ids).size).toBe(ids.length);
});

test("every address has its operation, and every operation its address", () => {
  const folder = join(repositoryRoot, "app/api/v1");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /route\.ts$/.test(name),
  );
  const addresses = files.map((name) => `/api/v1/${dirname(name)}`).filter((name) => !name.includes("[..."));
  expect(addresses.toSorted()).toEqual(Object.keys(document.paths as Json).toSorted());
  const expected = [
    ...READ.map((name) => `GET /api/v1/${name}`),
    ...WRITTEN.map((name) => `POST /api/v1/${name}`),
    "GET /api/v1/access",
    "GET /api/v1/openapi.json",
  ];
  expect(operations.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(expected.toSorted());
});

describe("answers are what the document says", () => {
  let database: TestDatabase;
  let full: Client;
  let client: Client;

  beforeAll(async () => {
    database = await testDatabase();
    await plantEverything(database.everything, "full", "FULL");
    const id = idOf("organizations", "full");
    await database.everything.query(
      "INSERT INTO organization_modules (organization_id, module) SELECT $1, m FROM unnest(enum_range(NULL::module)) m ON CONFLICT DO NOTHING",
      [id],
    );
    const ctx = await createTestOrganization(database);
    full = await clientOf({ ...ctx, organization: { ...ctx.organization, id } });
    client = await clientOf(ctx);
    await createTestMember(database, ctx, { externalRef: "m-1024" });
    await createTestMember(database, ctx, { email: "kari@example.org" });
    await database.everything.query(
      "INSERT INTO courses (organization_id, code, title) VALUES ($1, 'BASIC-1', 'Basic')",
      [ctx.organization.id],
    );
  });
  afterAll(() => database.close());

  test.each(READ)("a page of %s", async (address) => {
    const answer = await full.get(`${address}?limit=1`);
    expect(answer.body.items).toHaveLength(1);
    check(answer, "GET", address);
    check(await full.get(`${address}?limit=0`), "GET", address);
    check(
      await (await clientOf(await createTestOrganization(database, { modules: [] }))).get(address),
      "GET",
      address,
    );
  });

  test("whether a person has access", async () => {
    const known = "access?person=k-1&scope=courses:lead";
    check(await full.get(known), "GET", known);
    check(await full.get("access?person=k-1"), "GET", "access");
  });

  test.each(WRITTEN)("what is sent to %s as in its examples", async (address) => {
    const { one, several } = EXAMPLES[address];
    const first = await client.post(address, one.value);
    expect(first.status).toBe(201);
    check(first, "POST", address);
    const batch = await client.post(address, several.value);
    expect(batch.body.results.map((result: { errors: unknown[] }) => result.errors)).toEqual([[], []]);
    check(batch, "POST", address);
    check(await client.post(address, { items: [{ ...one.value, person: "nobody" }, 1] }), "POST", address);
  });

  test("problems, of every kind that can be made here", async () => {
    const [reader] = [await clientOf(await createTestOrganization(database), ["awards:read"])];
    const address: Address = "activities";
    const post = (body: BodyInit, headers: Record<string, string>) =>
      send(address, { method: "POST", body, headers: { authorization: `Bearer ${client.key}`, ...headers } });
    const json = { "content-type": "application/json" };
    const answers = [
      await send(address, { method: "POST", body: "{}" }),
      await reader.post(address, {}),
      await client.post(address, {}),
      await post("{", json),
      await post("{}", { "content-type": "text/plain" }),
      await post("{}", { ...json, "content-length": "9999999" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 403, 422, 400, 415, 413]);
    for (const answer of answers) check(answer, "POST", address);
  });
});
