import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getPerson, listPeople, searchPeople } from "@/lib/people/queries";
import { personDetails, personFilter } from "@/lib/people/schema";
import {
  addPerson,
  changeOwnName,
  changeRole,
  deactivatePerson,
  reactivatePerson,
  renewInvitation,
  updatePerson,
} from "@/lib/people/service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let admin: Ctx;
let foreign: Ctx;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  organization = await createTestOrganization(database);
  admin = (await createTestMember(database, organization, { role: "org_admin" })).ctx;
  foreign = (await createTestMember(database, await createTestOrganization(database), { role: "org_admin" }))
    .ctx;
});

const keyOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.text.key : error),
  );
const userIdOf = (ctx: Ctx) => (ctx.actor.kind === "user" ? ctx.actor.userId : "");
const filter = (wanted: object = {}) => personFilter.parse(wanted);
const person = (displayName: string, more: object = {}) =>
  ({ displayName, role: "peer_mentor", email: undefined, joinedOn: undefined, ...more }) as const;
const auditOf = async (userId: string) => {
  const sql = "SELECT action, before, after FROM audit_log WHERE subject_id = $1 ORDER BY seq";
  return (await database.everything.query(sql, [userId])).rows;
};

describe("a person", () => {
  test("is added with what is known of them, and the record says who did it", async () => {
    const added = await addPerson(
      admin,
      person("Åse Ødegård", { email: "ase@x.example", joinedOn: "2024-02-29" }),
    );
    expect(await getPerson(admin, added.userId)).toMatchObject({
      displayName: "Åse Ødegård",
      email: "ase@x.example",
      joinedOn: "2024-02-29",
      status: "active",
      account: { hasPassword: false, mayBeInvited: true },
    });
    const actions = (await auditOf(added.userId)).map(({ action }) => action);
    expect(actions).toEqual(["person.added", "person.invited"]);
    expect(JSON.stringify(await auditOf(added.userId))).not.toContain(added.link?.url.split("/").at(-1));
  });

  test("needs an e-mail and a reference of their own within the organisation only", async () => {
    const { userId } = await addPerson(admin, person("A", { email: "a@x.example" }));
    const second = addPerson(admin, person("B", { email: "a@x.example" }));
    await expect(second).rejects.toMatchObject({ fields: { email: { key: "people.emailTaken" } } });
    expect(await keyOf(addPerson(foreign, person("A", { email: "a@x.example" })))).toBe("done");
    const details = { displayName: "A", email: undefined, joinedOn: undefined, externalRef: "17" };
    await updatePerson(admin, { userId, ...details });
    const other = await addPerson(admin, person("B"));
    const clash = updatePerson(admin, { userId: other.userId, ...details });
    await expect(clash).rejects.toMatchObject({
      fields: { externalRef: { key: "people.externalRefTaken" } },
    });
  });

  test("is corrected, and the record says from what to what", async () => {
    const { userId } = await addPerson(admin, person("Gammelt navn", { email: "g@x.example" }));
    const details = {
      displayName: "Nytt navn",
      email: undefined,
      joinedOn: "2020-01-31",
      externalRef: undefined,
    };
    await updatePerson(admin, { userId, ...details });
    const entry = (await auditOf(userId)).at(-1);
    expect(entry).toMatchObject({
      action: "person.updated",
      before: { displayName: "Gammelt navn", email: "g@x.example", joinedOn: null },
      after: { displayName: "Nytt navn", email: null },
    });
  });

  test("that is foreign or unknown is not found, by any service", async () => {
    const { userId } = await addPerson(foreign, person("Fremmed", { email: "f@x.example" }));
    const unknown = "00000000-0000-4000-8000-000000000000";
    for (const id of [userId, unknown]) {
      const tries = [
        getPerson(admin, id),
        changeRole(admin, { userId: id, role: "org_admin" }),
        deactivatePerson(admin, { userId: id }),
        reactivatePerson(admin, { userId: id }),
        renewInvitation(admin, { userId: id }),
        updatePerson(admin, personDetails.parse({ userId: id, displayName: "Min" })),
      ];
      expect(new Set(await Promise.all(tries.map(keyOf)))).toEqual(new Set(["notFound.person"]));
    }
    expect(await getPerson(foreign, userId)).toMatchObject({ displayName: "Fremmed", role: "peer_mentor" });
  });

  test.each(["coordinator", "peer_mentor"] as const)("is not changed by a %s", async (role) => {
    const { ctx } = await createTestMember(database, organization, { role });
    const userId = userIdOf(admin);
    const tries = [
      addPerson(ctx, person("X")),
      changeRole(ctx, { userId: userIdOf(ctx), role: "org_admin" }),
      deactivatePerson(ctx, { userId }),
      reactivatePerson(ctx, { userId }),
      renewInvitation(ctx, { userId }),
      updatePerson(ctx, personDetails.parse({ userId, displayName: "X" })),
    ];
    expect(new Set(await Promise.all(tries.map(keyOf)))).toEqual(new Set(["forbidden"]));
    const mayRead = await keyOf(listPeople(ctx, filter()));
    expect(mayRead).toBe(role === "coordinator" ? "done" : "forbidden");
    expect(await keyOf(searchPeople(ctx, "a"))).toBe(mayRead);
  });

  test("changes their own name here and nothing else", async () => {
    const { ctx, userId } = await createTestMember(database, organization, { name: "Før" });
    await changeOwnName(ctx, { displayName: "Etter" });
    expect(await getPerson(admin, userId)).toMatchObject({ displayName: "Etter", role: "peer_mentor" });
  });
});

describe("the last administrator", () => {
  test("cannot be given another role, or deactivated, or removed past the services", async () => {
    const userId = userIdOf(admin);
    expect(await keyOf(changeRole(admin, { userId, role: "coordinator" }))).toBe("people.lastAdmin");
    expect(await keyOf(deactivatePerson(admin, { userId }))).toBe("people.lastAdmin");
    const removal = database.everything.query("DELETE FROM memberships WHERE user_id = $1", [userId]);
    await expect(removal).rejects.toMatchObject({ constraint: "memberships_last_org_admin" });
  });

  test("is whoever is left: an inactive one does not count", async () => {
    const { userId } = await createTestMember(database, organization, { role: "org_admin" });
    await deactivatePerson(admin, { userId });
    expect(await keyOf(deactivatePerson(admin, { userId: userIdOf(admin) }))).toBe("people.lastAdmin");
    await reactivatePerson(admin, { userId });
    expect(await keyOf(deactivatePerson(admin, { userId: userIdOf(admin) }))).toBe("done");
  });

  test("remains when two remove each other at the same time", async () => {
    for (let round = 0; round < 5; round++) {
      const here = await createTestOrganization(database);
      const one = await createTestMember(database, here, { role: "org_admin" });
      const two = await createTestMember(database, here, { role: "org_admin" });
      const both = [
        changeRole(one.ctx, { userId: two.userId, role: "coordinator" }),
        changeRole(two.ctx, { userId: one.userId, role: "peer_mentor" }),
      ];
      expect((await Promise.all(both.map(keyOf))).toSorted()).toEqual(["done", "people.lastAdmin"]);
    }
  });
});

describe("deactivation", () => {
  test("ends the person's sessions and is recorded once, however often it is asked for", async () => {
    const { userId } = await createTestMember(database, organization);
    const version = async () =>
      (await database.everything.query("SELECT session_version FROM users WHERE id = $1", [userId])).rows[0];
    const before = (await version()).session_version;
    await Promise.all([deactivatePerson(admin, { userId }), deactivatePerson(admin, { userId })]);
    expect((await version()).session_version).toBe(before + 1);
    expect((await auditOf(userId)).map(({ action }) => action)).toEqual(["person.deactivated"]);
    const resolved = "SELECT organization_id FROM resolve_request($1, $2)";
    const { rows } = await database.everything.query(resolved, [userId, organization.organization.slug]);
    expect(rows).toEqual([{ organization_id: null }]);
  });
});

describe("the list of people", () => {
  test("comes in pages that neither repeat nor lose anybody, forwards and back", async () => {
    for (let i = 0; i < 120; i++) {
      await createTestMember(database, organization, { name: `Navn ${i % 7}`, role: "peer_mentor" });
    }
    const pages = [];
    let page = await listPeople(admin, filter());
    pages.push(page.rows);
    while (page.next) {
      page = await listPeople(admin, filter({ after: page.next }));
      pages.push(page.rows);
    }
    expect(pages.map((rows) => rows.length)).toEqual([50, 50, 21]);
    expect(new Set(pages.flat().map((row) => row.userId)).size).toBe(121);
    page = await listPeople(admin, filter({ before: page.previous ?? "" }));
    expect(page.rows).toEqual(pages[1]);
    page = await listPeople(admin, filter({ before: page.previous ?? "" }));
    expect(page.rows).toEqual(pages[0]);
    expect(page.previous).toBeNull();
  });

  test("finds by part of name, e-mail and reference, and takes signs as signs", async () => {
    await createTestMember(database, organization, {
      name: "Ole 100%",
      email: "ole_b@x.example",
      externalRef: "M-17",
    });
    await createTestMember(database, organization, {
      name: "Kari 1000",
      email: "kari@x.example",
      externalRef: "M-27",
    });
    const names = async (q: string) =>
      (await listPeople(admin, filter({ q }))).rows.map((row) => row.displayName);
    expect(await names("0%")).toEqual(["Ole 100%"]);
    expect(await names("e_b")).toEqual(["Ole 100%"]);
    expect(await names("m-2")).toEqual(["Kari 1000"]);
    expect(await names("KARI")).toEqual(["Kari 1000"]);
    expect(await names("'; DROP TABLE users; --")).toEqual([]);
    expect((await searchPeople(admin, "kari")).map((found) => found.displayName)).toEqual(["Kari 1000"]);
  });

  test("filters by role and status, and shows nobody of another organisation", async () => {
    const { userId } = await createTestMember(database, organization, { name: "Borte" });
    await deactivatePerson(admin, { userId });
    await addPerson(foreign, person("Fremmed"));
    const names = async (wanted: object) =>
      (await listPeople(admin, filter(wanted))).rows.map((row) => row.displayName);
    expect(await names({ status: "inactive" })).toEqual(["Borte"]);
    expect(await names({ role: "peer_mentor", status: "active" })).toEqual([]);
    expect(await names({ q: "Fremmed" })).toEqual([]);
  });

  test.each([
    { after: "tull" },
    { after: Buffer.from('["a\\u0000","x"]').toString("base64url") },
    { role: "konge", status: ["active"], q: "\u0000" },
    { q: "x".repeat(5_000), before: "x".repeat(5_000) },
  ])("takes an address nobody gave out as not said: %j", async (query) => {
    expect((await listPeople(admin, filter(query))).rows).toHaveLength(1);
  });
});
