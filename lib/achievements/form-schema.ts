import * as z from "zod";
import { type AchievementForm, definitionOf } from "@/lib/achievements/form-rules";
import { achievementInput } from "@/lib/achievements/schema";
import { draftPath } from "@/lib/criteria/draft-path-rules";
import type { LooseDraft } from "@/lib/criteria/written-rules";
import type { Result } from "@/lib/result";
import { plainIssues } from "@/lib/validation";

/** The field of the form that shows what is wrong at this path of the definition. */
export function formPath(form: object, [field, ...rest]: readonly PropertyKey[]): PropertyKey[] {
  if (field === "criteria") {
    const draft = (form as { criteria?: LooseDraft }).criteria ?? {};
    return ["criteria", ...draftPath(draft, rest)];
  }
  // One text field has all of them.
  if (field === "tags" || field === "related") return [field];
  return field === undefined ? [] : [field, ...rest];
}

/** What the server found wrong, at the fields of the form. */
export function atFormFields<T>(form: object, result: Result<T>): Result<T> {
  if (result.ok) return result;
  const fields = Object.entries(result.error.fields).map(([path, message]) => {
    const parts = path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    return [formPath(form, parts).join("."), message] as const;
  });
  return { ok: false, error: { ...result.error, fields: Object.fromEntries(fields) } };
}

type Sent = { expiry?: string; expirePeriod?: unknown; expireDate?: unknown };

/** The choice of an end asks for the field that says when; a definition by itself may go without both. */
function missingEnd({ expiry, expirePeriod, expireDate }: Sent): z.core.$ZodRawIssue[] {
  const missing = (field: string): z.core.$ZodRawIssue[] => [
    { code: "invalid_type", expected: "string", input: undefined, path: [field] },
  ];
  if (expiry === "period" && expirePeriod === undefined) return missing("expirePeriod");
  return expiry === "date" && expireDate === undefined ? missing("expireDate") : [];
}

/**
 * The form's values, judged by the schema that the server uses: the form only has them in another shape. Problems are
 * reported where the form shows them.
 */
export const achievementForm: z.ZodType<unknown, AchievementForm> = z
  .custom<AchievementForm>((value) => typeof value === "object" && value !== null)
  .transform((form, context) => {
    const definition = definitionOf(form);
    const parsed = achievementInput.safeParse(definition, { reportInput: true });
    const shown = plainIssues(parsed.error?.issues ?? []).map(
      (issue) => ({ ...issue, path: formPath(form, issue.path) }) as z.core.$ZodRawIssue,
    );
    const issues = [...shown, ...missingEnd(form as Sent)];
    if (issues.length === 0) return definition;
    context.issues.push(...issues);
    return z.NEVER;
  });
