import * as z from "zod";
import { type CertificationTypeDefinition, certificationTypeInput } from "@/lib/certifications/schema";
import { columnName } from "@/lib/validation";

/** A list of more types than this is no list of types. */
export const MAX_TYPES = 500;

/** What a file says about one type: its attributes under their own names; what only a row has is ignored. */
const attributes = z.strictObject({
  id: z.unknown().optional(),
  organization_id: z.unknown().optional(),
  created_at: z.unknown().optional(),
  updated_at: z.unknown().optional(),
  auto_issue_since: z.unknown().optional(),
  code: z.unknown(),
  name: z.unknown(),
  description: z.string().nullish(),
  validity_months: z.unknown().optional(),
  warning_days: z.unknown().optional(),
  /** Code of the course. */
  auto_issue_course: z.string().trim().max(200).nullish(),
  access_scopes: z.unknown().optional(),
  is_active: z.boolean().default(true),
});

export type ImportedType = Readonly<{
  definition: Omit<CertificationTypeDefinition, "autoIssueCourseId">;
  /** Code of the course; null where none gives it. */
  course: string | null;
  isActive: boolean;
}>;

/** One type of a file. Problems are reported under the attribute's name. */
export const importedType = attributes.transform((row, context): ImportedType => {
  const parsed = certificationTypeInput.safeParse(
    {
      code: row.code,
      name: row.name,
      description: row.description ?? undefined,
      validityMonths: row.validity_months ?? undefined,
      warningDays: row.warning_days ?? undefined,
      accessScopes: row.access_scopes ?? undefined,
    },
    { reportInput: true },
  );
  if (parsed.success) {
    return { definition: parsed.data, course: row.auto_issue_course || null, isActive: row.is_active };
  }
  for (const issue of parsed.error.issues) {
    const [field = "", ...rest] = issue.path;
    context.issues.push({ ...issue, path: [columnName(field), ...rest] } as z.core.$ZodRawIssue);
  }
  return z.NEVER;
});
