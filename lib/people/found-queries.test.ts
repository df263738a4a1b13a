import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { findPeople } from "@/lib/people/found-queries";
import { typedSearch } from "@/lib/people/found-schema";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let coordinator: Ctx;
let peer: Ctx;
let foreign: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  const organization = await createTestOrganization(database);
  const person = (name: string, more: object = {}) =>
    createTestMember(database, organization, { role: "peer_mentor", name, ...more });
  coordinator = (await createTestMember(database, organization, { role: "coordinator", name: "Sjef" })).ctx;
  peer = (await person("Åse-Marie O’Brian Ødegård", { email: "aase@skjult.example", externalRef: "M-10023" }))
    .ctx;
  await person("Kari Nordmann", { email: "kari.nordmann@x.example" });
  const secret = await person("Kari Lukket");
  const gone = await person("Kari Sluttet");
  await database.everything.query(
    "UPDATE memberships SET profile_visibility = 'private' WHERE user_id = $1",
    [secret.userId],
  );
  await database.everything.query(
    "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE user_id = $1",
    [gone.userId],
  );
  const other = await createTestOrganization(database);
  foreign = (await createTestMember(database, other, { role: "org_admin", name: "Kari Fremmed" })).ctx;
});
afterAll(() => database.close());

const names = async (ctx: Ctx, text: string, most = 8) =>
  (await findPeople(ctx, typedSearch.parse(text), most)).map(({ name }) => name);

describe("people are found as somebody types", () => {
  test.each([
    ["the beginning of any word of the name", "nord", ["Kari Nordmann"]],
    ["several beginnings in any order", "NORD ka", ["Kari Nordmann"]],
    ["Norwegian letters in either case", "åse ØDE", ["Åse-Marie O’Brian Ødegård"]],
    ["an e-mail", "kari.nordmann@x.example", ["Kari Nordmann"]],
    ["a reference", "m-100", ["Åse-Marie O’Brian Ødegård"]],
    ["all words, not some", "kari ødegård", []],
    ["nothing in the middle of a word", "ordmann", []],
  ])("by %s", async (_, text, found) => {
    expect(await names(coordinator, text)).toEqual(found);
  });

  test("active ones only, by name, and no more than asked for", async () => {
    expect(await names(coordinator, "kari")).toEqual(["Kari Lukket", "Kari Nordmann"]);
    expect(await names(coordinator, "kari", 1)).toEqual(["Kari Lukket"]);
  });

  test("by colleagues only by name, and only where the profile is open", async () => {
    expect(await names(peer, "kari")).toEqual(["Kari Nordmann"]);
    expect(await names(peer, "x.example")).toEqual([]);
    expect(await findPeople(peer, "kari nord", 8)).toMatchObject([{ detail: null }]);
  });

  test("in one organisation alone, whatever is typed", async () => {
    expect(await names(foreign, "kari")).toEqual(["Kari Fremmed"]);
    expect(await names(foreign, `@${coordinator.organization.id}`)).toEqual([]);
  });

  test.each([
    "",
    "   ",
    "%",
    "_",
    "%%__",
    "':* | kari",
    "\u0000",
    "\u0007\n\t",
    "\ud800",
    "a".repeat(10_000),
    "()&|!<->",
    "\\",
    "'",
  ])("and %j is only text", async (text) => {
    expect(await names(coordinator, text)).toEqual(
      text.includes("kari") ? ["Kari Lukket", "Kari Nordmann"] : [],
    );
  });

  test("also where many match, the first by name", async () => {
    const crowd = await createTestOrganization(database);
    const { ctx } = await createTestMember(database, crowd, { role: "coordinator", name: "Sjef" });
    await database.everything.query(
      `WITH account AS (INSERT INTO users (name) SELECT 'Kari ' || to_char(n, 'FM000') FROM generate_series(1, 600) n RETURNING id, name)
       INSERT INTO memberships (organization_id, user_id, display_name, role, profile_visibility)
       SELECT $1, id, name, 'peer_mentor', CASE WHEN name = 'Kari 001' THEN 'private' ELSE 'organization' END::profile_visibility FROM account`,
      [crowd.organization.id],
    );
    expect(await names(ctx, "kar", 2)).toEqual(["Kari 001", "Kari 002"]);
    const other = await createTestMember(database, crowd, { role: "peer_mentor", name: "Ola" });
    expect(await names(other.ctx, "kar", 2)).toEqual(["Kari 002", "Kari 003"]);
  });
});
