import type { Ctx } from "@/lib/context";
import { endOfDay, startOfDay } from "@/lib/facts/moment-rules";
import { Prisma } from "@/lib/generated/prisma/client";

/** Matches a text anywhere, without the wildcards somebody may have typed. */
export const contains = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

type Shared = Readonly<{ q?: string | undefined; shown?: "voided" | "all" | undefined }>;

/** Of the fact `f`: those that stand, those that were voided, or all. */
export const standing = ({ shown }: Pick<Shared, "shown">): Prisma.Sql[] =>
  shown === "all" ? [] : [Prisma.raw(`f.voided_at IS ${shown === "voided" ? "NOT NULL" : "NULL"}`)];

/** Of the fact `f` and the membership `m` of its person. */
export function factConditions({ organization }: Ctx, { q, shown }: Shared): Prisma.Sql[] {
  const all = [Prisma.sql`f.organization_id = ${organization.id}::uuid`, ...standing({ shown })];
  if (q) {
    const like = contains(q);
    all.push(
      Prisma.sql`(m.display_name ILIKE ${like} OR m.email ILIKE ${like} OR m.external_ref ILIKE ${like})`,
    );
  }
  return all;
}

type Days = Readonly<{ from?: string | undefined; to?: string | undefined }>;

/** From the beginning of one day to the end of another, by the organisation's calendar. */
export function inDays({ organization }: Ctx, { from, to }: Days): Prisma.Sql[] {
  const { timeZone } = organization;
  const all: Prisma.Sql[] = [];
  if (from) all.push(Prisma.sql`f.occurred_at >= ${startOfDay(from, timeZone)}`);
  if (to) all.push(Prisma.sql`f.occurred_at < ${endOfDay(to, timeZone)}`);
  return all;
}
