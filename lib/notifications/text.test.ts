import { expect, test } from "vitest";
import { readCatalogue } from "@/lib/i18n/catalogue";
import type { NotificationKind } from "@/lib/notifications/rules";
import { notificationText } from "@/lib/notifications/text";

const VALUES = {
  number: "HLF-2026-00312",
  type: "Likeperson hørsel",
  ends: "on",
  lastDay: "2027-03-01",
  reason: "x",
};

test("every kind of notification has its sentences in every language, with nothing left unfilled", () => {
  const kinds = Object.keys(
    (readCatalogue("nb").notifications as { kinds: object }).kinds,
  ) as NotificationKind[];
  expect(kinds).toHaveLength(5);
  for (const kind of kinds) {
    for (const locale of ["nb", "nn", "en"] as const) {
      const format = { locale, timeZone: "Europe/Oslo" };
      const { title, body } = notificationText(kind, VALUES, format);
      expect(`${title} ${body}`).not.toMatch(/[{}]|notifications\./);
      const forLife = notificationText(kind, { ...VALUES, ends: "never" }, format);
      expect(forLife.body).not.toMatch(/[{}]|notifications\./);
    }
  }
});
