import { toNestErrors } from "@hookform/resolvers";
import { type FieldErrors, type FieldValues, get, type Resolver } from "react-hook-form";
import type * as z from "zod";
import { type Message, msg } from "@/lib/errors";
import { issueMessage, plainIssues } from "@/lib/validation";

/**
 * A field left empty is left out, at every depth: `z.string().optional()` means the same for a form, the API and an
 * import. Texts lose the spaces around them; in a password they may be meant.
 */
export function withoutEmpty(value: unknown): unknown {
  // What a radio group gives when nothing is chosen.
  if (value === null) return undefined;
  if (typeof FileList !== "undefined" && value instanceof FileList) return value[0];
  if (typeof value === "string") {
    const text = value.trim();
    return text === "" ? undefined : text;
  }
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      /password/i.test(name) && part !== "" ? part : withoutEmpty(part),
    ]),
  );
}

/** The schema's verdict in the reader's own words. A missing answer is always "must be filled in". */
function messageFor(issue: z.core.$ZodIssue, values: unknown): Message {
  const isMissing = issue.path.length > 0 && get(values, issue.path.join(".")) === undefined;
  if (isMissing && issue.code !== "custom") return msg("field.required");
  if (issue.code === "invalid_type" && ["number", "int"].includes(issue.expected)) return msg("field.number");
  if (issue.code === "invalid_value" && issue.values.length === 1 && issue.values[0] === true)
    return msg("field.tick");
  return issueMessage(issue);
}

/** Validates with the schema the server uses too; `translate` turns a Message into a sentence about its field. */
export function schemaResolver<In extends FieldValues>(
  schema: z.ZodType<unknown, In>,
  translate: (message: Message, name: string) => string,
): Resolver<In> {
  return (raw, _context, options) => {
    const values = withoutEmpty(raw);
    const parsed = schema.safeParse(values, { reportInput: true });
    if (parsed.success) return { values: values as In, errors: {} };
    const flat: FieldErrors<FieldValues> = {};
    for (const issue of plainIssues(parsed.error.issues)) {
      const name = issue.path.join(".") || "root";
      flat[name] ??= { type: issue.code, message: translate(messageFor(issue, values), name) };
    }
    return { values: {}, errors: toNestErrors<In>(flat as FieldErrors<In>, options) };
  };
}
