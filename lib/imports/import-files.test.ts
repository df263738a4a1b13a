import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { census, counts, load } from "@/lib/imports/import.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

const rows = async (sql: string) => (await database.everything.query(sql, [ctx.organization.id])).rows;
const activities = () =>
  rows(`SELECT m.external_ref AS person, kind, occurred_at, minutes, participants, external_id, voided_at IS NOT NULL AS voided
        FROM activities a JOIN memberships m USING (organization_id, user_id) WHERE organization_id = $1 ORDER BY occurred_at, kind`);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  await load(ctx, "people", "person,name,email\n1,Kari Nordmann,kari@example.org\n2,Ola,ola@example.org\n");
  await database.everything.query("DELETE FROM evaluation_requests");
});

describe("the same rows", () => {
  const text = "person;kind;occurred_at;external_id\n1;møte på Ås;2026-03-01;a1\n";
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`)],
    ["Latin-1", Buffer.from(text, "latin1")],
    ["UTF-16 as Excel writes it", utf16],
    ["UTF-16 with the bytes the other way round", Buffer.from(utf16).swap16()],
    ["gzip", gzipSync(text)],
    ["tabs and Windows line endings", Buffer.from(text.replaceAll(";", "\t").replaceAll("\n", "\r\n"))],
    [
      "upper-case headers in another order",
      Buffer.from("KIND;External_ID;Person;Occurred_At\nmøte på Ås;a1;1;01.03.2026\n"),
    ],
    [
      "JSON",
      Buffer.from(
        '[\n{"person": 1, "kind": "møte på Ås", "occurred_at": "2026-03-01", "external_id": "a1", "minutes": null}]',
      ),
    ],
  ])("may come as %s", async (_, content) => {
    expect(await counts(ctx, "activities", content)).toEqual([1, 1, 0, 0, 0]);
    expect(await activities()).toMatchObject([
      { kind: "møte på Ås", occurred_at: new Date("2026-02-28T23:00:00Z"), external_id: "a1" },
    ]);
  });
});

describe("a file that is none", () => {
  test.each([
    ["empty", "", "imports.emptyFile"],
    ["white space", " \n\n", "imports.emptyFile"],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "imports.noKnownColumn"],
    ["another table", "name,city\nKari,Oslo\n", "imports.noKnownColumn"],
    ["a JSON object", '{"person": 1}', "imports.notAList"],
    ["a broken gzip", gzipSync("person,kind,occurred_at\n").subarray(0, 20), "imports.brokenGzip"],
    ["a gzip of zeros", gzipSync(Buffer.alloc(600_000_000)), "imports.unpackedTooBig"],
  ])("is refused as a whole: %s", async (_, content, key) => {
    await expect(load(ctx, "activities", content)).rejects.toMatchObject({ code: "invalid", text: { key } });
  });

  test("is told which columns are missing, unknown and there twice", async () => {
    const columns = load(ctx, "activities", "person,kind,when,Kind\n1,visit,2026-03-01,x\n");
    await expect(columns).rejects.toMatchObject({
      code: "invalid",
      fields: {
        missing: { key: "imports.missingColumns", values: { names: "occurred_at" } },
        unknown: { key: "imports.unknownColumns", values: { names: "when" } },
        twice: { key: "imports.columnsTwice", values: { names: "kind" } },
      },
    });
  });
});

describe("a dry run", () => {
  test.each([
    ["people", "person,name,email,groups\n1,Kari N,kari@example.org,Oslo\n3,Per,per@example.org,Bergen\n"],
    ["activities", "person,kind,occurred_at\n1,visit,2026-03-01\n9,visit,2026-03-01\n"],
    ["courses", "code,title\nK1,First\n"],
    ["referrals", "person,occurred_at,status\n1,2026-03-01,completed\n"],
    [
      "achievements",
      "key,name,category,trigger_type,trigger_threshold\nten,Ten,activity,activity_count,10\n",
    ],
  ] as const)("of %s says what would happen and leaves nothing", async (kind, content) => {
    const before = await census(database, ctx);
    const tried = await load(ctx, kind, content, { dryRun: true });
    expect(await census(database, ctx)).toEqual(before);
    expect(tried.id).toBeNull();
    const { id, ...done } = await load(ctx, kind, content);
    expect(tried).toEqual({ id: null, ...done });
  });
});

describe("two at once", () => {
  test("import nothing twice, whether the organisation was empty or not", async () => {
    const file = ["person,kind,occurred_at,external_id"];
    for (let index = 0; index < 3_000; index++) file.push(`${(index % 2) + 1},visit,2026-03-01,x${index}`);
    const both = await Promise.all([
      load(ctx, "activities", file.join("\n")),
      load(ctx, "activities", file.join("\n")),
    ]);
    expect(both.map(({ created, unchanged }) => [created, unchanged]).sort()).toEqual([
      [0, 3_000],
      [3_000, 0],
    ]);
    expect(await activities()).toHaveLength(3_000);
  });
});

describe("who may import", () => {
  const file = "person,name,role\n1,Kari Nordmann,org_admin\n";

  test("a coordinator does not make administrators by file, and a peer mentor imports nothing", async () => {
    const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
    await expect(load(coordinator.ctx, "people", file)).rejects.toMatchObject({ code: "forbidden" });
    const mentor = await createTestMember(database, ctx);
    await expect(load(mentor.ctx, "activities", "person,kind,occurred_at\n")).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("a module that is off answers not found", async () => {
    const closed = await createTestOrganization(database, { modules: [] });
    await expect(load(closed, "awards", "x")).rejects.toMatchObject({ code: "not_found" });
  });
});
