import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { type ReferenceNames, referenceNames } from "@/lib/evaluation/names-queries";
import type { FormatOptions } from "@/lib/format";
import { isLocale } from "@/lib/i18n/locales";
import type { AchievementFacts, Related } from "@/lib/open-badges/achievement-documents";
import { type BadgeDefinition, badgeDefinition } from "@/lib/open-badges/definition";
import { certificateNarrative, criteriaNarrative, readableCriteria } from "@/lib/open-badges/words";

type Version = { id: string; definition: Record<string, unknown> };

/** The version of an achievement as it is published, or null. Its rules name things as they are called now. */
export async function versionFacts(tx: Tx, ctx: Ctx, id: string): Promise<AchievementFacts | null> {
  const [row] = await tx.$queryRaw<Version[]>`
    SELECT id, definition FROM achievement_versions WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid`;
  if (!row) return null;
  const definition = badgeDefinition(row.definition);
  const format = formatOf(ctx, definition.language);
  return {
    id,
    kind: "Badge",
    slug: ctx.organization.slug,
    name: definition.name,
    description: definition.description,
    narrative: criteriaNarrative(definition, await namesFor(tx, ctx, definition), format),
    language: definition.language ?? ctx.organization.locale,
    related: await newestOf(tx, ctx, definition.related),
    look: definition,
    code: null,
    details: definition,
  };
}

const formatOf = ({ organization }: Ctx, language: string | null): FormatOptions => ({
  locale: language && isLocale(language) ? language : organization.locale,
  timeZone: organization.timeZone,
});

async function namesFor(tx: Tx, ctx: Ctx, definition: BadgeDefinition): Promise<ReferenceNames> {
  const criteria = readableCriteria(definition);
  return criteria ? referenceNames(tx, ctx, [criteria]) : {};
}

/** The newest version of each of these achievements; one that was never published is none. */
async function newestOf(tx: Tx, ctx: Ctx, keys: readonly string[]): Promise<Related[]> {
  if (keys.length === 0) return [];
  const { id: organizationId, locale } = ctx.organization;
  const rows = await tx.$queryRaw<{ id: string; language: string | null; version: string | null }[]>`
    SELECT DISTINCT ON (a.key) v.id, a.language, a.version
    FROM achievements a JOIN achievement_versions v ON v.organization_id = a.organization_id AND v.achievement_id = a.id
    WHERE a.organization_id = ${organizationId}::uuid AND a.key = ANY (${[...keys]}::text[])
    ORDER BY a.key, v.number DESC`;
  return rows.map((row) => ({ ...row, language: row.language ?? locale }));
}

const NO_DETAILS: AchievementFacts["details"] = {
  version: null,
  imageCaption: null,
  imageAuthorUrl: null,
  issuerName: null,
  issuerUrl: null,
  issuerContact: null,
  tags: [],
  alignments: [],
};

/** The type of a certificate as it is published, or null. */
export async function typeFacts(tx: Tx, ctx: Ctx, id: string): Promise<AchievementFacts | null> {
  const [row] = await tx.$queryRaw<
    { name: string; description: string; code: string; course: string | null }[]
  >`
    SELECT t.name, t.description, t.code, c.title AS course
    FROM certification_types t
    LEFT JOIN courses c ON c.organization_id = t.organization_id AND c.id = t.auto_issue_course_id
    WHERE t.organization_id = ${ctx.organization.id}::uuid AND t.id = ${id}::uuid`;
  if (!row) return null;
  const { name: organization, slug, locale } = ctx.organization;
  return {
    id,
    kind: "Certificate",
    slug,
    name: row.name,
    description: row.description,
    narrative: certificateNarrative({ course: row.course, organization }, formatOf(ctx, null)),
    language: locale,
    related: [],
    look: { icon: "certificate", category: "certification" },
    code: row.code,
    details: NO_DETAILS,
  };
}
