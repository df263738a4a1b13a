import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { AppError, msg, notFound } from "@/lib/errors";
import { type Messages, readCatalogue } from "@/lib/i18n/catalogue";
import { LOCALES, type Locale } from "@/lib/i18n/locales";
import { type ErrorTranslator, translateMessage } from "@/lib/i18n/translate-message";
import { parse } from "@/lib/validation";

function translator(locale: Locale): ErrorTranslator {
  const { errors } = readCatalogue(locale);
  return createTranslator<Messages>({ locale, messages: errors as Messages }) as unknown as ErrorTranslator;
}

/** One field for every kind of issue zod can raise. */
const everything = z.strictObject({
  missing: z.string(),
  type: z.boolean(),
  short: z.string().min(3),
  long: z.string().max(1),
  few: z.array(z.string()).min(2),
  many: z.array(z.string()).max(0),
  small: z.number().min(10),
  big: z.number().max(1),
  email: z.email(),
  url: z.url(),
  uuid: z.uuid(),
  date: z.iso.date(),
  pattern: z.string().regex(/^x$/),
  choice: z.enum(["a"]),
  other: z.number().multipleOf(2),
});
const wrong = {
  type: "x",
  short: "x",
  long: "xx",
  few: [],
  many: ["a"],
  small: 1,
  big: 2,
  email: "x",
  url: "x",
  uuid: "x",
  date: "x",
  pattern: "y",
  choice: "b",
  other: 3,
  stranger: 1,
};

function refusal(): AppError {
  try {
    parse(everything, wrong);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("nothing was refused");
}

describe.each(LOCALES)("in %s", (locale) => {
  const t = translator(locale);

  test("every refusal of a field is a sentence that names the field", () => {
    for (const [name, message] of Object.entries(refusal().fields)) {
      const text = translateMessage(t, message, "Etikett");
      expect(text, `${name} ${message.key}`).toMatch(/^[^{}]+[.]$/);
      expect(text).not.toContain(message.key);
      expect(text).toContain(name === "" ? "stranger" : "Etikett");
    }
  });

  test("the form as a whole, and what is not found, have sentences", () => {
    expect(translateMessage(t, refusal().text)).toMatch(/\.$/);
    expect(translateMessage(t, notFound("organization").text)).toMatch(/\.$/);
    expect(translateMessage(t, notFound("somethingNew").text)).toBe(t("notFound.other"));
  });

  test("a key that is not in the catalogue never reaches a reader", () => {
    expect(translateMessage(t, msg("badges.thisIsNotWritten"))).toBe(t("system.unexpected"));
    expect(translateMessage(t, msg("badges.thisIsNotWritten"), "Navn")).toContain("Navn");
  });
});
