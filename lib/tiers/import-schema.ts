import * as z from "zod";
import { type TierDefinition, tierInput } from "@/lib/tiers/schema";
import { columnName } from "@/lib/validation";

/** What a file says about one tier: the attributes of seed 001 under their own names; what only a row has is ignored. */
const attributes = z.strictObject({
  id: z.unknown().optional(),
  organization_id: z.unknown().optional(),
  created_at: z.unknown().optional(),
  updated_at: z.unknown().optional(),
  name: z.unknown(),
  icon_key: z.unknown(),
  criteria_type: z.unknown(),
  /** A number, or one as text. */
  criteria_threshold: z.union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,9}([.,]\d{1,2})?$/)
      .transform((text) => Number(text.replace(",", "."))),
  ]),
  criteria_filter: z.unknown().optional(),
  extra_criteria: z.unknown().optional(),
  award_period: z.unknown(),
  display_order: z.int().min(1).max(1_000_000),
  color_token: z.string().nullish(),
  description: z.string().nullish(),
  is_active: z.boolean().default(true),
});

export type ImportedTier = Readonly<{ definition: TierDefinition; place: number; isActive: boolean }>;

/** One tier of a file. Problems are reported under the attribute's name. */
export const importedTier = attributes.transform((row, context): ImportedTier => {
  const parsed = tierInput.safeParse(
    {
      name: row.name,
      iconKey: row.icon_key,
      criteriaType: row.criteria_type,
      criteriaThreshold: row.criteria_threshold,
      criteriaFilter: row.criteria_filter ?? undefined,
      extraCriteria: row.extra_criteria ?? undefined,
      awardPeriod: row.award_period,
      colorToken: row.color_token ?? undefined,
      description: row.description ?? undefined,
    },
    { reportInput: true },
  );
  if (parsed.success) return { definition: parsed.data, place: row.display_order, isActive: row.is_active };
  for (const issue of parsed.error.issues) {
    const [field = "", ...rest] = issue.path;
    context.issues.push({ ...issue, path: [columnName(field), ...rest] } as z.core.$ZodRawIssue);
  }
  return z.NEVER;
});
