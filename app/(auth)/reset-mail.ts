import { getTranslations } from "next-intl/server";
import type { ResetMail } from "@/lib/auth/password-service";
import type { Locale } from "@/lib/i18n/locales";
import type { Mail } from "@/lib/mail";
import { letterAsHtml } from "@/lib/notifications/letter-html";
import { type Letter, letterAsText } from "@/lib/notifications/letter-rules";

/** The mail to somebody who forgot the password, in their language. */
export async function resetMail({ to, name, url }: ResetMail, locale: Locale): Promise<Mail> {
  const t = await getTranslations({ locale, namespace: "auth.resetMail" });
  const letter: Letter = {
    locale,
    subject: t("subject"),
    sender: "Heder",
    blocks: [
      { is: "heading", text: t("subject") },
      { is: "paragraph", text: t("greeting", { name }) },
      { is: "paragraph", text: t("body") },
      { is: "button", text: t("choose"), href: url },
      { is: "quiet", text: t("valid") },
    ],
    foot: [{ is: "quiet", text: t("notYou") }],
  };
  return { to, subject: letter.subject, text: letterAsText(letter), html: letterAsHtml(letter) };
}
