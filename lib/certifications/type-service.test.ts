import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { issueCompleted } from "@/lib/certifications/completion-service";
import { type CourseWorld, courseWorld, TODAY } from "@/lib/certifications/completions.test-support";
import { certificationTypeInput } from "@/lib/certifications/schema";
import {
  activateCertificationType,
  deactivateCertificationType,
  updateCertificationType,
} from "@/lib/certifications/type-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let w: CourseWorld;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  w = await courseWorld(database);
});

describe("a type", () => {
  const sinceOf = async () =>
    (
      await w.query<{ since: string | null }>(
        "SELECT auto_issue_since::text AS since FROM certification_types WHERE organization_id = $1 AND id = $2",
        w.type,
      )
    )[0]?.since;

  test("comes with its course from the day it was chosen, and anew from the day it is in use again", async () => {
    expect(await sinceOf()).toBe("2026-06-01");
    await updateCertificationType(w.at(TODAY, w.admin.ctx), {
      id: w.type,
      ...w.definition({ name: "Nytt navn" }),
    });
    expect(await sinceOf()).toBe("2026-06-01");
    await deactivateCertificationType(w.at(TODAY, w.admin.ctx), { id: w.type });
    await w.complete(await w.member(), "2026-06-10");
    expect(await issueCompleted(w.at(TODAY))).toMatchObject({ issued: 0 });
    await activateCertificationType(w.at("2026-06-20T10:00:00Z", w.admin.ctx), { id: w.type });
    expect(await sinceOf()).toBe("2026-06-20");
    expect(await issueCompleted(w.at("2026-06-20T12:00:00Z"))).toMatchObject({ issued: 0 });
    await updateCertificationType(w.admin.ctx, {
      id: w.type,
      ...w.definition({ autoIssueCourseId: undefined }),
    });
    expect(await sinceOf()).toBeNull();
  });

  test("refuses a course of another organisation and, once it was issued, another code", async () => {
    const theirs = await createTestOrganization(database);
    const { rows } = await database.everything.query<{ id: string }>(
      "INSERT INTO courses (organization_id, code, title) VALUES ($1, 'x', 'x') RETURNING id",
      [theirs.organization.id],
    );
    const change = (changes: object) =>
      updateCertificationType(w.admin.ctx, { id: w.type, ...w.definition(changes) });
    await expect(change({ autoIssueCourseId: rows[0]?.id })).rejects.toMatchObject({
      fields: { autoIssueCourseId: { key: "notFound.course" } },
    });
    await change({ code: "annet" });
    await w.complete(await w.member(), "2026-06-10");
    await issueCompleted(w.at(TODAY));
    await expect(change({ code: "tredje" })).rejects.toMatchObject({
      fields: { code: { key: "issuing.codeIsFinal" } },
    });
  });

  test("opens up to twenty things by name, and says which name is none", async () => {
    const scopes = { accessScopes: "courses:lead, archive.read\nkeys" };
    await updateCertificationType(w.admin.ctx, { id: w.type, ...w.definition(scopes) });
    const [row] = await w.query("SELECT access_scopes FROM certification_types WHERE organization_id = $1");
    expect(row).toEqual({ access_scopes: ["courses:lead", "archive.read", "keys"] });
    for (const accessScopes of [
      "Courses",
      "a a",
      Array.from({ length: 21 }, (_, n) => `s${n}`),
      ["a b"],
      ["-"],
    ]) {
      expect(certificationTypeInput.safeParse({ code: "x", name: "x", accessScopes }).success).toBe(false);
    }
  });
});
