import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { listViews } from "@/lib/views/queries";
import { changeView, deleteView, saveView } from "@/lib/views/service";

let database: TestDatabase;
let admin: Ctx;
let coordinator: Ctx;
let other: Ctx;
let peer: Ctx;
let foreign: Ctx;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const organization = await createTestOrganization(database);
  const member = async (role: "org_admin" | "coordinator" | "peer_mentor", of = organization) =>
    (await createTestMember(database, of, { role })).ctx;
  admin = await member("org_admin");
  coordinator = await member("coordinator");
  other = await member("coordinator");
  peer = await member("peer_mentor");
  foreign = await member("org_admin", await createTestOrganization(database));
});

const view = (name: string, more: object = {}) =>
  ({ list: "people", name, query: "role=coordinator", isShared: false, ...more }) as const;
const names = async (ctx: Ctx) => (await listViews(ctx, "people")).map(({ name }) => name);
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe("a saved view", () => {
  test("is its owner's alone, by name, with what the list understands of its address", async () => {
    await saveView(coordinator, view("Å bli"));
    await saveView(coordinator, view("Aktive", { query: "status=active&after=x&evil=1" }));
    expect(await listViews(coordinator, "people")).toMatchObject([
      { name: "Aktive", query: "status=active", isOwn: true, mayChange: true },
      { name: "Å bli", query: "role=coordinator" },
    ]);
    expect(await names(other)).toEqual([]);
    expect(await names(foreign)).toEqual([]);
    expect(await listViews(coordinator, "badges")).toEqual([]);
  });

  test("is everybody's when an administrator says so, and theirs to change", async () => {
    expect(await codeOf(saveView(coordinator, view("Felles", { isShared: true })))).toBe("forbidden");
    const { id } = await saveView(admin, view("Felles", { isShared: true }));
    expect(await listViews(coordinator, "people")).toMatchObject([
      { name: "Felles", isOwn: false, mayChange: false },
    ]);
    expect(await codeOf(deleteView(coordinator, { id }))).toBe("forbidden");
    await changeView(admin, { id, name: "Alle ser", isShared: true });
    expect(await names(other)).toEqual(["Alle ser"]);
  });

  test("of somebody else is as unknown as one of another organisation", async () => {
    const { id } = await saveView(coordinator, view("Min"));
    for (const stranger of [other, admin, foreign]) {
      expect(await codeOf(changeView(stranger, { id, name: "Din", isShared: false }))).toBe("not_found");
      expect(await codeOf(deleteView(stranger, { id }))).toBe("not_found");
    }
    expect(await codeOf(changeView(coordinator, { id, name: "Min", isShared: true }))).toBe("forbidden");
    expect(await names(coordinator)).toEqual(["Min"]);
  });

  test("has a name once a list, and can be saved again after it was deleted", async () => {
    const { id } = await saveView(coordinator, view("Min"));
    await expect(saveView(coordinator, view("Min"))).rejects.toMatchObject({
      code: "conflict",
      fields: { name: { key: "views.nameTaken" } },
    });
    await saveView(coordinator, view("Min", { list: "badges", query: "" }));
    await saveView(other, view("Min"));
    const deleted = await deleteView(coordinator, { id });
    expect(await codeOf(deleteView(coordinator, { id }))).toBe("not_found");
    await saveView(coordinator, deleted);
    expect(await names(coordinator)).toEqual(["Min"]);
  });

  test("stands in the record, is not for peer mentors, and there are not endlessly many", async () => {
    expect(await codeOf(saveView(peer, view("Min")))).toBe("forbidden");
    expect(await codeOf(listViews(peer, "people"))).toBe("forbidden");
    for (let n = 0; n < 30; n++) await saveView(coordinator, view(`Nr. ${n}`));
    await expect(saveView(coordinator, view("Nr. 30"))).rejects.toMatchObject({
      text: { key: "views.tooMany" },
    });
    const { rows } = await database.everything.query(
      "SELECT count(*)::int AS n FROM audit_log WHERE organization_id = $1 AND action = 'saved_view.saved'",
      [coordinator.organization.id],
    );
    expect(rows).toEqual([{ n: 30 }]);
  });
});
