import { expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { letterOf } from "@/lib/notifications/letter";
import { KIND_GROUPS } from "@/lib/notifications/preference-rules";
import type { Outgoing } from "@/lib/notifications/reader-queries";
import {
  NOTIFICATION_KINDS,
  type NotificationKind,
  type NotificationValues,
} from "@/lib/notifications/rules";
import { notificationText } from "@/lib/notifications/text";
import { readUnsubscribeToken, unsubscribeToken } from "@/lib/notifications/unsubscribe-token";

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
const ID = "6f6b1bb4-31c6-4b6b-9c5e-0c7f3f9c2f11";
const ORGANISATION = {
  organization: { id: ID, slug: "hlf", name: "HLF" },
  modules: new Set(["achievements_gamification"]),
} as unknown as Ctx;
const outgoing = (values: NotificationValues): Outgoing => ({
  id: ID,
  userId: ID,
  kind: "badge_awarded",
  values,
  subjectType: "badge",
  subjectId: ID,
  createdAt: new Date(),
  name: "Kari",
  email: "kari@example.org",
  hasBounced: false,
  externalRef: null,
  format: { locale: "en", timeZone: "Europe/Oslo" },
});
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

test("every kind can be chosen somewhere, once", () => {
  expect(Object.values(KIND_GROUPS).flat().toSorted()).toEqual(NOTIFICATION_KINDS.toSorted());
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
  const letter = letterOf(ORGANISATION, [outgoing({ ...VALUES, message: "Dear {name}" })], {
    isDigest: false,
    picture: null,
  });
  expect(letter.text.startsWith("Dear Kari\n")).toBe(true);
  expect(letter.text).toContain("/o/hlf/profile/badges/");
  expect(letter.text).toContain("HLF");
  expect(letterOf(ORGANISATION, [outgoing(VALUES)], { isDigest: false, picture: null }).text).toMatch(
    /^Hi Kari,/,
  );
});

test("a letter about a badge leads to the badge itself, also where it is no Open Badge, and to the profile without badges", () => {
  const leadsTo = (...modules: string[]) => {
    const { text } = letterOf({ ...ORGANISATION, modules: new Set(modules) } as Ctx, [outgoing(VALUES)], {
      isDigest: false,
      picture: null,
    });
    return /\/o\/hlf\/(\S+)/.exec(text)?.[1];
  };
  expect(leadsTo("achievements_gamification")).toBe(`profile/badges/${ID}`);
  expect(leadsTo("open_badges", "achievements_gamification")).toBe(`profile/badges/${ID}`);
  expect(leadsTo("open_badges")).toBe("profile");
});

test("a letter about several says what each is about and where it leads, and how to get no more of them", () => {
  const { subject, text, unsubscribe } = letterOf(ORGANISATION, [outgoing(VALUES), outgoing(VALUES)], {
    isDigest: true,
    picture: null,
  });
  expect(subject).toBe("HLF: 2 messages for you");
  expect(text.match(/You have been given a badge: Brobygger/g)).toHaveLength(2);
  expect(text.match(/profile\/badges\//g)).toHaveLength(2);
  const [, token = ""] = /\/unsubscribe\/(\S+)/.exec(text) ?? [];
  expect(readUnsubscribeToken(token)).toMatchObject({ what: "digest" });
  expect(unsubscribe).toContain(`/api/unsubscribe/${token}`);
});

test("a letter as a page says the same as its text, in its language, and nothing in it is more than words", () => {
  const hostile = { ...VALUES, achievement: '<img src=x onerror="x">&amp;' };
  const single = { ...outgoing(hostile), name: "<b>Kari</b>" };
  const { html, text } = letterOf(ORGANISATION, [single], { isDigest: false, picture: "one@badge" });
  expect(html).toContain('<html lang="en">');
  expect(html.match(/<h1[^>]*>/g)).toHaveLength(1);
  expect(html).toContain("&lt;img src=x onerror=&quot;x&quot;&gt;&amp;amp;");
  expect(html).toContain("Hi &lt;b&gt;Kari&lt;/b&gt;,");
  expect(html.match(/<img [^>]*>/g)).toEqual([expect.stringContaining('src="cid:one@badge" alt=""')]);
  const words = (page: string) => page.replaceAll(/<[^>]*>/g, "");
  for (const line of text.split("\n").filter((one) => !/^https?:|[&<]/.test(one)))
    expect(words(html)).toContain(line.replace(/:$/, ""));
  for (const [address] of text.matchAll(/https?:\S+/g)) expect(html).toContain(`href="${address}"`);
  const many = letterOf(ORGANISATION, [single, single], { isDigest: true, picture: null });
  expect(many.html.match(/<h2[^>]*><a /g)).toHaveLength(2);
  expect(many.html).not.toContain("<img");
});

test("in a letter as a page the organisation's own words keep their lines, and an address in them is a link", () => {
  const message =
    "Dear {name}\n\nSee it:\n{link}. Or (https://example.org/a?b=1&c=2), not javascript:alert(1).";
  const { html } = letterOf(ORGANISATION, [outgoing({ ...VALUES, message })], {
    isDigest: false,
    picture: null,
  });
  expect(html).toMatch(
    /<p[^>]*>Dear Kari<\/p>\n<p[^>]*>See it:<br><a href="http[^"]*\/profile\/badges\/[^"]*[^.]"/,
  );
  expect(html).toContain('<a href="https://example.org/a?b=1&amp;c=2"');
  expect(html.match(/href="(?!https?:\/\/)/)).toBeNull();
});

test("an unsubscribe link that was altered or made elsewhere is none", () => {
  const asked = { organizationId: ID, userId: ID, what: "badge_awarded" } as const;
  const token = unsubscribeToken(asked);
  expect(readUnsubscribeToken(token)).toEqual(asked);
  const [text = "", mark = ""] = token.split(".");
  const other = Buffer.concat([Buffer.from(text, "base64url").subarray(0, 32), Buffer.from("digest")]);
  for (const wrong of [
    "",
    ".",
    token.slice(1),
    `${token}.`,
    `${other.toString("base64url")}.${mark}`,
    text,
    "\u0000",
  ])
    expect(readUnsubscribeToken(wrong)).toBeNull();
});
