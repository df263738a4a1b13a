import type { Actor, Ctx, Locale, Module } from "@/lib/context";
import { askNobody, asPlatform } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

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
  const [id, slug, prefix] = [
    "id" in where ? where.id : null,
    "slug" in where ? where.slug : null,
    "certificatePrefix" in where ? where.certificatePrefix : null,
  ];
  const [found] = await askNobody<Found>(
    Prisma.sql`SELECT * FROM organization_context(${id}::uuid, ${slug}, ${prefix})`,
  );
  if (!found) throw notFound("organization");
  return {
    organization: {
      id: found.id,
      slug: found.slug,
      name: found.name,
      locale: localeOf(found.locale),
      timeZone: found.time_zone,
      certificatePrefix: found.certificate_prefix,
      expiryWarningDays: found.expiry_warning_days,
    },
    modules: new Set(found.modules),
    actor,
  };
}

type Found = Readonly<{
  id: string;
  slug: string;
  name: string;
  locale: string;
  time_zone: string;
  certificate_prefix: string;
  expiry_warning_days: number;
  modules: Module[];
}>;

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
