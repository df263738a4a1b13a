import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { repositoryRoot } from "@/lib/env";
import { isStorable } from "@/lib/validation";

type Field = Readonly<{ title: string; schema: z.ZodType }>;

/** Passwords are hashed, a page's beginning is decoded first, and what is typed to sign in is only compared. An answer is ours. */
const NEVER_KEPT =
  /\.(password|currentPassword|newPassword|after|before)$| signInInput\.| verificationResource\./;
const UNSTORABLE = [
  "a\u0000b",
  "half a character \ud800",
  "\udc00",
  `${"x".repeat(30)}\u0000`,
  `x${"🏅".repeat(300)}`,
];

const files = readdirSync(join(repositoryRoot, "lib"), { recursive: true, encoding: "utf8" }).filter((name) =>
  /schema\.ts$/.test(name),
);

/** Every value inside a schema that is looked at on its own: fields, and the elements of lists. */
function fieldsOf(title: string, schema: z.ZodType): Field[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries<z.ZodType>(schema.shape).flatMap(([name, field]) =>
      fieldsOf(`${title}.${name}`, field),
    );
  }
  if (schema instanceof z.ZodArray) return fieldsOf(`${title}[]`, schema.element as z.ZodType);
  return [{ title, schema }];
}

const fields = (
  await Promise.all(
    files.map(async (file) => {
      const exported = await import(pathToFileURL(join(repositoryRoot, "lib", file)).href);
      return Object.entries(exported).flatMap(([name, value]) =>
        value instanceof z.ZodType ? fieldsOf(`${file} ${name}`, value) : [],
      );
    }),
  )
)
  .flat()
  .filter(({ title }) => !NEVER_KEPT.test(title));

test("the fields of every slice are looked at", () => {
  expect(fields.length).toBeGreaterThan(100);
});

describe.each(fields.map(({ title, schema }) => [title, schema] as const))("%s", (_, schema) => {
  test("lets no text through that PostgreSQL cannot keep", () => {
    for (const text of UNSTORABLE) {
      const { success, data } = schema.safeParse(text);
      if (success && typeof data === "string") expect(isStorable(data)).toBe(true);
    }
  });
});
