import { createTranslator } from "use-intl/core";
import type { Organization } from "@/lib/context";
import { env } from "@/lib/env";
import { formatDate } from "@/lib/format";
import { readCatalogue } from "@/lib/i18n/catalogue";

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
): Readonly<{ subject: string; text: string }> {
  const messages = readCatalogue(locale, { fresh: env.NODE_ENV === "development" });
  const t = createTranslator({ locale, messages, namespace: "endorsements.mail" }) as unknown as (
    key: string,
    values?: Record<string, string>,
  ) => string;
  const values = { organization: name, subject, until: formatDate(expiresAt, { locale, timeZone }) };
  const lines = [
    t("greeting"),
    "",
    t("body", values),
    ...(request ? ["", request] : []),
    "",
    address,
    "",
    t("valid", values),
    t("notYou", values),
  ];
  return { subject: t("subject", values), text: `${lines.join("\n")}\n` };
}
