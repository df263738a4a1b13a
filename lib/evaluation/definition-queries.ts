import type { Ctx } from "@/lib/context";
import { criteriaOf, type Trigger } from "@/lib/criteria/from-trigger";
import { planOccurrences } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

/** An active achievement with its current version, as evaluation reads it. */
export type Definition = Readonly<{
  id: string;
  key: string;
  name: string;
  description: string;
  category: string;
  badgeIconUrl: string | null;
  versionId: string;
  isRepeatable: boolean;
  needsApproval: boolean;
  renewable: boolean;
  courseId: string | null;
  expireDate: Date | null;
  expirePeriod: number | null;
  /** First day, of the organisation's calendar, on which it can be earned; null for any day. */
  earnFrom: Date | null;
  criteria: Criteria;
}>;

/** Active achievements that are not given by hand alone, in display order. */
export async function activeDefinitions(tx: Tx, ctx: Ctx): Promise<Definition[]> {
  const rows = await tx.achievement.findMany({
    where: { organizationId: ctx.organization.id, status: "active", triggerType: { not: "manual" } },
    include: { achievementVersions: { select: { id: true }, orderBy: { number: "desc" }, take: 1 } },
    orderBy: [{ sortOrder: "asc" }, { name: "asc" }, { id: "asc" }],
  });
  return rows.flatMap(({ achievementVersions: [version], ...row }) => {
    const criteria = readCriteria(row);
    return criteria && version ? [{ ...row, versionId: version.id, criteria }] : [];
  });
}

/** One definition that cannot be read must not keep everybody from their other badges; it is told loudly. */
function readCriteria(row: Trigger & { id: string; isRepeatable: boolean }): Criteria | null {
  try {
    const criteria = criteriaOf(row);
    if (criteria) planOccurrences(criteria, row.isRepeatable);
    return criteria;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error({ achievement: row.id, err: error, fields: error.fields }, "criteria cannot be read");
    return null;
  }
}
