import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setUpOrganization } from "@/lib/achievements/organization-setup-service";
import type { Actor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { organizationContext } from "@/lib/organizations/context-queries";
import {
  createOrganization,
  pauseInstallation,
  resumeInstallation,
  setOrganizationActive,
} from "@/lib/organizations/platform-service";
import { listOrganizations } from "@/lib/organizations/queries";
import { newOrganization } from "@/lib/organizations/schema";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
const operator: Actor = { kind: "command" };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const keyOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.text.key : error),
  );
const fieldsOf = (promise: Promise<unknown>) =>
  promise.then(
    () => ({}),
    (error: AppError) =>
      Object.fromEntries(Object.entries(error.fields).map(([name, text]) => [name, text.key])),
  );
const wanted = (slug: string, more: object = {}) =>
  newOrganization.parse({ slug, name: slug, certificatePrefix: slug.toUpperCase(), ...more });

describe("a new organisation", () => {
  test("has every module, the platform's catalogue as drafts, and its first administrator invited", async () => {
    const made = await setUpOrganization(operator, wanted("nhf", { adminEmail: "Anne@NHF.example" }));
    expect(made.drafts).toBeGreaterThan(5);
    expect(made.passwordLink?.url).toMatch(/\/password\/[\w-]{43}$/);
    const ctx = await organizationContext({ slug: "nhf" }, { kind: "command" });
    expect(ctx.modules.size).toBe(4);
    expect(ctx.organization).toMatchObject({ id: made.id, timeZone: "Europe/Oslo", locale: "nb" });
    const { rows } = await database.everything.query(
      `SELECT (SELECT count(*)::int FROM achievements WHERE organization_id = $1 AND status = 'draft') AS drafts,
        (SELECT role || ' ' || email FROM memberships WHERE organization_id = $1) AS admin`,
      [made.id],
    );
    expect(rows[0]).toEqual({ drafts: made.drafts, admin: "org_admin anne@nhf.example" });
  });

  test("takes neither slug nor prefix of another, and leaves nothing behind when refused", async () => {
    await createOrganization(operator, wanted("hlf"), async () => null);
    expect(await fieldsOf(setUpOrganization(operator, wanted("hlf", { certificatePrefix: "AB" })))).toEqual({
      slug: "organizations.slugTaken",
    });
    expect(
      await fieldsOf(setUpOrganization(operator, wanted("annen", { certificatePrefix: "HLF" }))),
    ).toEqual({
      certificatePrefix: "organizations.prefixTaken",
    });
    const broken = createOrganization(operator, wanted("halv"), async () => {
      throw new Error("the catalogue could not be copied");
    });
    await expect(broken).rejects.toThrow("catalogue");
    expect(await keyOf(organizationContext({ slug: "halv" }, { kind: "command" }))).toBe(
      "notFound.organization",
    );
  });

  test("is made once when asked for ten times at once", async () => {
    const tries = Array.from({ length: 10 }, () => keyOf(setUpOrganization(operator, wanted("samtidig"))));
    expect((await Promise.all(tries)).filter((result) => result === "done")).toHaveLength(1);
  });

  test.each(["org_admin", "coordinator", "peer_mentor"] as const)("is not made by a %s", async (role) => {
    const actor: Actor = { kind: "user", userId: "", name: "", role };
    const tries = [
      setUpOrganization(actor, wanted("forbudt")),
      listOrganizations(actor),
      pauseInstallation(actor, { reason: "x" }),
      resumeInstallation(actor),
      setOrganizationActive(actor, { id: "", isActive: true }),
    ];
    expect(new Set(await Promise.all(tries.map(keyOf)))).toEqual(new Set(["forbidden"]));
  });

  test.each([
    [{ slug: "NHF" }, "slug"],
    [{ slug: "a" }, "slug"],
    [{ slug: "a--b" }, "slug"],
    [{ slug: "../etc" }, "slug"],
    [{ certificatePrefix: "nhf" }, "certificatePrefix"],
    [{ certificatePrefix: "1AB" }, "certificatePrefix"],
    [{ timeZone: "Mars/Olympus" }, "timeZone"],
    [{ timeZone: "+01:00" }, "timeZone"],
    [{ name: " " }, "name"],
    [{ name: "a\u0000b" }, "name"],
    [{ locale: "se" }, "locale"],
    [{ adminEmail: "ikke e-post" }, "adminEmail"],
    [{ slug: { not: "" } }, "slug"],
    [{ isActive: true }, ""],
  ])("is refused when asked for as %j", (wrong, field) => {
    const input = { slug: "abc", name: "Abc", certificatePrefix: "ABC", ...wrong };
    const parsed = newOrganization.safeParse(input);
    expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toContain(field);
  });
});
