import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import compile from "icu-minify/compile";
import { _createCache, _createIntlFormatters } from "use-intl";
import withParser from "use-intl/format-message";
import withoutParser from "use-intl/format-message/format-only";
import { describe, expect, test } from "vitest";
import { type Messages, readCatalogue } from "@/lib/i18n/catalogue";
import { LOCALES, type Locale } from "@/lib/i18n/locales";

type Value = string | number | Date | ((chunks: readonly unknown[]) => string);
type Choices = ReadonlyMap<string, readonly Value[]>;

/** What may be put in for an element itself, and the elements inside it. */
function choiceOf(element: MessageFormatElement): [values: readonly Value[], inside: MessageFormatElement[]] {
  switch (element.type) {
    case TYPE.argument:
      return [["Ola"], []];
    case TYPE.number:
      return [[0, 1, 1234.5], []];
    case TYPE.date:
    case TYPE.time:
      return [[new Date("2026-11-30T12:00:00Z")], []];
    case TYPE.tag:
      return [[(chunks) => `<${chunks.join("")}>`], element.children];
    case TYPE.select:
      return [Object.keys(element.options), Object.values(element.options).flatMap(({ value }) => value)];
    case TYPE.plural:
      return [[0, 1, 2, 1234], Object.values(element.options).flatMap(({ value }) => value)];
    default:
      return [[], []];
  }
}

/** What may be put in, by name: enough to go down every way of a message. */
function choicesOf(elements: readonly MessageFormatElement[]): Choices {
  const found = new Map<string, readonly Value[]>();
  const waiting = [...elements];
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    const [values, inside] = choiceOf(element);
    waiting.push(...inside);
    if (!("value" in element) || values.length === 0) continue;
    const known = found.get(element.value) ?? [];
    // A name that is chosen by stands in its own words too.
    if (known.length < values.length) found.set(element.value, values);
  }
  return found;
}

/** One set of values for each of the longest list of choices: every choice is there once at least. */
function setsOf(choices: Choices): Record<string, Value>[] {
  const most = Math.max(1, ...[...choices.values()].map((values) => values.length));
  return Array.from({ length: most }, (_, at) =>
    Object.fromEntries([...choices].map(([name, values]) => [name, values[at % values.length] as Value])),
  );
}

const formatters = _createIntlFormatters(_createCache());

function differences(locale: Locale, messages: Messages, place = ""): string[] {
  const options = { cache: _createCache(), formatters, locale, timeZone: "Europe/Oslo" };
  return Object.entries(messages).flatMap(([key, message]) => {
    const here = `${place}${key}`;
    if (typeof message !== "string") return differences(locale, message, `${here}.`);
    // As it travels to the browser.
    const compiled = JSON.parse(JSON.stringify(compile(message)));
    return setsOf(choicesOf(parse(message))).flatMap((values) => {
      const [one, other] = [
        withParser(here, message, values as never, options as never),
        withoutParser(here, compiled, values as never, options as never),
      ].map((text) => [text].flat().join(""));
      return one === other ? [] : [`${here}: ${one} | ${other}`];
    });
  });
}

/** Tests, commands and the worker have one of next-intl's formatters, and the built app has the other. */
describe("a message", () => {
  test.each(LOCALES)("says the same compiled as it is written: %s", (locale) => {
    expect(differences(locale, readCatalogue(locale))).toEqual([]);
  });
});
