import { afterAll } from "vitest";
import { env } from "@/lib/env";

/** The settings as they were: the next file of tests finds them in this same process. */
const before = new Map(Object.entries(env));
afterAll(() => {
  for (const name of Object.keys(env)) if (!before.has(name)) Reflect.deleteProperty(env, name);
  Object.assign(env, Object.fromEntries(before));
});
