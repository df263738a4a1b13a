import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";

export type FoundAchievement = Readonly<{ id: string; name: string }>;

/** The first achievements outside the archive with this in their name, at most `most`, those that begin with it first. */
export async function findAchievements(ctx: Ctx, text: string, most: number): Promise<FoundAchievement[]> {
  authorize(ctx, "achievements:read");
  requireModule(ctx, "achievements_gamification");
  const like = text.replace(/[\\%_]/g, "\\$&");
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<FoundAchievement[]>`
      SELECT id, name FROM achievements WHERE organization_id = ${ctx.organization.id}::uuid
        AND status <> 'archived' AND name ILIKE ${`%${like}%`}
      ORDER BY name NOT ILIKE ${`${like}%`}, name, id LIMIT ${most}`,
  );
}
