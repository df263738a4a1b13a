import { randomUUID } from "node:crypto";
import { log } from "@/lib/log";

/** Logs what should not have happened and answers the id a person can give us. */
export function reportBug(error: unknown): string {
  const id = randomUUID().slice(0, 8);
  log.error({ err: error, bug: id }, "unexpected error");
  return id;
}
