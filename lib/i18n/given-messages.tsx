"use client";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { IntlProvider } from "use-intl/react";
import type { Messages } from "@/lib/i18n/catalogue";
import type { Locale } from "@/lib/i18n/locales";

const Given = createContext<Messages>({});

type Props = Readonly<{
  locale: Locale;
  timeZone: string;
  /** Messages by namespace, as JSON. */
  text: string;
  children: ReactNode;
}>;

/** The browser's side of ClientMessages: adds the messages to those that are given further out. */
export function GivenMessages({ locale, timeZone, text, children }: Props) {
  const outer = useContext(Given);
  const messages = useMemo(() => joined(outer, JSON.parse(text)), [outer, text]);
  return (
    <Given value={messages}>
      <IntlProvider locale={locale} timeZone={timeZone} messages={messages}>
        {children}
      </IntlProvider>
    </Given>
  );
}

const joined = (outer: Messages, inner: Messages): Messages => ({
  ...outer,
  ...inner,
  errors: { ...(outer.errors as Messages), ...(inner.errors as Messages) },
});
