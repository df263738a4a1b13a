import * as z from "zod";
import { type AchievementDefinition, achievementInput } from "@/lib/achievements/schema";

// A CSV file has only texts, a JSON file has values; both are accepted, and an empty cell is no value.
const cell = <S extends z.ZodType>(schema: S, read: (text: string) => unknown) =>
  z.preprocess((value) => {
    if (typeof value !== "string") return value ?? undefined;
    const text = value.trim();
    return text === "" ? undefined : read(text);
  }, schema);

const TRUTH: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  "1": true,
  "0": false,
  yes: true,
  no: false,
  ja: true,
  nei: false,
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
const readNumber = (text: string) => (/^-?\d+$/.test(text) ? Number(text) : text);

const text = cell(z.string().optional(), (value) => value);
const number = cell(z.int().optional(), readNumber);
const boolean = cell(z.boolean().optional(), (value) => TRUTH[value.toLowerCase()] ?? value);
const object = cell(z.looseObject({}).optional(), readJson);

/** The columns of an import, named as the attributes of seed 000. */
const columns = z.strictObject({
  key: text,
  name: text,
  description: text,
  badge_icon_url: text,
  category: text,
  trigger_type: text,
  trigger_threshold: number,
  trigger_metadata: object,
  criteria: object,
  is_active: boolean,
  is_repeatable: boolean,
  sort_order: cell(z.int().min(0).max(1_000_000).optional(), readNumber),
  unmet_policy: text,
  needs_approval: boolean,
  renewable: boolean,
  expire_date: text,
  expire_period: number,
});
export const achievementColumns = Object.keys(columns.shape);

export type ImportedAchievement = Readonly<{
  definition: AchievementDefinition;
  isActive: boolean;
  sortOrder: number | null;
}>;

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * One row of an import. It is active unless `is_active` is false; without a description it is described by its
 * name. Problems are reported under the column's name.
 */
export const importedAchievement = columns.transform((row, context): ImportedAchievement => {
  const parsed = achievementInput.safeParse(
    withoutUndefined({
      key: row.key,
      name: row.name,
      description: row.description ?? row.name,
      badgeIconUrl: row.badge_icon_url,
      category: row.category,
      triggerType: row.trigger_type,
      triggerThreshold: row.trigger_threshold,
      triggerMetadata: row.trigger_metadata,
      criteria: row.criteria,
      isRepeatable: row.is_repeatable,
      unmetPolicy: row.unmet_policy,
      needsApproval: row.needs_approval,
      renewable: row.renewable,
      expireDate: row.expire_date,
      expirePeriod: row.expire_period,
    }),
    { reportInput: true },
  );
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const [field, ...rest] = issue.path;
      context.issues.push({ ...issue, path: [snakeCase(String(field)), ...rest] } as z.core.$ZodRawIssue);
    }
    return z.NEVER;
  }
  return { definition: parsed.data, isActive: row.is_active ?? true, sortOrder: row.sort_order ?? null };
});

const withoutUndefined = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
