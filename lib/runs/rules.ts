import * as z from "zod";
import type { Message } from "@/lib/errors";

const refusal = z.object({
  code: z.string(),
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
const bug = z.object({ message: z.string() });

type Failure =
  | Readonly<{ kind: "message"; message: Message }>
  /** Words of a program, for the operator. */
  | Readonly<{ kind: "text"; text: string }>;

const LONGEST = 300;

/** What a job of the queue failed with, whoever wrote it down: our worker, or the queue itself. */
export function failureMessage(output: unknown): Failure {
  const known = refusal.safeParse(output);
  if (known.success) {
    const { key, values } = known.data;
    return { kind: "message", message: values ? { key, values } : { key } };
  }
  const said = bug.safeParse(output);
  return { kind: "text", text: (said.success ? said.data.message : "").slice(0, LONGEST) || "?" };
}
