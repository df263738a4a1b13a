import type * as z from "zod";
import { AppError, type Message, msg } from "@/lib/errors";

/** Text that PostgreSQL can keep: no NUL and no half of a surrogate pair. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");

/** The same without line breaks and other control characters, for names. */
export const isOneLine = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text);

/** A day `yyyy-mm-dd` of these times: far from them PostgreSQL, JavaScript and calendars disagree on what there is. */
export const isOfOurTimes = (day: string): boolean => day >= "1900-01-01" && day <= "2200-12-31";

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
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_format":
      return msg(
        `field.format.${["email", "url", "uuid", "date"].includes(issue.format) ? issue.format : "other"}`,
      );
    case "invalid_value":
      return msg("field.choice");
    case "unrecognized_keys":
      return msg("field.unknown", { names: issue.keys.slice(0, 5).join(", ").slice(0, 100) });
    default:
      return msg("field.other");
  }
}

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): Message {
  const least = { minimum: Number(minimum) };
  if (origin === "string") return least.minimum <= 1 ? msg("field.required") : msg("field.tooShort", least);
  return msg(origin === "array" ? "field.tooFew" : "field.tooSmall", least);
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): Message {
  const most = { maximum: Number(maximum) };
  if (origin === "string") return msg("field.tooLong", most);
  return msg(origin === "array" ? "field.tooMany" : "field.tooBig", most);
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
