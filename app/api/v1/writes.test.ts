import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Client as ApiClient, clientOf } from "@/app/api/v1/api.test-support";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let client: ApiClient;
let kari: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  client = await clientOf(ctx);
  const kariOf = { name: "Kari", externalRef: "m-1", email: `kari-${ctx.organization.slug}@example.org` };
  ({ userId: kari } = await createTestMember(database, ctx, kariOf));
});

const rows = async (sql: string) => (await database.everything.query(sql, [ctx.organization.id])).rows;
const facts = async () =>
  (await rows("SELECT count(*)::integer AS count FROM activities WHERE organization_id = $1"))[0].count;
const visit = { person: "m-1", kind: "visit", occurred_at: "2026-03-01T10:00:00Z" };

describe("one fact", () => {
  test("is created, with its person evaluated and the key in the record", async () => {
    const answer = await client.post("activities", { ...visit, minutes: 90, external_id: "v-1" });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        user_id: kari,
        person: "m-1",
        kind: "visit",
        occurred_at: "2026-03-01T10:00:00.000Z",
        minutes: 90,
        participants: null,
        source: "default",
        external_id: "v-1",
        voided_at: null,
      },
    });
    expect(await rows("SELECT user_id FROM evaluation_requests WHERE organization_id = $1")).toEqual([
      { user_id: kari },
    ]);
    expect(
      await rows(
        "SELECT action, actor_kind, actor_api_key_id, subject_id FROM audit_log WHERE organization_id = $1 AND action LIKE 'activity.%'",
      ),
    ).toEqual([
      {
        action: "activity.recorded",
        actor_kind: "api_key",
        actor_api_key_id: client.id,
        subject_id: answer.body.id,
      },
    ]);
    expect(await rows("SELECT api_key_id FROM activities WHERE organization_id = $1")).toEqual([
      { api_key_id: client.id },
    ]);
  });

  test("is known by reference, by e-mail address and by id of the person", async () => {
    for (const person of ["m-1", ` KARI-${ctx.organization.slug}@example.org `, kari.toUpperCase()]) {
      expect(await client.post("activities", { ...visit, person })).toMatchObject({
        status: 201,
        body: { user_id: kari },
      });
    }
  });

  test("without an id of its own is new each time", async () => {
    await client.post("activities", visit);
    expect((await client.post("activities", visit)).status).toBe(201);
    expect(await facts()).toBe(2);
  });

  test("with the same id is changed or left alone, whatever else has that id", async () => {
    const first = await client.post("activities", { ...visit, external_id: "v-1" });
    const same = await client.post("activities", { ...visit, external_id: "v-1" });
    expect(same).toMatchObject({
      status: 200,
      body: { id: first.body.id, updated_at: first.body.updated_at },
    });
    const other = await client.post("activities", { ...visit, external_id: "v-1", minutes: 30 });
    expect(other).toMatchObject({ status: 200, body: { id: first.body.id, minutes: 30 } });
    const elsewhere = await client.post("activities", { ...visit, external_id: "v-1", source: "app" });
    expect(elsewhere.status).toBe(201);
    expect(await facts()).toBe(2);
    const corrected = await rows(
      "SELECT before ->> 'minutes' AS before, after ->> 'minutes' AS after FROM audit_log WHERE organization_id = $1 AND action = 'activity.corrected'",
    );
    expect(corrected).toEqual([{ before: null, after: "30" }]);
  });

  test("that a file brought is the same fact", async () => {
    const { importRecords } = await import("@/lib/imports/import-service");
    const records = [{ ...visit, external_id: "v-1" }];
    await importRecords(ctx, { kind: "activities", records, fileName: "a.json" });
    expect((await client.post("activities", records[0])).status).toBe(200);
    expect(await facts()).toBe(1);
  });

  test("that somebody voided stays voided, and the answer says so", async () => {
    const { voidActivity } = await import("@/lib/facts/activity-service");
    const { body } = await client.post("activities", { ...visit, external_id: "v-1" });
    await voidActivity(ctx, { id: body.id, reason: "By mistake" });
    const again = await client.post("activities", { ...visit, external_id: "v-1", minutes: 5 });
    expect(again).toMatchObject({ status: 200, body: { minutes: null, voided_at: expect.any(String) } });
  });

  test("that cannot be read is a problem in the reader's language, and leaves nothing", async () => {
    const wrong = { person: "nobody", kind: "visit", occurred_at: "2026-02-30", minutes: -1, colour: "red" };
    const form = await client.post("activities", wrong, { "accept-language": "en" });
    expect(form).toMatchObject({
      status: 422,
      body: {
        type: "urn:heder:problem:invalid",
        code: "invalid",
        errors: [{ field: "", code: "field.unknown" }],
      },
    });
    expect(form.headers.get("content-type")).toBe("application/problem+json");
    const { colour: _, ...known } = wrong;
    const unknown = await client.post("activities", known, { "accept-language": "nn" });
    expect(unknown.body).toMatchObject({
      title: "Førespurnaden må rettast",
      errors: [{ field: "person", code: "api.unknownPerson" }],
    });
    expect((await client.post("activities", { ...known, person: "m-1" })).body.errors).toEqual([
      { field: "occurred_at", code: "imports.noSuchDate", message: "Denne datoen finnes ikke." },
    ]);
    expect((await client.post("activities", { ...visit, minutes: "90" })).body.errors).toMatchObject([
      { field: "minutes", code: "api.wholeNumber" },
    ]);
    expect(await facts()).toBe(0);
    expect(await rows("SELECT FROM evaluation_requests WHERE organization_id = $1")).toEqual([]);
  });
});

describe("a batch", () => {
  test("takes the good ones and says of each bad one what is wrong", async () => {
    const items = [
      { ...visit, external_id: "v-1" },
      { ...visit, person: "nobody", external_id: "v-2" },
      { ...visit, external_id: "v-1", minutes: 5 },
      "nonsense",
      { ...visit, occurred_at: "2999-01-01", external_id: "v-3" },
      { ...visit, kind: "a\u0000b" },
      visit,
      visit,
    ];
    const { status, body } = await client.post("activities", { items }, { "accept-language": "en" });
    expect(status).toBe(200);
    const short = body.results.map(
      ({ status, errors, warnings }: Record<string, { field: string; code: string }[]>) =>
        [
          status,
          ...[...(errors ?? []), ...(warnings ?? [])].map(({ field, code }) => `${field} ${code}`),
        ].join(" "),
    );
    expect(short).toEqual([
      "created",
      "rejected person api.unknownPerson",
      "rejected external_id api.duplicateItem",
      "rejected  api.itemNotAnObject",
      "rejected occurred_at imports.yearOutOfRange",
      "rejected kind imports.controlCharacter",
      "created",
      "created",
    ]);
    expect(await facts()).toBe(3);
    const again = await client.post("activities", {
      items: [
        { ...visit, external_id: "v-1", minutes: 7 },
        { ...visit, external_id: "v-1b" },
      ],
    });
    expect(again.body.results.map(({ status }: { status: string }) => status)).toEqual([
      "updated",
      "created",
    ]);
    const received = await rows(
      "SELECT after FROM audit_log WHERE organization_id = $1 AND action = 'activity.received' ORDER BY seq",
    );
    expect(received.map(({ after }) => after)).toEqual([
      { created: 3, updated: 0, unchanged: 0, rejected: 5 },
      { created: 1, updated: 1, unchanged: 0, rejected: 0 },
    ]);
  });

  test("of 1,001, of none, of something else than a list and with other fields is refused as a whole", async () => {
    const refused = async (body: unknown) => {
      const answer = await client.post("activities", body);
      return [
        answer.status,
        ...answer.body.errors.map(({ field, code }: Record<string, string>) => `${field} ${code}`),
      ];
    };
    expect(await refused({ items: Array.from({ length: 1001 }, () => visit) })).toEqual([
      422,
      "items api.batchSize",
    ]);
    expect(await refused({ items: [] })).toEqual([422, "items api.batchSize"]);
    expect(await refused({ items: visit })).toEqual([422, "items api.batchSize"]);
    expect(await refused({ items: [visit], more: 1 })).toEqual([422, " field.unknown"]);
    expect(await refused([visit])).toEqual([422]);
    expect(await facts()).toBe(0);
  });

  test("of 1,000 takes as many statements as one of two", async () => {
    const statements = async (count: number) => {
      const query = vi.spyOn(Client.prototype, "query");
      const name = (index: number) => `n-${count}-${index}`;
      const items = Array.from({ length: count }, (_, index) => ({ ...visit, external_id: name(index) }));
      const { body } = await client.post("activities", { items });
      const { length } = query.mock.calls;
      query.mockRestore();
      expect(body.results.filter(({ status }: { status: string }) => status === "created")).toHaveLength(
        count,
      );
      return length;
    };
    const few = await statements(2);
    expect(few).toBeGreaterThan(5);
    expect(await statements(1000)).toBe(few);
    expect(await facts()).toBe(1002);
  });
});
