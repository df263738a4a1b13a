import pino from "pino";
import { env } from "@/lib/env";

/**
 * An error as its name, words, place and code. What a library hangs on it besides is left out: PostgreSQL's detail
 * of a refused row is the row itself, with the person's name and address.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: typeof error };
  const { name, message, stack, cause } = error;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return {
    name,
    message,
    stack,
    ...(code && { code }),
    ...(cause instanceof Error && { cause: describeError(cause) }),
  };
}

/** Structured log on stderr. What names or authenticates a person never reaches it. */
export const log = pino(
  {
    level: env.LOG_LEVEL,
    serializers: { err: describeError },
    redact: {
      paths: ["email", "password", "token", "*.email", "*.password", "*.token", "headers"],
      censor: "…",
    },
  },
  pino.destination({ fd: 2, sync: true }),
);
