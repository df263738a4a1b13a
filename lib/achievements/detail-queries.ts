import type * as z from "zod";
import type { achievementTypes, digests } from "@/lib/achievements/definition-keys";
import type { Alignment } from "@/lib/achievements/detail-schema";
import type { achievementId } from "@/lib/achievements/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** What an achievement says beside what it takes (seed 003 badges, badge_alignments, badge_relateds). */
export type AchievementDetails = Readonly<{
  /** Which state of the definition this is; see `achievementUpdate`. */
  revision: number;
  /** What is paid each time it is earned; null for nothing. */
  paymentAmount: number | null;
  paymentCurrency: string | null;
  tags: readonly string[];
  language: string | null;
  version: string | null;
  imageCaption: string | null;
  imageAuthorName: string | null;
  imageAuthorEmail: string | null;
  imageAuthorUrl: string | null;
  issuerName: string | null;
  issuerUrl: string | null;
  issuerContact: string | null;
  messageSubject: string | null;
  message: string | null;
  attachment: boolean;
  notification: (typeof digests)[number];
  type: (typeof achievementTypes)[number];
  course: Readonly<{ code: string; title: string }> | null;
  alignments: readonly Alignment[];
  /** In the order of their names, whichever of the two it was said of. */
  related: readonly Readonly<{ id: string; key: string; name: string }>[];
}>;

const columns = {
  revision: true,
  paymentAmount: true,
  paymentCurrency: true,
  tags: true,
  language: true,
  version: true,
  imageCaption: true,
  imageAuthorName: true,
  imageAuthorEmail: true,
  imageAuthorUrl: true,
  issuerName: true,
  issuerUrl: true,
  issuerContact: true,
  messageSubject: true,
  message: true,
  attachment: true,
  notification: true,
  type: true,
  course: { select: { code: true, title: true } },
  alignments: {
    select: { name: true, url: true, description: true, framework: true, code: true },
    orderBy: { place: "asc" },
  },
} as const;

const withoutNull = (alignment: Record<string, string | null>) =>
  Object.fromEntries(Object.entries(alignment).filter(([, value]) => value !== null)) as Alignment;

/** The details of one achievement; unknown and foreign ids look the same. */
export async function getAchievementDetails(
  ctx: Ctx,
  { id }: z.output<typeof achievementId>,
): Promise<AchievementDetails> {
  authorize(ctx, "achievements:read");
  requireModule(ctx, "achievements_gamification");
  const organizationId = ctx.organization.id;
  return inTenant(ctx, async (tx) => {
    const row = await tx.achievement.findFirst({ where: { organizationId, id }, select: columns });
    if (!row) throw notFound("achievement");
    const related = await tx.$queryRaw<{ id: string; key: string; name: string }[]>`
      SELECT o.id, o.key, o.name FROM achievement_relations r
      JOIN achievements o ON o.organization_id = r.organization_id AND o.id IN (r.achievement_id, r.related_achievement_id)
      WHERE r.organization_id = ${organizationId}::uuid AND ${id}::uuid IN (r.achievement_id, r.related_achievement_id) AND o.id <> ${id}::uuid
      ORDER BY o.name, o.id`;
    const paymentAmount = row.paymentAmount?.toNumber() ?? null;
    return { ...row, paymentAmount, alignments: row.alignments.map(withoutNull), related };
  });
}
