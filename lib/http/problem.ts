import { AppError, type Message, msg } from "@/lib/errors";
import { reportBug } from "@/lib/http/bug";
import { STATUS } from "@/lib/http/error-status";

export const PROBLEM_CODES = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "rate_limited",
  "unavailable",
  "malformed",
  "method_not_allowed",
  "length_required",
  "too_large",
  "unsupported_type",
  "idempotency_key_reused",
  "unexpected",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** What only HTTP has a word for; everything else is an AppError. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    readonly text: Message,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(text.key);
    this.name = "Refused";
  }
}

/** Says a message in the reader's language; a field is named as it stands in the request. */
export type Say = (message: Message, field?: string) => string;

/** One field of a request, and what is wrong with it; `code` is the same in every language. */
export type FieldProblem = Readonly<{ field: string; code: string; message: string }>;

/** A problem document (RFC 9457). */
export type Problem = Readonly<{
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  errors: readonly FieldProblem[];
}>;

export const fieldProblems = (fields: Readonly<Record<string, Message>>, say: Say): FieldProblem[] =>
  Object.entries(fields).map(([field, message]) => ({
    field,
    code: message.key,
    message: say(message, field),
  }));

type Parts = Readonly<{
  status: number;
  code: ProblemCode;
  text: Message;
  fields?: Readonly<Record<string, Message>>;
}>;

function partsOf(error: unknown): Parts {
  if (error instanceof Refused) return error;
  if (!(error instanceof AppError)) {
    return { status: 500, code: "unexpected", text: msg("api.bug", { id: reportBug(error) }) };
  }
  // What is said of a form does not fit a request.
  const text = error.text.key === "form" ? msg("api.invalid") : error.text;
  return { status: STATUS[error.code], code: error.code, text, fields: error.fields };
}

/** Whatever was thrown, as a document in the reader's language; a bug is logged and becomes an opaque one with an id. */
export function problemOf(error: unknown, say: Say): Problem {
  const { status, code, text, fields = {} } = partsOf(error);
  return {
    type: `urn:heder:problem:${code}`,
    title: say(msg(`problem.${code}`)),
    status,
    detail: say(text),
    code,
    errors: fieldProblems(fields, say),
  };
}
