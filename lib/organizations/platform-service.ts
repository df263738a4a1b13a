import { randomUUID } from "node:crypto";
import { orRefusal } from "@/lib/constraints";
import type { Actor, Ctx, Organization } from "@/lib/context";
import { asPlatform, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { recordOutside } from "@/lib/events/record-outside";
import { contextColumns, localeOf } from "@/lib/organizations/context-queries";
import { moduleNames, type NewOrganization } from "@/lib/organizations/schema";

/** Passes for a global admin and for the operator's command line; throws `forbidden` for everybody else. */
export function authorizePlatform(actor: Actor): void {
  if (actor.kind === "command" || (actor.kind === "user" && actor.role === "global_admin")) return;
  throw new AppError("forbidden", msg("forbidden"));
}

const taken = (field: "slug" | "certificatePrefix", key: string) => () =>
  new AppError("conflict", msg("form"), { [field]: msg(key) });

/**
 * A new organisation with all modules on. `also` runs in the same transaction inside the new organisation: what
 * later slices give it (the platform's catalogue, the first administrator) exists exactly when it does.
 * Throws `conflict` when the slug or the certificate prefix is taken.
 */
export async function createOrganization<T>(
  actor: Actor,
  input: Omit<NewOrganization, "adminEmail">,
  also: (tx: Tx, ctx: Ctx) => Promise<T>,
): Promise<{ organization: Organization; also: T }> {
  authorizePlatform(actor);
  const organization: Organization = { id: randomUUID(), expiryWarningDays: 30, ...input };
  const ctx: Ctx = { organization, modules: new Set(moduleNames), actor };
  const created = asPlatform(async (tx) => {
    await tx.organization.createMany({ data: organization });
    await tx.organizationModule.createMany({
      data: moduleNames.map((module) => ({ organizationId: organization.id, module })),
    });
    await record(
      tx,
      ctx,
      "organization.created",
      { type: "organization", id: organization.id },
      { after: input },
    );
    return also(tx, ctx);
  }, organization.id);
  const result = await orRefusal(created, {
    organizations_slug_key: taken("slug", "organizations.slugTaken"),
    organizations_certificate_prefix_key: taken("certificatePrefix", "organizations.prefixTaken"),
    organizations_time_zone: () =>
      new AppError("invalid", msg("form"), { timeZone: msg("organizations.timeZoneUnknown") }),
  });
  return { organization, also: result };
}

/**
 * Puts an organisation away, or takes it out again: while it is inactive nobody gets in, and nothing is lost.
 * Throws `not_found` when it is not there or already so.
 */
export async function setOrganizationActive(
  actor: Actor,
  input: { id: string; isActive: boolean },
): Promise<void> {
  authorizePlatform(actor);
  const { id, isActive } = input;
  await asPlatform(async (tx) => {
    const where = { id, isActive: !isActive };
    const { count } = await tx.organization.updateMany({ where, data: { isActive } });
    if (count === 0) throw notFound("organization");
    const organization = await tx.organization.findFirstOrThrow({ where: { id }, select: contextColumns });
    const ctx: Ctx = {
      organization: { ...organization, locale: localeOf(organization.locale) },
      modules: new Set(),
      actor,
    };
    const action = isActive ? "organization.activated" : "organization.deactivated";
    await record(tx, ctx, action, { type: "organization", id });
  }, id);
}

/**
 * The stop switch of the whole installation: while it is on nothing is awarded or issued anywhere; everything
 * else works (reliability.md, decision 7).
 */
export async function pauseInstallation(actor: Actor, { reason }: { reason: string }): Promise<void> {
  authorizePlatform(actor);
  await asPlatform(async (tx, now) => {
    await tx.installation.updateMany({ data: { issuingPausedAt: now, issuingPausedReason: reason } });
    await recordOutside(
      tx,
      actor,
      "installation.paused",
      { type: "installation", id: null },
      { after: { reason } },
    );
  });
}

/** Awarding and issuing go on everywhere, except where an organisation has paused itself. */
export async function resumeInstallation(actor: Actor): Promise<void> {
  authorizePlatform(actor);
  await asPlatform(async (tx) => {
    const before = await tx.installation.findFirst({ select: { issuingPausedReason: true } });
    await tx.installation.updateMany({ data: { issuingPausedAt: null, issuingPausedReason: null } });
    await recordOutside(
      tx,
      actor,
      "installation.resumed",
      { type: "installation", id: null },
      {
        before: { reason: before?.issuingPausedReason ?? null },
      },
    );
  });
}
