import "server-only";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { Messages } from "@/lib/i18n/catalogue";

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

function pick(messages: Messages, names: readonly string[]): Messages {
  return Object.fromEntries(names.flatMap((name) => (messages[name] ? [[name, messages[name]]] : [])));
}

/**
 * Gives client components below it their messages. The whole catalogue would weigh more than most pages, so the
 * browser gets the kit's words everywhere and a slice's words (`badges` and `errors.badges`) only where a page
 * asks for them; `errors` names slices of which only what an action refuses is said there. Server components need none of this: they read everything.
 *
 * Chromium has no Nynorsk in Intl and would write numbers and plurals the English way, so the browser formats
 * Nynorsk by Bokmål's rules, which are the same for numbers and plurals. Dates are written on the server.
 */
export async function ClientMessages({
  namespaces = [],
  errors: refusals = [],
  children,
}: {
  namespaces?: readonly string[];
  errors?: readonly string[];
  children: ReactNode;
}) {
  const locale = await getLocale();
  const messages = (await getMessages()) as Messages;
  const errors = pick(messages.errors as Messages, [...ALWAYS_ERRORS, ...namespaces, ...refusals]);
  return (
    <NextIntlClientProvider
      locale={locale === "nn" ? "nb" : locale}
      messages={{ ...pick(messages, [...ALWAYS, ...namespaces]), errors }}
    >
      {children}
    </NextIntlClientProvider>
  );
}
