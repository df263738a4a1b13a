import { authorize, type Ctx, requireModule } from "@/lib/context";
import type { Named } from "@/lib/criteria/describe";
import { inTenant } from "@/lib/db";

/** Something criteria can name: its key, code or name, and what people call it. */
export type Choice = Readonly<{ key: string; name: string }>;
export type Choices = Readonly<Record<Named, readonly Choice[]>>;

/** So many of a kind are offered; an organisation with more finds the rest by searching on the page. */
const MOST = 2_000;
/** Of how many of the latest activities the kinds are read: enough to know them, and quick at any size. */
const LATEST = 10_000;

/**
 * Everything of the organisation that criteria can name, by name: kinds of activity in use, courses, types of
 * certificate, achievements outside the archive, groups, and tiers from the lowest to the highest.
 */
export async function listChoices(ctx: Ctx): Promise<Choices> {
  authorize(ctx, "achievements:write");
  requireModule(ctx, "achievements_gamification");
  return readChoices(ctx);
}

/** The same for whoever has authorised: tiers name such things too, also where the module of achievements is off. */
export async function readChoices(ctx: Ctx): Promise<Choices> {
  const organization = ctx.organization.id;
  return inTenant(ctx, async (tx) => {
    const rows = await tx.$queryRaw<{ what: Named; key: string; name: string }[]>`
      (SELECT 'course' AS what, code AS key, title AS name FROM courses WHERE organization_id = ${organization}::uuid ORDER BY title, code LIMIT ${MOST})
      UNION ALL (SELECT 'certification', code, name FROM certification_types WHERE organization_id = ${organization}::uuid ORDER BY name, code LIMIT ${MOST})
      UNION ALL (SELECT 'badge', key, name FROM achievements WHERE organization_id = ${organization}::uuid AND status <> 'archived' ORDER BY name, key LIMIT ${MOST})
      UNION ALL (SELECT 'group', key, name FROM groups WHERE organization_id = ${organization}::uuid ORDER BY name, key LIMIT ${MOST})
      UNION ALL (SELECT 'tier', name, name FROM recognition_tiers WHERE organization_id = ${organization}::uuid ORDER BY display_order LIMIT ${MOST})
      UNION ALL (SELECT DISTINCT 'kind', kind, kind FROM (
        SELECT kind FROM activities WHERE organization_id = ${organization}::uuid AND voided_at IS NULL
        ORDER BY occurred_at DESC, id LIMIT ${LATEST}) latest ORDER BY 2 LIMIT 100)`;
    const of = (what: Named): Choice[] =>
      rows.filter((row) => row.what === what).map(({ key, name }) => ({ key, name }));
    return {
      kind: of("kind"),
      course: of("course"),
      certification: of("certification"),
      badge: of("badge"),
      tier: of("tier"),
      group: of("group"),
    };
  });
}
