import { createTranslator } from "use-intl/core";
import type { Organization } from "@/lib/context";
import { env } from "@/lib/env";
import { formatDate } from "@/lib/format";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { letterAsHtml } from "@/lib/notifications/letter-html";
import { type Block, type Letter, letterAsText } from "@/lib/notifications/letter-rules";

type Asked = Readonly<{
  request: string | null;
  /** What is to be endorsed. */
  subject: string;
  address: string;
  expiresAt: Date;
}>;

/** The letter to somebody who is asked to endorse, in the organisation's language: nobody knows theirs. */
export function invitationLetter(
  { locale, timeZone, name }: Organization,
  { request, subject, address, expiresAt }: Asked,
): Readonly<{ subject: string; text: string; html: string }> {
  const messages = readCatalogue(locale, { fresh: env.NODE_ENV === "development" });
  const t = createTranslator({ locale, messages, namespace: "endorsements.mail" }) as unknown as (
    key: string,
    values?: Record<string, string>,
  ) => string;
  const values = { organization: name, subject, until: formatDate(expiresAt, { locale, timeZone }) };
  const asked: readonly Block[] = request === null ? [] : [{ is: "paragraph", text: request }];
  const letter: Letter = {
    locale,
    subject: t("subject", values),
    sender: name,
    blocks: [
      { is: "heading", text: t("subject", values) },
      { is: "paragraph", text: t("greeting") },
      { is: "paragraph", text: t("body", values) },
      ...asked,
      { is: "button", text: t("answer"), href: address },
      { is: "quiet", text: t("valid", values) },
    ],
    foot: [{ is: "quiet", text: t("notYou", values) }],
  };
  return { subject: letter.subject, text: letterAsText(letter), html: letterAsHtml(letter) };
}
