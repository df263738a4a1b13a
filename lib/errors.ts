/** A sentence that is not yet in anybody's language: a key of the `errors` catalogue and its values. */
export type Message = Readonly<{ key: string; values?: Readonly<Record<string, string | number>> }>;

export const msg = (key: string, values?: Message["values"]): Message => (values ? { key, values } : { key });

export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "rate_limited"
  | "unavailable";

/** An outcome a person can act on. Anything else that is thrown is a bug: logged with an id, opaque to the reader. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly text: Message,
    readonly fields: Readonly<Record<string, Message>> = {},
  ) {
    super(text.key);
    this.name = "AppError";
  }
}

/** Unknown and foreign things look the same, so this never says which of the two it was. */
export const notFound = (what: string) => new AppError("not_found", msg(`notFound.${what}`));
