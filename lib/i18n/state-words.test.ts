import { expect, test } from "vitest";
import { type Messages, readCatalogue } from "@/lib/i18n/catalogue";
import { LOCALES } from "@/lib/i18n/locales";

/** The same state, wherever something is in it: what is in use, what is taken out of use, and a person who left. */
const STATES = [
  ["achievements.status.active", "certifications.types.active", "tiers.inUse", "history.fields.isActive"],
  ["achievements.status.inactive", "certifications.types.inactive", "tiers.outOfUse", "facts.course.closed"],
  ["achievements.actions.activate", "certifications.types.activate", "preview.publish.button"],
  ["achievements.actions.deactivate", "certifications.types.deactivate", "tiers.actions.deactivate"],
  ["people.statuses.inactive", "batches.outcomes.inactive", "issuing.outcomes.inactive"],
];

type Found = Messages | string | undefined;

const wordsFor = (messages: Messages, key: string) =>
  key
    .split(".")
    .reduce<Found>((found, part) => (typeof found === "object" ? found[part] : undefined), messages);

test.each(LOCALES)("a state has the same words everywhere in %s", (locale) => {
  const messages = readCatalogue(locale);
  for (const keys of STATES) {
    const words = keys.map((key) => wordsFor(messages, key));
    expect(words).toEqual(keys.map(() => expect.any(String)));
    expect(new Set(words), keys.join(", ")).toHaveProperty("size", 1);
  }
});
