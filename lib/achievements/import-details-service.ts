import {
  courseColumnsOf,
  unknownAchievements,
  writeAlignments,
  writeRelations,
} from "@/lib/achievements/detail-service";
import type { ImportedAchievement } from "@/lib/achievements/import-schema";
import { unknownReferences } from "@/lib/achievements/reference-service";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, type Message, msg } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

type Problems = Readonly<Record<string, Message>>;

/**
 * What these definitions name and the organisation does not have, by key and column; what comes in the same list
 * counts as there.
 */
export async function namingProblems(
  tx: Tx,
  ctx: Ctx,
  definitions: readonly ImportedAchievement[],
): Promise<Map<string, Problems>> {
  const coming = new Set(definitions.map(({ definition }) => definition.key));
  const problems = new Map<string, Problems>();
  for (const { definition } of definitions) {
    const { key, criteria, related } = definition;
    const unknown = (criteria && (await unknownReferences(tx, ctx, criteria, coming))) ?? {};
    const strange = (await unknownAchievements(tx, ctx, related)).filter((other) => !coming.has(other));
    const course = await courseProblem(tx, ctx, definition);
    const all = {
      ...unknown,
      ...(strange.length > 0 && {
        related: msg("achievements.unknownReference", { names: strange.slice(0, 3).join(", ") }),
      }),
      ...(course && { course_code: course }),
    };
    if (Object.keys(all).length > 0) problems.set(key, all);
  }
  return problems;
}

async function courseProblem(tx: Tx, ctx: Ctx, definition: ImportedAchievement["definition"]) {
  try {
    await courseColumnsOf(tx, ctx, definition);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.fields.course;
    throw error;
  }
}

const COLUMNS = [
  "paymentAmount",
  "paymentCurrency",
  "tags",
  "language",
  "version",
  "imageCaption",
  "imageAuthorName",
  "imageAuthorEmail",
  "imageAuthorUrl",
  "issuerName",
  "issuerUrl",
  "issuerContact",
  "message",
  "messageSubject",
  "attachment",
  "notification",
] as const;

/** As it is written: what the database has as a decimal is a number in a definition. */
const plain = (value: unknown) => (value instanceof Prisma.Decimal ? value.toNumber() : value);
const same = (a: unknown, b: unknown) => JSON.stringify(plain(a)) === JSON.stringify(plain(b));

async function writeColumns(tx: Tx, ctx: Ctx, id: string, { definition, given }: ImportedAchievement) {
  const data: Prisma.AchievementUncheckedUpdateInput = Object.fromEntries(
    COLUMNS.filter((name) => given.has(name)).map((name) => [name, definition[name]]),
  );
  if (given.has("type") || given.has("course"))
    Object.assign(data, await courseColumnsOf(tx, ctx, definition));
  const names = Object.keys(data);
  if (names.length === 0) return false;
  const where = { organizationId: ctx.organization.id, id };
  const select = Object.fromEntries(names.map((name) => [name, true]));
  const now: Record<string, unknown> = (await tx.achievement.findFirst({ where, select })) ?? {};
  if (names.every((name) => same(now[name], (data as Record<string, unknown>)[name]))) return false;
  await tx.achievement.updateMany({ where, data });
  return true;
}

/** Pairs are added and never taken away: a file says of one what it may not say of the other. */
async function addRelations(tx: Tx, ctx: Ctx, id: string, related: readonly string[]): Promise<string[]> {
  const standing = await tx.$queryRaw<{ key: string }[]>`
    SELECT jsonb_array_elements_text(achievement_details(a) -> 'related') AS key FROM achievements a
    WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.id = ${id}::uuid`;
  return writeRelations(tx, ctx, id, [...new Set([...standing.map(({ key }) => key), ...related])]);
}

/**
 * Writes what the rows of an import say beside what an achievement takes. A column that a file does not have, or
 * leaves empty, keeps what is there. Answers the ids of the achievements that say something else now.
 */
export async function writeImportedDetails(
  tx: Tx,
  ctx: Ctx,
  definitions: readonly ImportedAchievement[],
): Promise<Set<string>> {
  const described = definitions.filter(({ given }) => given.size > 0);
  const rows = await tx.achievement.findMany({
    where: {
      organizationId: ctx.organization.id,
      key: { in: described.map(({ definition }) => definition.key) },
    },
    select: { id: true, key: true },
  });
  const idOf = new Map(rows.map(({ id, key }) => [key, id]));
  const changed = new Set<string>();
  for (const one of described) {
    const id = idOf.get(one.definition.key);
    if (id === undefined) continue;
    for (const touched of await writeDetails(tx, ctx, id, one)) changed.add(touched);
  }
  return changed;
}

/** The ids of those that say something else now: this one, and those that became related to it. */
async function writeDetails(tx: Tx, ctx: Ctx, id: string, one: ImportedAchievement): Promise<string[]> {
  const { alignments, related } = one.definition;
  const others = one.given.has("related") ? await addRelations(tx, ctx, id, related) : [];
  const columns = await writeColumns(tx, ctx, id, one);
  const aligned = one.given.has("alignments") && (await writeAlignments(tx, ctx, id, alignments));
  return columns || aligned || others.length > 0 ? [id, ...others] : [];
}

type Undone = { id: string; was: Details; made: Details; now: Details };
type Details = { alignments?: ImportedAchievement["definition"]["alignments"]; related?: string[] };

/** Gives achievements that an import changed their former alignments and related ones, where they still are as it made them. */
export async function restoreDetails(tx: Tx, ctx: Ctx, importId: string): Promise<void> {
  const rows = await tx.$queryRaw<Undone[]>`
    SELECT a.id, r.before AS was, r.after AS made, achievement_details(a) AS now FROM import_rows r
    JOIN achievements a ON a.organization_id = r.organization_id AND a.id = r.subject_id
    WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.import_id = ${importId}::uuid AND r.outcome = 'updated'`;
  for (const { id, was, made, now } of rows) {
    if (same(made.alignments, now.alignments)) await writeAlignments(tx, ctx, id, was.alignments ?? []);
    if (!same(made.related, now.related)) continue;
    const gone = new Set(await unknownAchievements(tx, ctx, was.related ?? []));
    const former = (was.related ?? []).filter((key) => !gone.has(key));
    await writeRelations(tx, ctx, id, former);
  }
}
