import { setTimeout as sleep } from "node:timers/promises";
import { Client as PgClient } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Client, clientOf, READ } from "@/app/api/v1/api.test-support";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { idOf, plantEverything } from "@/lib/testing/one-of-everything";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let client: Client;

beforeAll(async () => {
  database = await testDatabase();
  await plantEverything(database.everything, "theirs", "THEIRS");
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  client = await clientOf(ctx);
});

const run = (sql: string, ...values: unknown[]) =>
  database.everything.query(sql, [ctx.organization.id, ...values]);
const names = (body: { items: { name: string }[] }) => body.items.map(({ name }) => name);

/** Every page, by `next`, and until when they are complete. */
async function all(address: string) {
  const items: { id: string; name: string; updated_at: string }[] = [];
  const until = new Set<string>();
  let pages = 0;
  for (let next: string | null = address; next; pages++) {
    const { status, body, headers } = await client.get(next);
    expect(status).toBe(200);
    expect(headers.get("link")).toBe(body.next && `<${body.next}>; rel="next"`);
    items.push(...body.items);
    until.add(body.synced_until);
    next = body.next;
  }
  return { items, pages, until: [...until] };
}

describe("a list", () => {
  test("gives every row once, in the order of the last change, also of changes at the same instant", async () => {
    for (let index = 0; index < 25; index++) await createTestMember(database, ctx, { name: `P${index}` });
    await database.everything.query("ALTER TABLE memberships DISABLE TRIGGER set_updated_at");
    await run(
      "UPDATE memberships SET updated_at = timestamptz '2026-01-01' + (right(display_name, 1)::integer / 3) * interval '1 microsecond' WHERE organization_id = $1",
    );
    await database.everything.query("ALTER TABLE memberships ENABLE TRIGGER set_updated_at");
    const { items, pages, until } = await all("people?limit=4");
    expect([items.length, new Set(items.map(({ id }) => id)).size, pages, until.length]).toEqual([
      25, 25, 7, 1,
    ]);
    const { rows } = await run(
      "SELECT user_id FROM memberships WHERE organization_id = $1 ORDER BY updated_at, id",
    );
    expect(items.map(({ id }) => id)).toEqual(rows.map(({ user_id }) => user_id));
    expect((await all("people?limit=25")).pages).toBe(1);
  });

  test("gives what changed since, in UTC", async () => {
    const { userId } = await createTestMember(database, ctx, { name: "Kari" });
    // Instants are told in milliseconds.
    await sleep(2);
    await createTestMember(database, ctx, { name: "Ola" });
    const { body } = await client.get("people");
    const since = (instant: string) => client.get(`people?updated_since=${encodeURIComponent(instant)}`);
    expect((await since(body.items[1].updated_at)).body.items).toMatchObject([{ name: "Ola" }]);
    await run(
      "UPDATE memberships SET display_name = 'Kari Nordmann' WHERE organization_id = $1 AND user_id = $2",
      userId,
    );
    expect(names((await since(body.synced_until)).body).at(-1)).toBe("Kari Nordmann");
    expect(body.items[0].updated_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test("loses nothing of a change that began before it and was committed after it", async () => {
    const late = await createTestMember(database, ctx, { name: "Late" });
    const slow = new PgClient({ connectionString: database.appUrl });
    await slow.connect();
    await slow.query("BEGIN");
    await slow.query("SELECT set_config('app.organization_id', $1, true)", [ctx.organization.id]);
    await createTestMember(database, ctx, { name: "Quick" });
    const synced = (await client.get("people")).body;
    expect(names(synced)).toEqual(["Late", "Quick"]);
    await slow.query("UPDATE memberships SET display_name = 'Late, changed' WHERE user_id = $1", [
      late.userId,
    ]);
    await slow.query("COMMIT");
    await slow.end();
    const next = await client.get(`people?updated_since=${synced.synced_until}`);
    expect(names(next.body)).toContain("Late, changed");
  });

  test("says what is wrong with a question", async () => {
    const problems = async (query: string) => {
      const { status, body } = await client.get(`people?${query}`, { "accept-language": "en" });
      return [status, ...body.errors.map(({ field }: { field: string }) => field)];
    };
    for (const query of ["limit=0", "limit=201", "limit=x", "limit=1.5"]) {
      expect(await problems(query)).toEqual([422, "limit"]);
    }
    for (const query of [
      "updated_since=yesterday",
      "updated_since=2026-11-20",
      "updated_since=2026-11-20T10:00:00",
      "updated_since=0000-01-01T00:00:00Z",
    ]) {
      expect(await problems(query)).toEqual([422, "updated_since"]);
    }
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const cursor of [
      "x",
      "%00",
      forged(["2026-02-30T00:00:00.000000Z", idOf("users", "theirs"), "2026-01-01T00:00:00Z"]),
      forged(["a\u0000", 1, 2]),
      forged([]),
    ]) {
      expect(await problems(`cursor=${cursor}`)).toEqual([422, "cursor"]);
    }
    expect(await problems("status=gone")).toEqual([422, "status"]);
    expect(await problems("colour=red")).toEqual([422, ""]);
    expect(await problems("email=%00")).toEqual([422, "email"]);
  });
});

describe("what belongs to another organisation", () => {
  test("is in no list, whatever is asked", async () => {
    const theirs = [
      "person=k-1",
      "person=kari@example.org",
      `person=${idOf("users", "theirs")}`,
      "updated_since=2000-01-01T00:00:00Z",
      "",
    ];
    for (const address of READ) {
      for (const query of theirs) {
        const { status, body } = await client.get(`${address}?${query}`);
        if (status === 422) expect(body.errors[0].code).toBe("field.unknown");
        else expect(body).toMatchObject({ items: [], next: null });
      }
    }
    const achievement = idOf("achievements", "theirs");
    expect((await client.get(`awards?achievement=${achievement}`)).body.items).toEqual([]);
  });

  test("is not written to", async () => {
    const visit = { kind: "visit", occurred_at: "2026-03-01" };
    for (const person of ["k-1", "kari@example.org", idOf("users", "theirs")]) {
      const { status, body } = await client.post("activities", { ...visit, person });
      expect([status, body.errors[0].code]).toEqual([422, "api.unknownPerson"]);
    }
    const mine = await createTestMember(database, ctx, { externalRef: "k-1" });
    const { body } = await client.post("activities", { ...visit, person: "k-1", external_id: "a-1" });
    expect(body.user_id).toBe(mine.userId);
    const { rows } = await database.everything.query(
      "SELECT minutes FROM activities WHERE organization_id = $1",
      [idOf("organizations", "theirs")],
    );
    expect(rows).toEqual([{ minutes: 60 }]);
  });
});

describe("filters", () => {
  test("narrow each list", async () => {
    await plantEverything(database.everything, "full", "FULL");
    await database.everything.query(
      "INSERT INTO organization_modules (organization_id, module) SELECT $1, m FROM unnest(enum_range(NULL::module)) m ON CONFLICT DO NOTHING",
      [idOf("organizations", "full")],
    );
    const full = await clientOf({
      ...ctx,
      organization: { ...ctx.organization, id: idOf("organizations", "full") },
    });
    const found = async (address: string) => {
      const { status, body } = await full.get(address);
      expect(status).toBe(200);
      return body.items.length;
    };
    const cases: Record<string, [yes: string[], no: string[]]> = {
      people: [
        ["external_ref=k-1", "email=KARI@example.org", "role=coordinator&status=active"],
        ["role=org_admin", "external_ref=x"],
      ],
      achievements: [
        ["key=first", "category=activity", "status=active"],
        ["key=x", "status=archived"],
      ],
      awards: [
        [
          "person=k-1",
          "person=kari@example.org",
          "achievement=first",
          `achievement=${idOf("achievements", "full")}`,
          "status=awarded",
        ],
        ["status=expired", "person=x", "achievement=x"],
      ],
      "tier-assignments": [
        ["person=k-1", "period=2026", "status=assigned"],
        ["period=2025", "status=revoked"],
      ],
      certifications: [
        ["person=k-1", "number=FULL-2026-00001", "type=bevis", "status=active"],
        ["status=revoked", "type=x", "number=x"],
      ],
    };
    for (const [address, [yes, no]] of Object.entries(cases)) {
      for (const query of yes) {
        expect([address, query, await found(`${address}?${query}`)]).not.toEqual([address, query, 0]);
      }
      for (const query of no) {
        expect([address, query, await found(`${address}?${query}`)]).toEqual([address, query, 0]);
      }
    }
    await database.everything.query("UPDATE earned_badges SET declined_at = now() WHERE id = $1", [
      idOf("earned_badges", "full"),
    ]);
    expect([await found("awards?status=awarded"), await found("awards?status=declined")]).toEqual([0, 1]);
    expect((await full.get("awards")).body.items).toMatchObject([{ status: "declined" }]);
  });
});
