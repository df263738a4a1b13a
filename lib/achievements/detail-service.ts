import type { AchievementDefinition } from "@/lib/achievements/schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";

/** Nothing, or an amount and its currency. */
const paymentColumnsOf = ({ paymentAmount, paymentCurrency }: AchievementDefinition) => ({
  paymentAmount: paymentAmount ?? null,
  paymentCurrency: paymentCurrency ?? null,
});

/** What a definition says beside its criteria, as the columns of its row. */
export const detailColumnsOf = (definition: AchievementDefinition) => ({
  ...paymentColumnsOf(definition),
  tags: definition.tags,
  language: definition.language ?? null,
  version: definition.version ?? null,
  imageCaption: definition.imageCaption ?? null,
  imageAuthorName: definition.imageAuthorName ?? null,
  imageAuthorEmail: definition.imageAuthorEmail ?? null,
  imageAuthorUrl: definition.imageAuthorUrl ?? null,
  issuerName: definition.issuerName ?? null,
  issuerUrl: definition.issuerUrl ?? null,
  issuerContact: definition.issuerContact ?? null,
  message: definition.message ?? null,
  messageSubject: definition.messageSubject ?? null,
  attachment: definition.attachment,
  notification: definition.notification,
});

/** The kind of achievement and its course, as columns. An unknown course is `invalid` at the field `course`. */
export async function courseColumnsOf(
  tx: Tx,
  ctx: Ctx,
  { type, course: code }: Pick<AchievementDefinition, "type" | "course">,
): Promise<{ type: AchievementDefinition["type"]; courseId: string | null }> {
  if (code === undefined) return { type, courseId: null };
  const where = { organizationId: ctx.organization.id, code };
  const course = await tx.course.findFirst({ where, select: { id: true } });
  if (!course) {
    throw new AppError("invalid", msg("form"), {
      course: msg("achievements.unknownReference", { names: code }),
    });
  }
  return { type, courseId: course.id };
}

/** The alignments of an achievement are these, in this order. Answers whether anything changed. */
export async function writeAlignments(
  tx: Tx,
  ctx: Ctx,
  id: string,
  alignments: AchievementDefinition["alignments"],
): Promise<boolean> {
  const wanted = JSON.stringify(alignments.map((one, index) => ({ ...one, place: index + 1 })));
  const gone = await tx.$executeRaw`
    DELETE FROM achievement_alignments l
    WHERE l.organization_id = ${ctx.organization.id}::uuid AND l.achievement_id = ${id}::uuid AND NOT EXISTS (
      SELECT FROM jsonb_to_recordset(${wanted}::text::jsonb) AS w (place integer, name text, url text, description text, framework text, code text)
      WHERE (w.place, w.name, w.url, w.description, w.framework, w.code) IS NOT DISTINCT FROM
        (l.place, l.name, l.url, l.description, l.framework, l.code))`;
  const added = await tx.$executeRaw`
    INSERT INTO achievement_alignments (organization_id, achievement_id, place, name, url, description, framework, code)
    SELECT ${ctx.organization.id}::uuid, ${id}::uuid, w.place, w.name, w.url, w.description, w.framework, w.code
    FROM jsonb_to_recordset(${wanted}::text::jsonb) AS w (place integer, name text, url text, description text, framework text, code text)
    ON CONFLICT ON CONSTRAINT achievement_alignments_place_unique DO NOTHING`;
  return gone + added > 0;
}

/** Of the keys, those that no achievement of the organisation has. */
export async function unknownAchievements(tx: Tx, ctx: Ctx, keys: readonly string[]): Promise<string[]> {
  const rows = await tx.achievement.findMany({
    where: { organizationId: ctx.organization.id, key: { in: [...keys] } },
    select: { key: true },
  });
  const known = new Set(rows.map(({ key }) => key));
  return keys.filter((key) => !known.has(key));
}

/**
 * The achievements that belong together with this one are those with these keys; each pair is one row, read both ways.
 * Answers the ids of the others for which that changed: what they say changed too. An unknown key is `invalid` at `related`.
 */
export async function writeRelations(
  tx: Tx,
  ctx: Ctx,
  id: string,
  keys: readonly string[],
): Promise<string[]> {
  const unknown = await unknownAchievements(tx, ctx, keys);
  if (unknown.length > 0) {
    const names = unknown.slice(0, 3).join(", ");
    throw new AppError("invalid", msg("form"), { related: msg("achievements.unknownReference", { names }) });
  }
  const organizationId = ctx.organization.id;
  const gone = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM achievement_relations r USING achievements o
    WHERE r.organization_id = ${organizationId}::uuid AND ${id}::uuid IN (r.achievement_id, r.related_achievement_id)
      AND o.organization_id = r.organization_id AND o.id IN (r.achievement_id, r.related_achievement_id) AND o.id <> ${id}::uuid
      AND o.key <> ALL(${[...keys]}::text[])
    RETURNING o.id`;
  const added = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO achievement_relations (organization_id, achievement_id, related_achievement_id)
    SELECT o.organization_id, least(o.id, ${id}::uuid), greatest(o.id, ${id}::uuid) FROM achievements o
    WHERE o.organization_id = ${organizationId}::uuid AND o.key = ANY(${[...keys]}::text[]) AND o.id <> ${id}::uuid
    ORDER BY o.id
    ON CONFLICT ON CONSTRAINT achievement_relations_pair_unique DO NOTHING
    RETURNING CASE WHEN achievement_id = ${id}::uuid THEN related_achievement_id ELSE achievement_id END AS id`;
  return [...gone, ...added].map((row) => row.id);
}

/** Gives a copy the alignments and related achievements of what it was copied from; answers the ids of the related ones. */
export async function copyDetails(tx: Tx, ctx: Ctx, from: string, to: string): Promise<string[]> {
  const organizationId = ctx.organization.id;
  await tx.$executeRaw`
    INSERT INTO achievement_alignments (organization_id, achievement_id, place, name, url, description, framework, code)
    SELECT organization_id, ${to}::uuid, place, name, url, description, framework, code FROM achievement_alignments
    WHERE organization_id = ${organizationId}::uuid AND achievement_id = ${from}::uuid`;
  const related = await tx.$queryRaw<{ key: string }[]>`
    SELECT o.key FROM achievement_relations r
    JOIN achievements o ON o.organization_id = r.organization_id AND o.id IN (r.achievement_id, r.related_achievement_id)
    WHERE r.organization_id = ${organizationId}::uuid AND ${from}::uuid IN (r.achievement_id, r.related_achievement_id) AND o.id <> ${from}::uuid`;
  return writeRelations(
    tx,
    ctx,
    to,
    related.map(({ key }) => key),
  );
}
