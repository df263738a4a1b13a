import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/service";
import type { Ctx } from "@/lib/context";
import { recordHistory } from "@/lib/events/record-queries";
import type { RecordKind } from "@/lib/events/record-rules";
import { plainChanges } from "@/lib/events/record-rules";
import { addPerson, changeRole, updatePerson } from "@/lib/people/service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let admin: Ctx;
let coordinator: Ctx;
let peer: Ctx;
let userId: string;

beforeAll(async () => {
  database = await testDatabase();
  const organization = await createTestOrganization(database);
  admin = (await createTestMember(database, organization, { role: "org_admin", name: "Sjef" })).ctx;
  coordinator = (await createTestMember(database, organization, { role: "coordinator" })).ctx;
  peer = (await createTestMember(database, organization, { role: "peer_mentor" })).ctx;
  const person = {
    displayName: "Kari",
    role: "peer_mentor",
    email: "kari@x.example",
    joinedOn: "2024-02-29",
  } as const;
  userId = (await addPerson(admin, person)).userId;
  await updatePerson(admin, {
    userId,
    displayName: "Kari Nordmann",
    email: "kari@x.example",
    joinedOn: "2024-03-01",
    externalRef: undefined,
  });
  await changeRole(admin, { userId, role: "coordinator" });
});
afterAll(() => database.close());

const deeds = async (ctx: Ctx, id = userId, kind: RecordKind = "person", most = 10) =>
  (await recordHistory(ctx, { kind, id, most })).deeds.map(({ deed }) => deed);

describe("what was done to a thing", () => {
  test("is told newest first, with who did it and what it was before", async () => {
    const { deeds: told, hasMore } = await recordHistory(admin, { kind: "person", id: userId, most: 2 });
    expect(hasMore).toBe(true);
    expect(told).toMatchObject([
      {
        deed: "role_changed",
        actorName: "Sjef",
        changes: [{ field: "role", before: "peer_mentor", after: "coordinator" }],
      },
      {
        deed: "updated",
        changes: [
          { field: "displayName", before: "Kari", after: "Kari Nordmann" },
          { field: "joinedOn", before: "2024-02-29", after: "2024-03-01" },
        ],
      },
    ]);
  });

  test("is all there for administrators; coordinators do not hear of invitations", async () => {
    expect(await deeds(admin)).toEqual(["role_changed", "updated", "invited", "added"]);
    expect(await deeds(coordinator)).toEqual(["role_changed", "updated", "added"]);
  });

  test("is not for peer mentors, and unknown in another organisation", async () => {
    await expect(deeds(peer)).rejects.toMatchObject({ code: "forbidden" });
    const other = await createTestOrganization(database);
    expect(await deeds((await createTestMember(database, other, { role: "org_admin" })).ctx)).toEqual([]);
    expect(await deeds(admin, "00000000-0000-4000-8000-000000000000")).toEqual([]);
    expect(await deeds(admin, userId, "tier")).toEqual([]);
  });
});

test.each([
  [null, { displayName: "A" }, []],
  ["text", ["list"], []],
  [{ displayName: "A", secret: 1 }, { displayName: "A", secret: 2 }, []],
  [{ displayName: "A" }, {}, [{ field: "displayName", as: "text", before: "A", after: null }]],
  [
    { display_name: "A" },
    { displayName: "B" },
    [{ field: "displayName", as: "text", before: "A", after: "B" }],
  ],
  [{ email: "" }, { email: null }, []],
  [{ displayName: { deep: true } }, { displayName: ["B"] }, []],
])("of %j and %j a person reads %j", (before, after, changes) => {
  expect(plainChanges("person", before, after)).toEqual(changes);
});

test("what was done to all of a kind is told together, with which it was", async () => {
  for (const name of ["Lonn", "Kart"]) await createApiKey(admin, { name, scopes: ["people:read"] });
  const { deeds: told } = await recordHistory(admin, { kind: "api_key", id: null, most: 10 });
  expect(told.map(({ deed, which }) => [deed, which])).toEqual([
    ["created", "Kart"],
    ["created", "Lonn"],
  ]);
  await expect(recordHistory(coordinator, { kind: "api_key", id: null, most: 10 })).rejects.toMatchObject({
    code: "forbidden",
  });
});
