import * as z from "zod";
import { draftPath } from "@/lib/criteria/draft-path-rules";
import type { LooseDraft } from "@/lib/criteria/written-rules";
import type { Result } from "@/lib/result";
import { type TierForm, tierOf } from "@/lib/tiers/form-rules";
import { tierInput } from "@/lib/tiers/schema";
import { plainIssues } from "@/lib/validation";

/** The field of the form that shows what is wrong at this path of the tier. */
function formPath(form: object, [field, ...rest]: readonly PropertyKey[]): PropertyKey[] {
  if (field === "extraCriteria") {
    return ["criteria", ...draftPath((form as { criteria?: LooseDraft }).criteria ?? {}, rest)];
  }
  // Which of the kinds is wrong does not matter: one field has all of them.
  if (field === "criteriaFilter") return ["counted", "filter", ...rest.slice(0, 1)];
  return field === undefined ? [] : [field, ...rest];
}

/** What the server found wrong, at the fields of the form. */
export function atTierFields<T>(form: object, result: Result<T>): Result<T> {
  if (result.ok) return result;
  const fields = Object.entries(result.error.fields).map(([path, message]) => {
    const parts = path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    return [formPath(form, parts).join("."), message] as const;
  });
  return { ok: false, error: { ...result.error, fields: Object.fromEntries(fields) } };
}

/** The form's values, judged by the schema that the server uses; problems are reported where the form shows them. */
export const tierForm: z.ZodType<unknown, TierForm> = z
  .custom<TierForm>((value) => typeof value === "object" && value !== null)
  .transform((form, context) => {
    const tier = tierOf(form);
    const parsed = tierInput.safeParse(tier, { reportInput: true });
    if (parsed.success) return tier;
    for (const issue of plainIssues(parsed.error.issues)) {
      context.issues.push({ ...issue, path: formPath(form, issue.path) } as z.core.$ZodRawIssue);
    }
    return z.NEVER;
  });
