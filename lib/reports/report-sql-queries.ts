import type { Ctx } from "@/lib/context";
import { type Period, periodOfChoice } from "@/lib/dashboard/period-rules";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** What the pages of the reports offer to choose among, and the period that was chosen. */
export type Frame = Readonly<{
  period: Period;
  groups: readonly Readonly<{ id: string; name: string }>[];
}>;

export async function frameOf(tx: Tx, ctx: Ctx, choice: string, now: Date): Promise<Frame> {
  return {
    period: periodOfChoice(choice, now, ctx.organization.timeZone),
    groups: await tx.group.findMany({
      where: { organizationId: ctx.organization.id },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
  };
}

/** Conditions of rows with `organization_id` and `user_id`: in the group, when one was chosen. */
export const inGroup = (alias: "f" | "e", group: string | undefined): Prisma.Sql =>
  group === undefined
    ? Prisma.empty
    : Prisma.sql`AND EXISTS (SELECT FROM group_members g WHERE g.organization_id = ${Prisma.raw(alias)}.organization_id
        AND g.user_id = ${Prisma.raw(alias)}.user_id AND g.group_id = ${group}::uuid)`;

/** The names of a person's groups, one after the other; of a row `f`. */
export const GROUPS = Prisma.sql`(SELECT string_agg(g.name, ', ' ORDER BY g.name) FROM group_members b
  JOIN groups g ON g.organization_id = b.organization_id AND g.id = b.group_id
  WHERE b.organization_id = f.organization_id AND b.user_id = f.user_id)`;

/** As people are named in files: their reference, else their e-mail, else their id; of a membership `m`. */
export const REFERENCE = Prisma.sql`coalesce(m.external_ref, m.email, m.user_id::text)`;

/** The most rows a file may have: it is made at one go. */
export const MOST_ROWS = 50_000;
