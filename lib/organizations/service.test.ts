import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setUpOrganization } from "@/lib/achievements/organization-setup-service";
import type { Actor, Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { listAudit } from "@/lib/events/audit-queries";
import { auditFilter } from "@/lib/events/audit-schema";
import { organizationContext } from "@/lib/organizations/context-queries";
import { countAtAGlance } from "@/lib/organizations/dashboard-queries";
import {
  createOrganization,
  pauseInstallation,
  resumeInstallation,
  setOrganizationActive,
} from "@/lib/organizations/platform-service";
import { getOrganizationSettings, listOrganizations, listPauses } from "@/lib/organizations/queries";
import { newOrganization, organizationSettings } from "@/lib/organizations/schema";
import { pauseIssuing, resumeIssuing, setModule, updateOrganization } from "@/lib/organizations/service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

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
const asAdmin = async (ctx: Ctx) => (await createTestMember(database, ctx, { role: "org_admin" })).ctx;
const audit = (ctx: Ctx, query: object = {}) => listAudit(ctx, auditFilter.parse(query));

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

describe("settings", () => {
  const settings = (more: object = {}) =>
    organizationSettings.parse({
      name: "Nytt navn",
      certificatePrefix: "NYTT",
      timeZone: "America/New_York",
      locale: "nn",
      expiryWarningDays: 45,
      ...more,
    });

  test("are changed by an administrator, and the record shows before and after", async () => {
    const ctx = await asAdmin(await createTestOrganization(database, { certificatePrefix: "GML" }));
    await updateOrganization(
      ctx,
      settings({ issuerUrl: "https://nhf.example", issuerEmail: "Post@NHF.example" }),
    );
    expect(await getOrganizationSettings(ctx)).toMatchObject({
      name: "Nytt navn",
      expiryWarningDays: 45,
      issuerEmail: "post@nhf.example",
      prefixIsFinal: false,
    });
    const { rows } = await audit(ctx, { action: "organization.updated" });
    expect(rows[0]).toMatchObject({
      before: { certificatePrefix: "GML" },
      after: { certificatePrefix: "NYTT", timeZone: "America/New_York" },
    });
  });

  test("keep the prefix once a certificate carries it", async () => {
    const ctx = await asAdmin(await createTestOrganization(database, { certificatePrefix: "FAST" }));
    await database.everything.query(
      "INSERT INTO certificate_counters (organization_id, year, last_value) VALUES ($1, 2026, 1)",
      [ctx.organization.id],
    );
    expect(await fieldsOf(updateOrganization(ctx, settings({ certificatePrefix: "LOS" })))).toEqual({
      certificatePrefix: "organizations.prefixIsFinal",
    });
    expect(await keyOf(updateOrganization(ctx, settings({ certificatePrefix: "FAST" })))).toBe("done");
  });

  test.each(["coordinator", "peer_mentor"] as const)("are neither read nor changed by a %s", async (role) => {
    const here = await createTestOrganization(database);
    const { ctx } = await createTestMember(database, here, { role });
    const tries = [
      updateOrganization(ctx, settings()),
      setModule(ctx, { module: "certifications", isEnabled: false }),
      pauseIssuing(ctx, { reason: "x" }),
      resumeIssuing(ctx),
      getOrganizationSettings(ctx),
      audit(ctx),
    ];
    expect(new Set(await Promise.all(tries.map(keyOf)))).toEqual(new Set(["forbidden"]));
  });

  test("turn a module off and on, recorded only when something changed", async () => {
    const ctx = await asAdmin(await createTestOrganization(database));
    const off = { module: "certifications", isEnabled: false } as const;
    await setModule(ctx, off);
    await setModule(ctx, off);
    const after = await organizationContext({ id: ctx.organization.id }, { kind: "system" });
    expect(after.modules.has("certifications")).toBe(false);
    expect((await audit(ctx)).rows.map(({ action }) => action)).toEqual(["organization.module_switched"]);
    expect((await countAtAGlance({ ...ctx, modules: after.modules })).map(({ key }) => key)).toEqual([
      "people",
      "activities",
      "achievements",
      "badges",
    ]);
  });
});

describe("the stop switch", () => {
  test("of an organisation is seen there only, until it is resumed", async () => {
    const here = await asAdmin(await createTestOrganization(database));
    const there = await asAdmin(await createTestOrganization(database));
    await pauseIssuing(here, { reason: "Feil i en terskel" });
    expect(await listPauses(here)).toMatchObject([{ by: "organization", reason: "Feil i en terskel" }]);
    expect(await listPauses(there)).toEqual([]);
    await resumeIssuing(here);
    expect(await listPauses(here)).toEqual([]);
  });

  test("of the installation is seen everywhere and recorded", async () => {
    const here = await asAdmin(await createTestOrganization(database));
    await pauseInstallation(operator, { reason: "Vedlikehold" });
    expect(await listPauses(here)).toMatchObject([{ by: "installation", reason: "Vedlikehold" }]);
    await resumeInstallation(operator);
    expect(await listPauses(here)).toEqual([]);
    const { rows } = await database.everything.query(
      "SELECT action FROM audit_log WHERE organization_id IS NULL AND subject_type = 'installation' ORDER BY seq",
    );
    expect(rows.map(({ action }) => action)).toEqual(["installation.paused", "installation.resumed"]);
  });
});

describe("a closed organisation", () => {
  test("lets nobody in and loses nothing", async () => {
    const here = await createTestOrganization(database);
    const { userId } = await createTestMember(database, here, { role: "org_admin" });
    const { id, slug } = here.organization;
    const actor: Actor = { kind: "user", userId, name: "Gro", role: "global_admin" };
    await setOrganizationActive(actor, { id, isActive: false });
    expect(await keyOf(setOrganizationActive(actor, { id, isActive: false }))).toBe("notFound.organization");
    const resolve = () =>
      database.everything.query("SELECT organization_id FROM resolve_request($1, $2)", [userId, slug]);
    expect((await resolve()).rows).toEqual([{ organization_id: null }]);
    await setOrganizationActive(actor, { id, isActive: true });
    expect((await resolve()).rows).toEqual([{ organization_id: id }]);
    const { rows } = await audit(await asAdmin(here));
    expect(rows.map(({ action, actorRole }) => [action, actorRole])).toEqual([
      ["organization.activated", "global_admin"],
      ["organization.deactivated", "global_admin"],
    ]);
  });
});
