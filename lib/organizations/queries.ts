import type { Actor, Ctx, Module } from "@/lib/context";
import { authorize } from "@/lib/context";
import { asPlatform, inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { localeOf } from "@/lib/organizations/context-queries";
import { authorizePlatform } from "@/lib/organizations/platform-service";
import { moduleNames } from "@/lib/organizations/schema";

/** What the settings page shows and changes. */
export const settingsColumns = {
  name: true,
  certificatePrefix: true,
  timeZone: true,
  locale: true,
  expiryWarningDays: true,
  issuerUrl: true,
  issuerEmail: true,
  issuerDescription: true,
  issuerImageUrl: true,
  peersMayNominate: true,
} as const;

/** The organisation's settings, and whether its certificate prefix can still be changed. */
export async function getOrganizationSettings(ctx: Ctx) {
  authorize(ctx, "settings:read");
  const { id } = ctx.organization;
  return inTenant(ctx, async (tx) => {
    const settings = await tx.organization.findFirst({
      where: { id },
      select: { ...settingsColumns, slug: true, issuingPausedAt: true, issuingPausedReason: true },
    });
    if (!settings) throw notFound("organization");
    const certificate = await tx.certification.findFirst({
      where: { organizationId: id },
      select: { id: true },
    });
    return { ...settings, locale: localeOf(settings.locale), prefixIsFinal: certificate !== null };
  });
}

export type ModuleState = Readonly<{ module: Module; isEnabled: boolean }>;

/** Each module, on or off, in our own order. */
export const listModules = (ctx: Ctx): ModuleState[] => {
  authorize(ctx, "settings:read");
  return moduleNames.map((module) => ({ module, isEnabled: ctx.modules.has(module) }));
};

/** Every organisation of the installation, for its administration. */
export async function listOrganizations(actor: Actor) {
  authorizePlatform(actor);
  return asPlatform((tx) =>
    tx.organization.findMany({
      select: {
        id: true,
        slug: true,
        name: true,
        certificatePrefix: true,
        isActive: true,
        issuingPausedAt: true,
        createdAt: true,
      },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
  );
}

/** Whether the whole installation is paused, and why. */
export async function getInstallation(actor: Actor) {
  authorizePlatform(actor);
  return asPlatform((tx) =>
    tx.installation.findFirstOrThrow({ select: { issuingPausedAt: true, issuingPausedReason: true } }),
  );
}
