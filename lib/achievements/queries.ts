import type * as z from "zod";
import type { Category, TriggerType } from "@/lib/achievements/definition-keys";
import { type AchievementStatus, statuses } from "@/lib/achievements/definition-keys";
import type { achievementId, TriggerMetadata } from "@/lib/achievements/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

const definition = {
  id: true,
  key: true,
  name: true,
  description: true,
  badgeIconUrl: true,
  category: true,
  triggerType: true,
  triggerThreshold: true,
  triggerMetadata: true,
  criteria: true,
  status: true,
  isRepeatable: true,
  unmetPolicy: true,
  needsApproval: true,
  renewable: true,
  expireDate: true,
  expirePeriod: true,
  updatedAt: true,
} as const satisfies Prisma.AchievementSelect;

export type AchievementView = Readonly<{
  id: string;
  key: string;
  name: string;
  description: string;
  badgeIconUrl: string | null;
  category: Category;
  triggerType: TriggerType;
  triggerThreshold: number | null;
  triggerMetadata: TriggerMetadata;
  criteria: unknown;
  status: AchievementStatus;
  isRepeatable: boolean;
  unmetPolicy: "keep" | "flag" | "revoke";
  needsApproval: boolean;
  renewable: boolean;
  /** A calendar day, `yyyy-mm-dd`. */
  expireDate: string | null;
  /** Days after the award. */
  expirePeriod: number | null;
  updatedAt: Date;
}>;
/** How far the awards of an achievement are counted for a list: a large organisation has hundreds of thousands. */
export const MOST_COUNTED = 1000;

/** `awards` that stand; one more than MOST_COUNTED means "or more". */
export type AchievementRow = AchievementView & Readonly<{ awards: number }>;

function toView(row: Prisma.AchievementGetPayload<{ select: typeof definition }>): AchievementView {
  return {
    ...row,
    triggerMetadata: row.triggerMetadata as TriggerMetadata,
    expireDate: row.expireDate?.toISOString().slice(0, 10) ?? null,
  };
}

type Filter = Readonly<{ statuses?: readonly AchievementStatus[] }>;

/** The achievements in display order with how many awards stand; the archive only when asked for. */
export async function listAchievements(ctx: Ctx, filter: Filter = {}): Promise<AchievementRow[]> {
  authorize(ctx, "achievements:read");
  requireModule(ctx, "achievements_gamification");
  const organizationId = ctx.organization.id;
  const wanted = filter.statuses ?? statuses.filter((status) => status !== "archived");
  return inTenant(ctx, async (tx) => {
    const rows = await tx.achievement.findMany({
      where: { organizationId, status: { in: [...wanted] } },
      select: definition,
      orderBy: [{ sortOrder: "asc" }, { name: "asc" }, { id: "asc" }],
    });
    const counts = await tx.$queryRaw<{ achievement_id: string; awards: number }[]>`
      SELECT a.id AS achievement_id, counted.awards FROM unnest(${rows.map(({ id }) => id)}::uuid[]) a (id)
      CROSS JOIN LATERAL (SELECT count(*)::integer AS awards FROM (
        SELECT FROM earned_badges e WHERE e.organization_id = ${organizationId}::uuid AND e.achievement_id = a.id
          AND e.status = 'awarded' AND e.declined_at IS NULL LIMIT ${MOST_COUNTED + 1}) first) counted`;
    const awards = new Map(counts.map((row) => [row.achievement_id, row.awards]));
    return rows.map((row) => ({ ...toView(row), awards: awards.get(row.id) ?? 0 }));
  });
}

/** One definition; unknown and foreign ids look the same. */
export async function getAchievement(
  ctx: Ctx,
  { id }: z.output<typeof achievementId>,
): Promise<AchievementView> {
  authorize(ctx, "achievements:read");
  requireModule(ctx, "achievements_gamification");
  return inTenant(ctx, async (tx) => {
    const row = await tx.achievement.findFirst({
      where: { organizationId: ctx.organization.id, id },
      select: definition,
    });
    if (!row) throw notFound("achievement");
    return toView(row);
  });
}
