import "server-only";
import { getLocale, getMessages, getTimeZone } from "next-intl/server";
import type { ReactNode } from "react";
import type { Messages } from "@/lib/i18n/catalogue";
import { GivenMessages } from "@/lib/i18n/given-messages";

/** What the kit itself says in the browser, and the errors any form can get. */
const ALWAYS = ["common"];
const ALWAYS_ERRORS = [
  "form",
  "field",
  "system",
  "notFound",
  "forbidden",
  "unauthenticated",
  "issuingPaused",
];

const pick = (messages: Messages, names: readonly string[]): Messages =>
  Object.fromEntries(names.flatMap((name) => (messages[name] ? [[name, messages[name]]] : [])));

/** Texts by what was asked for, as long as the catalogue is the same. */
const texts = new WeakMap<Messages, Map<string, string>>();

function textOf(messages: Messages, names: readonly string[], refusals: readonly string[]): string {
  const known = texts.get(messages) ?? new Map<string, string>();
  texts.set(messages, known);
  const asked = `${names.join()};${refusals.join()}`;
  const text = known.get(asked);
  if (text !== undefined) return text;
  const errors = pick(messages.errors as Messages, refusals);
  const written = JSON.stringify({ ...pick(messages, names), errors });
  known.set(asked, written);
  return written;
}

type Props = Readonly<{
  namespaces?: readonly string[];
  errors?: readonly string[];
  /** At the outermost place: what the kit says, which everything below has too. */
  isFirst?: boolean;
  children: ReactNode;
}>;

/**
 * Gives client components below it their messages, besides those that are given further out. The whole catalogue would
 * weigh more than most pages, so the browser gets the kit's words everywhere and a slice's words (`badges` and
 * `errors.badges`) only where a page asks for them; `errors` names slices of which only what an action refuses is said
 * there. Server components need none of this: they read everything.
 *
 * They travel as one text. As an object React would go through each of some hundred words four times: to write them,
 * to read them for the first drawing, to write them into the page, and to read them in the browser.
 *
 * Chromium has no Nynorsk in Intl and would write numbers and plurals the English way, so the browser formats
 * Nynorsk by Bokmål's rules, which are the same for numbers and plurals. Dates are written on the server.
 */
export async function ClientMessages({ namespaces = [], errors = [], isFirst = false, children }: Props) {
  const locale = await getLocale();
  const messages = (await getMessages()) as Messages;
  const [names, refusals] = isFirst ? [ALWAYS, ALWAYS_ERRORS] : [[], []];
  return (
    <GivenMessages
      locale={locale === "nn" ? "nb" : locale}
      timeZone={await getTimeZone()}
      text={textOf(messages, [...names, ...namespaces], [...refusals, ...namespaces, ...errors])}
    >
      {children}
    </GivenMessages>
  );
}
