import type * as z from "zod";
import { AppError, type Message, msg } from "@/lib/errors";

/**
 * One zod issue as a message of the `errors.field` catalogue. A schema's own message is used when it looks like
 * a catalogue key (`z.string().refine(…, "badges.reasonRequired")`); zod's built-in English is never shown.
 */
export function issueMessage(issue: z.core.$ZodIssue): Message {
  if (/^[a-z][\w]*(\.[\w]+)+$/.test(issue.message)) return msg(issue.message);
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined || issue.input === null ? msg("field.required") : msg(`field.type`);
    case "too_small":
      if (issue.origin === "string") {
        return Number(issue.minimum) <= 1
          ? msg("field.required")
          : msg("field.tooShort", { minimum: Number(issue.minimum) });
      }
      if (issue.origin === "array") return msg("field.tooFew", { minimum: Number(issue.minimum) });
      return msg("field.tooSmall", { minimum: Number(issue.minimum) });
    case "too_big":
      if (issue.origin === "string") return msg("field.tooLong", { maximum: Number(issue.maximum) });
      if (issue.origin === "array") return msg("field.tooMany", { maximum: Number(issue.maximum) });
      return msg("field.tooBig", { maximum: Number(issue.maximum) });
    case "invalid_format":
      return msg(`field.format.${["email", "url", "uuid", "date"].includes(issue.format) ? issue.format : "other"}`);
    case "invalid_value":
      return msg("field.choice");
    case "unrecognized_keys":
      return msg("field.unknown", { names: issue.keys.slice(0, 5).join(", ").slice(0, 100) });
    default:
      return msg("field.other");
  }
}

/** Every issue of a failed parse under its dotted path; the first one of a path wins. */
export function fieldMessages(error: z.core.$ZodError): Record<string, Message> {
  const fields: Record<string, Message> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issueMessage(issue);
  return fields;
}

/** Parses what came through a door, or throws `invalid` with a message for each field. */
export function parse<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new AppError("invalid", msg("form"), fieldMessages(parsed.error));
}
