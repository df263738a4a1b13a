import * as z from "zod";
import { type AchievementDefinition, achievementInput } from "@/lib/achievements/schema";
import { columnName } from "@/lib/validation";

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
/** `1500`, `1500.50`, or `1500,50` as Norwegians write it. */
const readDecimal = (text: string) =>
  /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : text;
const readNumber = (text: string) => (/^-?\d+$/.test(text) ? Number(text) : text);

const text = cell(z.string().optional(), (value) => value);
const number = cell(z.int().optional(), readNumber);
const boolean = cell(z.boolean().optional(), (value) => TRUTH[value.toLowerCase()] ?? value);
const object = cell(z.looseObject({}).optional(), readJson);
/** A list as JSON, or as people write one in a cell: "veileder, samtale". */
const list = cell(z.array(z.string()).optional(), (value) =>
  value.startsWith("[")
    ? readJson(value)
    : value
        .split(/[,;]/)
        .map((part) => part.trim())
        .filter(Boolean),
);

/** The columns of an import, named as the attributes of seeds 000 and 003. */
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
  payment_amount: cell(z.number().optional(), readDecimal),
  payment_currency: text,
  tags: list,
  language: text,
  version: text,
  image_caption: text,
  image_author_name: text,
  image_author_email: text,
  image_author_url: text,
  issuer_name: text,
  issuer_url: text,
  issuer_contact: text,
  message: text,
  message_subject: text,
  attachment: boolean,
  notification: text,
  type: text,
  course_code: text,
  alignments: cell(z.array(z.looseObject({})).max(100).optional(), readJson),
  related: list,
});
export const achievementColumns = Object.keys(columns.shape);

export type ImportedAchievement = Readonly<{
  definition: AchievementDefinition;
  isActive: boolean;
  sortOrder: number | null;
  /** What of seed 003 the row speaks of; the rest stays as it is. */
  given: ReadonlySet<keyof AchievementDefinition>;
}>;

const columnOf = (field: string) => (field === "course" ? "course_code" : columnName(field));

/**
 * One row of an import. It is active unless `is_active` is false; without a description it is described by its
 * name. Problems are reported under the column's name.
 */
export const importedAchievement = columns.transform((row, context): ImportedAchievement => {
  const details = detailsOf(row);
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
      ...details,
    }),
    { reportInput: true },
  );
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const [field, ...rest] = issue.path;
      context.issues.push({ ...issue, path: [columnOf(String(field)), ...rest] } as z.core.$ZodRawIssue);
    }
    return z.NEVER;
  }
  return {
    definition: parsed.data,
    isActive: row.is_active ?? true,
    sortOrder: row.sort_order ?? null,
    given: new Set(Object.keys(withoutUndefined(details)) as (keyof AchievementDefinition)[]),
  };
});

/** A course says by itself that it is for those who take it. */
const detailsOf = (row: z.output<typeof columns>) => ({
  paymentAmount: row.payment_amount,
  paymentCurrency: row.payment_currency,
  tags: row.tags,
  language: row.language,
  version: row.version,
  imageCaption: row.image_caption,
  imageAuthorName: row.image_author_name,
  imageAuthorEmail: row.image_author_email,
  imageAuthorUrl: row.image_author_url,
  issuerName: row.issuer_name,
  issuerUrl: row.issuer_url,
  issuerContact: row.issuer_contact,
  message: row.message,
  messageSubject: row.message_subject,
  attachment: row.attachment,
  notification: row.notification,
  type: row.type ?? (row.course_code === undefined ? undefined : "course"),
  course: row.course_code,
  alignments: row.alignments,
  related: row.related,
});

const withoutUndefined = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
