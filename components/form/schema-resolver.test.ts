import { expect, test } from "vitest";
import * as z from "zod";
import { flatErrors } from "@/components/form/flat-errors";
import { schemaResolver } from "@/components/form/schema-resolver";

const schema = z
  .object({
    name: z.string().min(2),
    email: z.email(),
    hours: z.number().int(),
    kind: z.enum(["a", "b"]),
    agree: z.literal(true),
    to: z.iso.date().optional(),
  })
  .refine(({ to }) => to === undefined || to > "2026-01-01", { path: ["to"], error: "facts.tooEarly" });

const good = { name: "Kari", email: "kari@example.org", hours: 2, kind: "a", agree: true } as const;

async function verdict(values: Record<string, unknown>) {
  const resolve = schemaResolver(schema, (message, name) => `${name}: ${message.key}`);
  const options = { fields: {}, shouldUseNativeValidation: false };
  const { errors } = await resolve(values as z.input<typeof schema>, undefined, options);
  return flatErrors(errors).map(({ text }) => text);
}

test("what the schema accepts has no errors", async () => {
  expect(await verdict(good)).toEqual([]);
});

test("an empty answer is missing, whatever its type: nobody is told that nothing is no e-mail address", async () => {
  const empty = { name: " ", email: "", hours: undefined, kind: null, agree: true, to: "" };
  expect(await verdict(empty)).toEqual([
    "name: field.required",
    "email: field.required",
    "hours: field.required",
    "kind: field.required",
  ]);
});

test("an answer of the wrong form is told what form it should have", async () => {
  const wrong = {
    ...good,
    name: "K",
    email: "kari",
    hours: "tolv",
    kind: "c",
    agree: false,
    to: "2026-02-30",
  };
  expect(await verdict(wrong)).toEqual([
    "name: field.tooShort",
    "email: field.format.email",
    "hours: field.number",
    "kind: field.choice",
    "agree: field.tick",
    "to: field.format.date",
  ]);
});

test("a rule's own message is used as it is", async () => {
  expect(await verdict({ ...good, to: "2025-12-31" })).toEqual(["to: facts.tooEarly"]);
});
