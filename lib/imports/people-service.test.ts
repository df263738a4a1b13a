import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { counts, load } from "@/lib/imports/import.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

/** An address is one account in the whole installation, so each organisation here has addresses of its own. */
const at = (text: string) => text.replace(/example\.org/gi, `${ctx.organization.slug}.example.org`);
const loadPeople = (text: string) => load(ctx, "people", at(text));
const countPeople = (text: string) => counts(ctx, "people", at(text));

const people = async () =>
  (
    await database.everything.query(
      `SELECT external_ref AS ref, display_name AS name, m.email, role, joined_on::text AS joined, u.email AS account,
         ARRAY(SELECT g.key FROM group_members gm JOIN groups g ON g.id = gm.group_id WHERE gm.organization_id = m.organization_id AND gm.user_id = m.user_id ORDER BY 1) AS groups
       FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1 ORDER BY external_ref, display_name`,
      [ctx.organization.id],
    )
  ).rows;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
});

describe("a file of people", () => {
  const file =
    "person,name,email,role,joined_on,groups\n1,Kari Nordmann,Kari@Example.org,coordinator,2020-05-17,Oslo; Styret\n2,Ola,,,,\n";

  test("makes people with accounts, roles and groups, once", async () => {
    expect(await countPeople(file)).toEqual([2, 2, 0, 0, 0]);
    expect(await countPeople(file)).toEqual([2, 0, 0, 2, 0]);
    expect(await people()).toEqual([
      {
        ref: "1",
        name: "Kari Nordmann",
        email: at("kari@example.org"),
        role: "coordinator",
        joined: "2020-05-17",
        account: at("kari@example.org"),
        groups: ["Oslo", "Styret"],
      },
      { ref: "2", name: "Ola", email: null, role: "peer_mentor", joined: null, account: null, groups: [] },
    ]);
  });

  test("changes what it says, and an empty cell says nothing", async () => {
    await loadPeople(file);
    const changed =
      "person,name,email,role,groups\n1,Kari Berg,,,Bergen\n2,Ola,ola@example.org,coordinator,\n";
    expect(await countPeople(changed)).toEqual([2, 0, 2, 0, 0]);
    expect(await people()).toMatchObject([
      {
        name: "Kari Berg",
        email: at("kari@example.org"),
        role: "coordinator",
        joined: "2020-05-17",
        groups: ["Bergen"],
      },
      { email: at("ola@example.org"), account: at("ola@example.org"), role: "coordinator" },
    ]);
  });

  test("knows somebody who was added by hand by their e-mail", async () => {
    await createTestMember(database, ctx, { name: "Kari", email: at("kari@example.org") });
    expect(await countPeople(file)).toEqual([2, 1, 1, 0, 0]);
    expect(await people()).toHaveLength(2);
  });

  test("does not give one person's e-mail to another", async () => {
    await loadPeople(file);
    const taken = await loadPeople(
      "person,name,email\n3,Per,kari@example.org\n4,Pål,pål\n5,Eva,eva@example.org\n6,Eva,EVA@example.org\n5,Eva,\n",
    );
    expect(taken.rejected).toEqual([
      "2 email imports.emailTaken",
      "3 email imports.notAnEmail",
      "5 email imports.duplicate",
      "6 person imports.duplicate",
    ]);
    expect(taken.created).toBe(1);
  });

  test("neither attaches nor changes an account of another organisation", async () => {
    const shared = at(file);
    await load(ctx, "people", shared);
    const email = at("kari@example.org");
    ctx = await createTestOrganization(database);
    expect(await counts(ctx, "people", shared.replace("Kari Nordmann", "K. N."))).toEqual([2, 2, 0, 0, 0]);
    expect(await people()).toMatchObject([{ name: "K. N.", email, account: null }, { ref: "2" }]);
    const { rows } = await database.everything.query("SELECT count(*)::integer FROM users WHERE email = $1", [
      email,
    ]);
    expect(rows).toEqual([{ count: 1 }]);
  });
});

describe("roles in a file", () => {
  test("never leave an organisation without an administrator, nor change one's own", async () => {
    const admin = await createTestMember(database, ctx, {
      role: "org_admin",
      externalRef: "1",
      name: "Kari",
    });
    const file = "person,name,role\n1,Kari,peer_mentor\n";
    await expect(load(ctx, "people", file)).rejects.toMatchObject({ text: { key: "imports.lastAdmin" } });
    await expect(load(admin.ctx, "people", file)).rejects.toMatchObject({ text: { key: "imports.ownRole" } });
    expect(await people()).toMatchObject([{ role: "org_admin" }]);
  });
});
