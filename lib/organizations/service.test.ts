import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resolveRequest } from "@/lib/auth/resolved-request";
import type { Actor, Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { listAudit } from "@/lib/events/audit-queries";
import { auditFilter } from "@/lib/events/audit-schema";
import { organizationContext } from "@/lib/organizations/context-queries";
import {
  pauseInstallation,
  resumeInstallation,
  setOrganizationActive,
} from "@/lib/organizations/platform-service";
import { getOrganizationSettings } from "@/lib/organizations/queries";
import { organizationSettings } from "@/lib/organizations/schema";
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
const asAdmin = async (ctx: Ctx) => (await createTestMember(database, ctx, { role: "org_admin" })).ctx;
const pausesSeenBy = async ({ actor, organization }: Ctx) =>
  actor.kind === "user" ? (await resolveRequest(actor.userId, organization.slug))?.pauses : [];
const audit = (ctx: Ctx, query: object = {}) => listAudit(ctx, auditFilter.parse(query));

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
  });
});

describe("the stop switch", () => {
  test("of an organisation is seen there only, until it is resumed", async () => {
    const here = await asAdmin(await createTestOrganization(database));
    const there = await asAdmin(await createTestOrganization(database));
    await pauseIssuing(here, { reason: "Feil i en terskel" });
    expect(await pausesSeenBy(here)).toMatchObject([{ by: "organization", reason: "Feil i en terskel" }]);
    expect(await pausesSeenBy(there)).toEqual([]);
    await resumeIssuing(here);
    expect(await pausesSeenBy(here)).toEqual([]);
  });

  test("of the installation is seen everywhere and recorded", async () => {
    const here = await asAdmin(await createTestOrganization(database));
    await pauseInstallation(operator, { reason: "Vedlikehold" });
    expect(await pausesSeenBy(here)).toMatchObject([{ by: "installation", reason: "Vedlikehold" }]);
    expect((await pausesSeenBy(here))?.[0]?.since).toBeInstanceOf(Date);
    await resumeInstallation(operator);
    expect(await pausesSeenBy(here)).toEqual([]);
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
