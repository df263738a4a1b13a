import type * as z from "zod";
import type { TriggerType } from "@/lib/achievements/definition-keys";
import type { achievementId, TriggerMetadata } from "@/lib/achievements/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";

export type VersionRow = Readonly<{
  number: number;
  publishedAt: Date;
  /** Null for the system and for people the organisation does not know. */
  publishedBy: string | null;
  triggerType: TriggerType;
  triggerThreshold: number | null;
  triggerMetadata: TriggerMetadata;
  criteria: unknown;
  isRepeatable: boolean;
}>;

export type AwardRow = Readonly<{
  id: string;
  userId: string;
  person: string;
  occurrence: string;
  awardedAt: Date;
}>;

type History = Readonly<{ versions: readonly VersionRow[]; awards: readonly AwardRow[]; awardCount: number }>;

const SHOWN = 10;

/** What was published, newest first (at most 50), the latest ten awards that stand, and how many there are. */
export async function getAchievementHistory(
  ctx: Ctx,
  { id }: z.output<typeof achievementId>,
): Promise<History> {
  authorize(ctx, "achievements:read");
  requireModule(ctx, "achievements_gamification");
  const organizationId = ctx.organization.id;
  return inTenant(ctx, async (tx) => {
    const versions = await tx.$queryRaw<VersionRow[]>`
      SELECT v.number, v.created_at AS "publishedAt", m.display_name AS "publishedBy",
        v.definition ->> 'trigger_type' AS "triggerType", (v.definition ->> 'trigger_threshold')::integer AS "triggerThreshold",
        v.definition -> 'trigger_metadata' AS "triggerMetadata", nullif(v.definition -> 'criteria', 'null') AS criteria,
        (v.definition ->> 'is_repeatable')::boolean AS "isRepeatable"
      FROM achievement_versions v
      LEFT JOIN memberships m ON m.organization_id = v.organization_id AND m.user_id = v.created_by_user_id
      WHERE v.organization_id = ${organizationId}::uuid AND v.achievement_id = ${id}::uuid
      ORDER BY v.number DESC LIMIT 50`;
    const where = { organizationId, achievementId: id, status: "awarded", declinedAt: null } as const;
    const awards = await tx.earnedBadge.findMany({
      where,
      select: {
        id: true,
        userId: true,
        occurrence: true,
        awardedAt: true,
        member: { select: { displayName: true } },
      },
      orderBy: [{ awardedAt: "desc" }, { id: "asc" }],
      take: SHOWN,
    });
    return {
      versions,
      awards: awards.map(({ member, ...award }) => ({ ...award, person: member.displayName })),
      awardCount: await tx.earnedBadge.count({ where }),
    };
  });
}
