import { expect, test } from "vitest";
import { readCatalogue } from "@/lib/i18n/catalogue";
import type { NotificationKind } from "@/lib/notifications/rules";
import { mailText, notificationText } from "@/lib/notifications/text";

const VALUES = {
  number: "HLF-2026-00312",
  type: "Likeperson hørsel",
  ends: "on",
  lastDay: "2027-03-01",
  reason: "x",
  achievement: "Brobygger",
  awardedDay: "2026-03-01",
  people: "Kari, Ola",
  count: 3,
  more: 1,
  tier: "Sølv",
  period: "quarter",
  year: "2026",
  quarter: "4",
  what: "one",
  person: "Ola",
  job: "import",
  outcome: "failed",
  done: 2,
  total: 3,
  about: "Brobygger",
  answer: "Takk!",
  fromDay: "2026-12-01",
  toDay: "2026-12-24",
};
/** What the sentences choose between. */
const OTHERS = [
  { ends: "never", period: "lifetime", what: "many", outcome: "succeeded" },
  { period: "year", what: "sign_off", outcome: "dismissed" },
  { outcome: "approved" },
];
const AROUND = { name: "Kari", organisation: "HLF", link: "https://heder.example.org/o/hlf/inbox" };

test("every kind of notification has its sentences in every language, with nothing left unfilled", () => {
  const kinds = Object.keys(
    (readCatalogue("nb").notifications as { kinds: object }).kinds,
  ) as NotificationKind[];
  expect(kinds).toHaveLength(14);
  for (const kind of kinds) {
    for (const locale of ["nb", "nn", "en"] as const) {
      const format = { locale, timeZone: "Europe/Oslo" };
      const { title, body } = notificationText(kind, VALUES, format, AROUND);
      expect(`${title} ${body}`).not.toMatch(/[{}]|notifications\./);
      for (const other of OTHERS) {
        const said = notificationText(kind, { ...VALUES, ...other }, format, AROUND);
        expect(`${said.title} ${said.body}`).not.toMatch(/[{}]|notifications\./);
      }
    }
  }
});

test("the organisation's own words stand instead of ours, with what they leave open filled in and nothing else", () => {
  const format = { locale: "nn", timeZone: "Europe/Oslo" } as const;
  const own = {
    ...VALUES,
    subject: "{name}:\n{achievement}",
    message:
      "Hei {name}! {achievement} ({description}), {date}. {link} {organisation} {unknown} {constructor}",
    description: "For {name}",
  };
  expect(notificationText("badge_awarded", own, format, AROUND)).toEqual({
    title: "Kari: Brobygger",
    body: "Hei Kari! Brobygger (For {name}), 1. mars 2026. https://heder.example.org/o/hlf/inbox HLF {unknown} {constructor}",
  });
  const { message, ...subjectAlone } = own;
  const ours = notificationText("badge_awarded", subjectAlone, format, AROUND);
  expect(ours.title).toBe("Kari: Brobygger");
  expect(ours.body).toContain("Gratulerer");
});

test("a letter in the organisation's own words greets as they do, and still says where to go and who it is from", () => {
  const format = { locale: "en", timeZone: "Europe/Oslo" } as const;
  const values = { ...VALUES, message: "Dear {name}" };
  const text = notificationText("badge_awarded", values, format, AROUND);
  const letter = mailText({ ...text, values, around: AROUND }, format);
  expect(letter.startsWith("Dear Kari\n")).toBe(true);
  expect(letter).toContain(AROUND.link);
  expect(letter).toContain("HLF");
  expect(mailText({ ...text, values: VALUES, around: AROUND }, format)).toMatch(/^Hi|^Hello|^Dear/);
});
