import { getTranslations } from "next-intl/server";
import type { Ctx } from "@/lib/context";
import { formatDate } from "@/lib/format";
import type { Mail } from "@/lib/mail";

type Asked = Readonly<{
  email: string;
  request?: string | undefined;
  /** What is to be endorsed. */
  subject: string;
  address: string;
  expiresAt: Date;
}>;

/** The mail to somebody who is asked to endorse, in the organisation's language: nobody knows theirs. */
export async function endorsementMail(
  { organization }: Ctx,
  { email, request, subject, address, expiresAt }: Asked,
): Promise<Mail> {
  const { locale, timeZone, name } = organization;
  const t = await getTranslations({ locale, namespace: "endorsements.mail" });
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
  return { to: email, subject: t("subject", values), text: `${lines.join("\n")}\n` };
}
