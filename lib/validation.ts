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
  if (/^[a-z][\w]*(\.[\w]+)+$/.test(issue.message)) return msg(issue.message, ownValues(issue));
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

/** What a schema's own message says besides its key: `{ message: "badges.unknown", params: { values: { name } } }`. */
function ownValues(issue: z.core.$ZodIssue): Message["values"] {
  return issue.code === "custom" ? (issue.params?.values as Message["values"]) : undefined;
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

/**
 * Where a value may have one of several shapes and only one of them knows its fields, that one says what is wrong
 * with which; "none of these" helps nobody.
 */
export function plainIssues(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union") return [issue];
    const meant = issue.errors.filter(
      (shape) => shape.length > 0 && shape.every(({ path }) => path.length > 0),
    );
    if (meant.length !== 1) return [issue];
    const within = (meant[0] ?? []).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
    return plainIssues(within);
  });
}

/** More than this nobody reads, and a file of garbage has a million. */
const MAX_MESSAGES = 100;

/** The issues of a failed parse, the first hundred, under their dotted paths; the first one of a path wins. */
export function fieldMessages(error: z.core.$ZodError): Record<string, Message> {
  const fields: Record<string, Message> = {};
  for (const issue of plainIssues(error.issues.slice(0, MAX_MESSAGES)))
    fields[issue.path.join(".")] ??= issueMessage(issue);
  return fields;
}

/** The name a field of a form has in a file or a table: `criteriaType` is `criteria_type`. */
export const columnName = (field: PropertyKey): string =>
  String(field).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Parses what came through a door, or throws `invalid` with a message for each field. */
export function parse<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new AppError("invalid", msg("form"), fieldMessages(parsed.error));
}
