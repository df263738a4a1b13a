import { achievementColumns } from "@/lib/achievements/import-schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";

/**
 * The organisation's definitions in display order, archived ones left out, as the import of achievements reads them
 * (`importedAchievement`): the columns of seed 000 under their own names, values that say nothing left out. Importing
 * them into another organisation gives the same achievements there.
 */
export async function exportDefinitions(ctx: Ctx): Promise<Record<string, unknown>[]> {
  authorize(ctx, "achievements:read");
  requireModule(ctx, "achievements_gamification");
  return inTenant(ctx, async (tx) => {
    const rows = await tx.$queryRaw<{ definition: Record<string, unknown> }[]>`
      SELECT to_jsonb(a) - 'tags' || achievement_details(a) || jsonb_build_object('course_code', c.code) AS definition
      FROM achievements a LEFT JOIN courses c ON c.organization_id = a.organization_id AND c.id = a.course_id
      WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.status <> 'archived'
      ORDER BY a.sort_order, a.name, a.id`;
    return rows.map(({ definition }) =>
      Object.fromEntries(
        achievementColumns
          .map((column) => [column, definition[column]] as const)
          .filter(([, value]) => value !== null && value !== undefined),
      ),
    );
  });
}
