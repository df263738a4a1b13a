import type * as z from "zod";
import { platformCatalogue } from "@/lib/achievements/catalogue";
import type { AchievementStatus, Category } from "@/lib/achievements/definition-keys";
import { definitionDifference, type StoredDefinition } from "@/lib/achievements/difference-rules";
import { columnsOf } from "@/lib/achievements/row-service";
import type { AchievementDefinition, achievementKey } from "@/lib/achievements/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { columnName } from "@/lib/validation";

export type CatalogueEntry = Readonly<{
  key: z.output<typeof achievementKey>;
  name: string;
  description: string;
  icon: string;
  category: Category;
  definition: AchievementDefinition;
  stored: StoredDefinition;
  /** The organisation's own achievement under this key, or null when it has none. */
  own: Readonly<{
    id: string;
    name: string;
    status: AchievementStatus;
    /** The fields that the catalogue speaks of. */
    stored: StoredDefinition;
    /** In how many of them it has come to differ. */
    differences: number;
  }> | null;
}>;

type Own = { id: string; key: string; name: string; status: AchievementStatus; definition: StoredDefinition };

/** A definition of the catalogue in the names of the table, so that it compares with a row. */
const asStored = (definition: AchievementDefinition): StoredDefinition =>
  Object.fromEntries(
    Object.entries(columnsOf(definition)).map(([name, value]) => [
      columnName(name),
      value === Prisma.DbNull ? null : value,
    ]),
  );

/** Only what the catalogue speaks of: an organisation's own message or picture's author is no difference from it. */
const partOf = (own: StoredDefinition, catalogue: StoredDefinition): StoredDefinition =>
  Object.fromEntries(Object.keys(catalogue).map((field) => [field, own[field]]));

/**
 * The platform's achievements in the organisation's language, each with the organisation's own under the same key
 * (seed 000 org_scoped_key_uniqueness) and the fields in which that one has come to differ.
 */
export async function listCatalogue(ctx: Ctx): Promise<CatalogueEntry[]> {
  authorize(ctx, "achievements:read");
  requireModule(ctx, "achievements_gamification");
  const own = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<Own[]>`
      SELECT a.id, a.key, a.name, a.status::text AS status, to_jsonb(a) AS definition
      FROM achievements a WHERE a.organization_id = ${ctx.organization.id}::uuid`,
  );
  const byKey = new Map(own.map((row) => [row.key, row]));
  return platformCatalogue(ctx.organization.locale).map((definition) => {
    const { key, name, description, category, badgeIconUrl: icon = "" } = definition;
    const stored = asStored(definition);
    const found = byKey.get(key);
    return {
      key,
      name,
      description,
      icon,
      category,
      definition,
      stored,
      own: found ? compared(found, stored) : null,
    };
  });
}

function compared({ id, name, status, definition }: Own, catalogue: StoredDefinition): CatalogueEntry["own"] {
  const stored = partOf(definition, catalogue);
  return { id, name, status, stored, differences: definitionDifference(catalogue, stored).length };
}
