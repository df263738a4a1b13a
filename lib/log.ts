import pino from "pino";
import { env } from "@/lib/env";

/** Structured log on stderr. What names or authenticates a person never reaches it. */
export const log = pino(
  {
    level: env.LOG_LEVEL,
    redact: {
      paths: ["email", "password", "token", "*.email", "*.password", "*.token", "headers"],
      censor: "…",
    },
  },
  pino.destination({ fd: 2, sync: true }),
);
