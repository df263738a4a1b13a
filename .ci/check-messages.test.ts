import { expect, test } from "vitest";
import { checkMessages } from "./check-messages";
import { temporaryTree } from "./temporary-tree";

type Messages = Record<string, unknown>;

const nb = {
  title: "Merker",
  count: "{count, plural, one {# merke} other {# merker}}",
  status: { active: "Aktiv", revoked: "Trukket tilbake" },
  sort: "Sortert etter {by, select, name {navn} other {dato}}",
  terms: "Les <link>vilkårene</link>",
};
const nn = { ...nb, title: "Merke", status: { active: "Aktiv", revoked: "Trekt tilbake" } };
const en = {
  title: "Badges",
  count: "{count, plural, one {# badge} other {# badges}}",
  status: { active: "Active", revoked: "Revoked" },
  sort: "Sorted by {by, select, name {name} other {date}}",
  terms: "Read <link>the terms</link>",
};
const errors = {
  nb: { held: "{person} har merket", reasonRequired: "{label} må fylles ut" },
  nn: { held: "{person} har merket", reasonRequired: "{label} må fyllast ut" },
  en: { held: "{person} has the badge", reasonRequired: "{label} is needed" },
};

const page = `
  import { getTranslations } from "next-intl/server";
  export default async function Page({ status }: { status: string }) {
    const t = await getTranslations("badges");
    const rich = t.rich("terms", { link: (text) => text });
    return <h1>{t("title")} {t("count", { count: 3 })} {t(\`status.\${status}\`)} {t("sort", { by: "name" })} {rich}</h1>;
  }`;
const schema = `
  import * as z from "zod";
  export const input = z.object({ reason: z.string().refine((text) => text !== "", "badges.reasonRequired") });`;
const service = `
  import { msg, notFound } from "@/lib/errors";
  export const held = (person: string) => msg("badges.held", { person });
  export const gone = () => notFound("badge");`;

type Change = { nb?: Messages; nn?: Messages; en?: Messages; files?: Record<string, string> };

/** A complete little repository with some things changed. */
function repository(change: Change = {}): string {
  const languages = { nb: { ...nb, ...change.nb }, nn: { ...nn, ...change.nn }, en: { ...en, ...change.en } };
  const notFound = { nb: "Fant ikke merket", nn: "Fann ikkje merket", en: "No such badge" };
  const files: Record<string, string> = {
    "app/badges/page.tsx": page,
    "lib/badges/schema.ts": schema,
    "lib/badges/service.ts": service,
  };
  for (const [locale, messages] of Object.entries(languages)) {
    const folder = `lib/i18n/messages/${locale}`;
    const of = locale as keyof typeof languages;
    files[`${folder}/badges.json`] = JSON.stringify(messages);
    files[`${folder}/errors/badges.json`] = JSON.stringify(errors[of]);
    files[`${folder}/errors/notFound.json`] = JSON.stringify({ badge: notFound[of] });
  }
  return temporaryTree({ ...files, ...change.files });
}

const using = (line: string, name = "x") => ({
  files: {
    [`components/badges/${name}.tsx`]: `import { useTranslations } from "next-intl"; import { msg, notFound } from "@/lib/errors"; import * as z from "zod";
      export function X({ key }: { key: string }) { const t = useTranslations("badges"); return ${line}; }`,
  },
});

test("complete catalogues and code that agrees with them have no problem", () => {
  expect(checkMessages(repository())).toEqual([]);
});

const broken: [title: string, change: Change, problem: string][] = [
  [
    "a key that Nynorsk lacks",
    { nb: { title: nb.title, extra: "Mer" }, en: { extra: "More" } },
    "badges.extra is missing in nn",
  ],
  ["a key that only English has", { en: { extra: "More" } }, "badges.extra is missing in nb"],
  ["an empty sentence", { nn: { title: " " } }, "badges.title is empty"],
  [
    "a value with another name",
    { en: { count: "{number, plural, one {# badge} other {# badges}}" } },
    "badges.count uses number, nb uses count",
  ],
  ["a tag that is left out", { nn: { terms: "Les vilkåra" } }, "badges.terms uses no value, nb uses link"],
  [
    "a branch that is left out",
    { en: { sort: "Sorted by {by, select, other {date}}" } },
    "badges.sort chooses by: other, nb by: name | other",
  ],
  ["a sentence that does not parse", { nb: { title: "Merker {" } }, "badges.title is not a message"],
  [
    "a plural without other",
    { nb: { count: "{count, plural, one {# merke}}" } },
    "badges.count is not a message",
  ],
  ["a sentence left in English", { nn: { title: "Badges" } }, 'badges.title is English ("Badges")'],
  ["a number where text belongs", { nb: { title: 3 } }, "badges.title is neither text nor an object"],
  [
    "a key nobody uses",
    { nb: { extra: "Mer" }, nn: { extra: "Meir" }, en: { extra: "More" } },
    "badges.extra is used nowhere",
  ],
  ["an unknown key", using('t("subtitle")'), "no message badges.subtitle"],
  [
    "an unknown key on one side of a choice",
    using('t(key ? "title" : "headline")'),
    "no message badges.headline",
  ],
  [
    "an unknown key of a rich text",
    using('t.rich("conditions", { link: (text) => text })'),
    "no message badges.conditions",
  ],
  ["an unknown beginning", using(`t(\`state.\${key}\`)`), "no message badges.state.…"],
  ["a value that is not given", using('t("count")'), "badges.count needs {count}"],
  ["a value with a wrong name", using('t("count", { number: 3 })'), "badges.count needs {count}"],
  ["an unknown error", using('msg("badges.taken")'), "no message errors.badges.taken"],
  ["an error without its value", using('msg("badges.held")'), "errors.badges.held needs {person}"],
  ["an unknown thing that is not found", using('notFound("medal")'), "no message errors.notFound.medal"],
  [
    "an unknown message of a schema",
    using('z.string().min(1, "badges.nameRequired")'),
    "no message errors.badges.nameRequired",
  ],
  [
    "an unknown message in a schema's options",
    using('z.string({ error: "badges.textPlease" })'),
    "no message errors.badges.textPlease",
  ],
  [
    "a translator handed in, with a key that no namespace has",
    using('[1].map((t) => t("nowhere.atAll"))'),
    "no message ?.nowhere.atAll",
  ],
];

test.each(broken)("%s is reported", (_title, change, problem) => {
  const problems = checkMessages(repository(change));
  expect(problems.filter((line) => line.includes(problem))).toHaveLength(1);
});

const button = (line: string) => {
  const words = {
    nb: { open: "Ta i bruk", openName: "Ta i bruk: {name}", shut: "Lukk", shutName: "Ta bort {name}" },
    nn: { open: "Ta i bruk", openName: "Ta i bruk: {name}", shut: "Lukk", shutName: "Ta bort {name}" },
    en: { open: "Open", openName: "Open {name}", shut: "Close", shutName: "Closed {name}" },
  };
  return checkMessages(repository({ nb: words.nb, nn: words.nn, en: words.en, ...using(line) })).filter(
    (problem) => !problem.includes("is used nowhere"),
  );
};

test("a name that says what is seen has no problem", () => {
  expect(button('<Button label={t("open")} accessibleLabel={t("openName", { name: "A" })} />')).toEqual([]);
});

test("a name that leaves out what is seen is reported in each language, also where it has the letters in another word", () => {
  const expected = [
    ["Ta bort {name}", "Lukk", "nb"],
    ["Ta bort {name}", "Lukk", "nn"],
    ["Closed {name}", "Close", "en"],
  ].map(
    ([name, label, locale]) =>
      `components/badges/x.tsx:2: "${name}" is the name of what is seen as "${label}", in lib/i18n/messages/${locale}/badges.json`,
  );
  for (const line of [
    '<Button label={t("shut")} accessibleLabel={t("shutName", { name: "A" })} />',
    '<a aria-label={t("shutName", { name: "A" })}>{t("shut")}</a>',
    '<Button label={t(key ? "open" : "shut")} accessibleLabel={t(key ? "openName" : "shutName", { name: "A" })} />',
    `<a aria-label={t(\`\${key}Name\`, { name: "A" })}> {t(key)} </a>`,
  ])
    expect(button(line), line).toEqual(expected);
});

test("a missing language is reported, not taken for an empty one", () => {
  expect(checkMessages(temporaryTree({ "lib/i18n/messages/nb/a.json": "{}" }))).toEqual([
    "lib/i18n/messages/nn: no such language",
    "lib/i18n/messages/en: no such language",
  ]);
});

test("two translators of one file are kept apart by their functions", () => {
  const files = {
    "components/badges/two.tsx": `import { useTranslations } from "next-intl";
      export function A() { const t = useTranslations("badges"); return t("title"); }
      export function B() { const t = useTranslations("errors.badges"); return t("title"); }`,
  };
  expect(checkMessages(repository({ files }))).toEqual([
    "components/badges/two.tsx:3: no message errors.badges.title",
  ]);
});

test("words that are the same in both languages, and keys made at run time, can be allowed", () => {
  const files = {
    ".ci/messages-allowed.json": JSON.stringify({
      sameAsEnglish: ["Status"],
      usedAtRunTime: ["badges.extra."],
    }),
  };
  const extra = { extra: { status: "Status" } };
  expect(checkMessages(repository({ nb: extra, nn: extra, en: extra, files }))).toEqual([]);
});
