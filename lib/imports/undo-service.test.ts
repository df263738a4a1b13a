import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { census, counts, load } from "@/lib/imports/import.test-support";
import type { ImportKind } from "@/lib/imports/rules";
import { undoImport } from "@/lib/imports/undo-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

const rows = async (sql: string) => (await database.everything.query(sql, [ctx.organization.id])).rows;
const imported = async (kind: ImportKind, content: string) => ({
  id: (await load(ctx, kind, content)).id ?? "",
});

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  await load(ctx, "people", "person,name,email\n1,Kari,kari@example.org\n2,Ola,ola@example.org\n");
});

describe("undoing an import of activities", () => {
  const header = "person,kind,occurred_at,external_id,minutes";
  const standing = () =>
    rows(
      "SELECT external_id AS id, kind, minutes FROM activities WHERE organization_id = $1 AND voided_at IS NULL ORDER BY 1",
    );

  test("voids what it created, restores what it changed, and asks to evaluate both", async () => {
    await load(ctx, "activities", `${header}\n1,visit,2026-03-01,a,30\n`);
    const second = await imported("activities", `${header}\n1,call,2026-03-01,a,60\n2,visit,2026-03-02,b,\n`);
    await database.everything.query("DELETE FROM evaluation_requests");
    expect(await undoImport(ctx, second)).toEqual({ removed: 1, restored: 1, kept: 0, changedSince: 0 });
    expect(await standing()).toEqual([{ id: "a", kind: "visit", minutes: 30 }]);
    expect(await census(database, ctx)).toMatchObject({ evaluation_requests: 2, activities: 2 });
  });

  test("leaves alone what was changed since", async () => {
    await load(ctx, "activities", `${header}\n1,visit,2026-03-01,a,30\n`);
    const second = await imported("activities", `${header}\n1,call,2026-03-01,a,60\n`);
    await load(ctx, "activities", `${header}\n1,call,2026-03-01,a,90\n`);
    expect(await undoImport(ctx, second)).toMatchObject({ restored: 0, changedSince: 1 });
    expect(await standing()).toEqual([{ id: "a", kind: "call", minutes: 90 }]);
  });

  test("works once, also for two at once", async () => {
    const first = await imported("activities", `${header}\n1,visit,2026-03-01,a,30\n`);
    const both = await Promise.allSettled([undoImport(ctx, first), undoImport(ctx, first)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(undoImport(ctx, first)).rejects.toMatchObject({
      code: "conflict",
      text: { key: "imports.alreadyUndone" },
    });
  });

  test("can be followed by the same file, which brings everything back", async () => {
    const file = `${header}\n1,visit,2026-03-01,a,30\n`;
    const first = await imported("activities", file);
    await undoImport(ctx, first);
    expect(await counts(ctx, "activities", file)).toEqual([1, 1, 0, 0, 0]);
    expect(await standing()).toEqual([{ id: "a", kind: "visit", minutes: 30 }]);
  });

  test("is not for other organisations or for those who may not import", async () => {
    const first = await imported("activities", `${header}\n1,visit,2026-03-01,a,30\n`);
    await expect(undoImport(await createTestOrganization(database), first)).rejects.toMatchObject({
      code: "not_found",
    });
    const mentor = await createTestMember(database, ctx);
    await expect(undoImport(mentor.ctx, first)).rejects.toMatchObject({ code: "forbidden" });
    expect(await standing()).toHaveLength(1);
  });
});

describe("undoing an import of people", () => {
  const names = () =>
    rows(
      "SELECT external_ref AS ref, display_name AS name, email FROM memberships WHERE organization_id = $1 ORDER BY 1",
    );

  test("removes those whom nothing refers to, with accounts nobody used, and keeps the others", async () => {
    const second = await imported(
      "people",
      "person,name,email,groups\n1,Kari Berg,,\n3,Per,per@example.org,Oslo\n4,Eva,eva@example.org,Oslo\n",
    );
    await load(ctx, "activities", "person,kind,occurred_at\n4,visit,2026-03-01\n");
    expect(await undoImport(ctx, second)).toEqual({ removed: 1, restored: 1, kept: 1, changedSince: 0 });
    expect(await names()).toMatchObject([{ ref: "1", name: "Kari" }, { ref: "2" }, { ref: "4" }]);
    const left = await database.everything.query(
      "SELECT email FROM users WHERE email IN ('per@example.org', 'eva@example.org')",
    );
    expect(left.rows).toEqual([{ email: "eva@example.org" }]);
    // The address can be somebody's sign-in again.
    await load(ctx, "people", "person,name,email\n3,Per,per@example.org\n");
    const again = await database.everything.query(
      "SELECT u.email FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.organization_id = $1 AND m.external_ref = '3'",
      [ctx.organization.id],
    );
    expect(again.rows).toEqual([{ email: "per@example.org" }]);
  });
});

describe("undoing an import of", () => {
  test("courses deletes those nobody is registered for", async () => {
    const first = await imported("courses", "code,title\nK1,First\nK2,Second\n");
    await load(ctx, "course_registrations", "person,course\n1,K1\n");
    expect(await undoImport(ctx, first)).toEqual({ removed: 1, restored: 0, kept: 1, changedSince: 0 });
    expect(await rows("SELECT code FROM courses WHERE organization_id = $1")).toEqual([{ code: "K1" }]);
  });

  test("registrations voids them, and they can be imported again", async () => {
    await load(ctx, "courses", "code,title\nK1,First\n");
    const file = "person,course,status,completed_on\n1,K1,completed,2026-02-01\n";
    await undoImport(ctx, await imported("course_registrations", file));
    expect(await counts(ctx, "course_registrations", file)).toEqual([1, 1, 0, 0, 0]);
  });

  test("achievements deletes those never awarded, switches off the others, and restores definitions", async () => {
    const header = "key,name,category,trigger_type";
    await load(ctx, "achievements", `${header}\nold,Old,special,manual\n`);
    const second = await imported(
      "achievements",
      `${header}\nold,New name,special,manual\none,One,special,manual\ntwo,Two,special,manual\n`,
    );
    await load(ctx, "awards", "person,achievement,awarded_at\n1,two,2026-01-01\n");
    expect(await undoImport(ctx, second)).toEqual({ removed: 1, restored: 1, kept: 1, changedSince: 0 });
    expect(
      await rows("SELECT key, name, status FROM achievements WHERE organization_id = $1 ORDER BY key"),
    ).toEqual([
      { key: "old", name: "Old", status: "active" },
      { key: "two", name: "Two", status: "inactive" },
    ]);
  });

  test("awards revokes those that stand, and the same file awards them again", async () => {
    await load(ctx, "achievements", "key,name,category,trigger_type\none,One,special,manual\n");
    const file =
      "person,achievement,awarded_at,status,revoked_at,reason\n1,one,2026-01-01,,,\n2,one,2026-01-01,revoked,2026-02-01,A mistake\n";
    const first = await imported("awards", file);
    expect(await undoImport(ctx, first)).toEqual({ removed: 1, restored: 0, kept: 1, changedSince: 0 });
    expect(await counts(ctx, "awards", file)).toEqual([2, 1, 0, 1, 0]);
  });

  test("certificates revokes them for good", async () => {
    const prefix = ctx.organization.certificatePrefix;
    await database.everything.query(
      "INSERT INTO certification_types (organization_id, code, name) VALUES ($1, 'basic', 'Basic')",
      [ctx.organization.id],
    );
    const first = await imported(
      "certifications",
      `person,type,certificate_number,issued_at\n1,basic,${prefix}-2020-00007,2020-05-01\n`,
    );
    expect(await undoImport(ctx, first)).toMatchObject({ removed: 1 });
    expect(await rows("SELECT status FROM certifications WHERE organization_id = $1")).toEqual([
      { status: "revoked" },
    ]);
  });
});
