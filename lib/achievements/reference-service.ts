import type { AchievementDefinition } from "@/lib/achievements/schema";
import type { Ctx } from "@/lib/context";
import type { Named } from "@/lib/criteria/describe";
import { referencesOf } from "@/lib/criteria/reference-rules";
import type { Criteria } from "@/lib/criteria/schema";
import type { Tx } from "@/lib/db";
import { AppError, type Message, msg } from "@/lib/errors";

type Defined = Pick<AchievementDefinition, "key" | "criteria">;

/** How a name is compared: a tier is found whatever the case, everything else by its very key or code. */
const compared = (what: Named, key: string) => (what === "tier" ? key.trim().toLowerCase() : key);

async function existing(tx: Tx, ctx: Ctx, what: Named, keys: string[]): Promise<Set<string>> {
  const organizationId = ctx.organization.id;
  const rows = await tx.$queryRaw<{ key: string }[]>`
    SELECT code AS key FROM courses WHERE ${what} = 'course' AND organization_id = ${organizationId}::uuid AND code = ANY(${keys}::text[])
    UNION ALL SELECT code FROM certification_types
      WHERE ${what} = 'certification' AND organization_id = ${organizationId}::uuid AND code = ANY(${keys}::text[])
    UNION ALL SELECT key FROM achievements WHERE ${what} = 'badge' AND organization_id = ${organizationId}::uuid AND key = ANY(${keys}::text[])
    UNION ALL SELECT key FROM groups WHERE ${what} = 'group' AND organization_id = ${organizationId}::uuid AND key = ANY(${keys}::text[])
    UNION ALL SELECT lower(btrim(name)) FROM recognition_tiers
      WHERE ${what} = 'tier' AND organization_id = ${organizationId}::uuid AND lower(btrim(name)) = ANY(${keys}::text[])`;
  return new Set(rows.map(({ key }) => key));
}

/**
 * What these criteria name and the organisation does not have, by the field that names it; null when all of it is
 * there. Unknown and foreign look the same. `alsoBadges` are keys that come in the same transaction.
 */
export async function unknownReferences(
  tx: Tx,
  ctx: Ctx,
  criteria: Criteria,
  alsoBadges: ReadonlySet<string> = new Set(),
): Promise<Record<string, Message> | null> {
  const references = referencesOf(criteria);
  const problems: Record<string, Message> = {};
  for (const what of new Set(references.map((reference) => reference.what))) {
    const asked = references.filter((reference) => reference.what === what);
    const keys = asked.flatMap((reference) => reference.keys.map((key) => compared(what, key)));
    const known = await existing(tx, ctx, what, keys);
    for (const reference of asked) {
      const missing = reference.keys.filter((key) => {
        return !known.has(compared(what, key)) && !(what === "badge" && alsoBadges.has(key));
      });
      if (missing.length === 0) continue;
      const names = missing.slice(0, 3).join(", ").slice(0, 200);
      problems[`criteria.${reference.field}`] = msg("achievements.unknownReference", { names });
    }
  }
  return Object.keys(problems).length > 0 ? problems : null;
}

/** Throws `invalid` at the field whose names do not exist here. Its own key counts: a circle is another's to refuse. */
export async function requireReferences(tx: Tx, ctx: Ctx, definition: Defined): Promise<void> {
  if (!definition.criteria) return;
  const unknown = await unknownReferences(tx, ctx, definition.criteria, new Set([definition.key]));
  if (unknown) throw new AppError("invalid", msg("form"), unknown);
}

/** Throws `conflict` when other achievements take this key as a condition: they could never be earned any more. */
export async function requireUntaken(tx: Tx, ctx: Ctx, key: string, field: string): Promise<void> {
  const [taker] = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM achievements
    WHERE organization_id = ${ctx.organization.id}::uuid AND key <> ${key} AND status <> 'archived'
      AND jsonb_path_exists(criteria, '$.**.badges[*] ? (@ == $key)', jsonb_build_object('key', ${key}::text))
    ORDER BY name LIMIT 1`;
  if (!taker) return;
  const problem = msg("achievements.takenByOther", { name: taker.name });
  throw field === ""
    ? new AppError("conflict", problem)
    : new AppError("conflict", msg("form"), { [field]: problem });
}
