import { describe, expect, test } from "vitest";
import { recordKinds } from "@/lib/events/record-rules";
import { type Recorded, recordedActions } from "@/lib/events/recorded-actions.test-support";
import { type Messages, readCatalogue } from "@/lib/i18n/catalogue";
import { LOCALES } from "@/lib/i18n/locales";

const FACTS = ["activity", "referral", "course_registration"];

/** What only running code knows of an action. */
const VALUES = {
  "kind.name": FACTS,
  subject: FACTS,
  "certification.event": [
    "issued",
    "renewed",
    "superseded",
    "corrected",
    "overridden",
    "expiring_soon",
    "expired",
    "revoked",
  ],
  "pause.outcome": ["approved", "declined"],
  "mistake.outcome": ["resolved", "dismissed"],
  "endorsement.data.status": ["given", "declined"],
};

/** What is of no organisation is in the log of none. */
const isOfAnOrganization = ({ action }: Recorded) => !action.startsWith("installation.");

const recorded = recordedActions(VALUES).filter(isOfAnOrganization);
const kinds: readonly string[] = recordKinds;

const hasWords = (messages: Messages, key: string) =>
  typeof key
    .split(".")
    .reduce<Messages | string | undefined>(
      (found, part) => (typeof found === "object" ? found[part] : undefined),
      messages,
    ) === "string";

describe.each(LOCALES)("what is written to the record has words in %s", (locale) => {
  const messages = readCatalogue(locale);
  const without = (keyOf: (action: string) => string, among = recorded) =>
    among
      .filter(({ action }) => !hasWords(messages, keyOf(action)))
      .map(({ action, place }) => `${action} of ${place}`);

  test("in the audit log", () => {
    expect(without((action) => `audit.actions.${action}`)).toEqual([]);
  });

  test("on the page of the thing it was done to", () => {
    const shown = recorded.filter(({ action }) => kinds.includes(action.split(".")[0] ?? ""));
    expect(without((action) => `history.deeds.${action}`, shown)).toEqual([]);
  });
});

test("every kind of thing that tells what was done to it is found in the source", () => {
  const found = new Set(recorded.map(({ action }) => action.split(".")[0]));
  expect(kinds.filter((kind) => !found.has(kind))).toEqual([]);
});
