import type { Actor, Ctx, Locale, Module } from "@/lib/context";
import { asPlatform } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** The columns a context is made of. */
export const contextColumns = {
  id: true,
  slug: true,
  name: true,
  locale: true,
  timeZone: true,
  certificatePrefix: true,
  expiryWarningDays: true,
} as const;

/** The text of a language column, which the database keeps to ours. */
export const localeOf = (locale: string): Locale => locale as Locale;

/**
 * The context of a job or of the operator's command line, by the organisation's id, slug or certificate prefix. Throws
 * `not_found` for an unknown one. People's contexts come from their session (lib/auth/session.ts), never from here.
 */
export async function organizationContext(
  where: { id: string } | { slug: string } | { certificatePrefix: string },
  actor: Exclude<Actor, { kind: "user" }>,
): Promise<Ctx> {
  const organizationId = "id" in where ? where.id : await idOf(where);
  const [organization, modules] = await asPlatform(
    async (tx) => [
      await tx.organization.findFirst({ where: { id: organizationId }, select: contextColumns }),
      await tx.organizationModule.findMany({ where: { organizationId, isEnabled: true } }),
    ],
    organizationId,
  );
  if (!organization) throw notFound("organization");
  return {
    organization: { ...organization, locale: localeOf(organization.locale) },
    modules: new Set(modules.map(({ module }): Module => module)),
    actor,
  };
}

async function idOf(where: { slug: string } | { certificatePrefix: string }): Promise<string> {
  const found = await asPlatform((tx) => tx.organization.findFirst({ where, select: { id: true } }));
  if (!found) throw notFound("organization");
  return found.id;
}

/** Every organisation that is in use, for jobs that go through all of them. */
export const listActiveOrganizationIds = (): Promise<string[]> =>
  asPlatform(async (tx) => {
    const rows = await tx.organization.findMany({
      where: { isActive: true },
      select: { id: true },
      orderBy: { createdAt: "asc" },
    });
    return rows.map(({ id }) => id);
  });
