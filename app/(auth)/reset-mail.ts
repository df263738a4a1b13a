import { getTranslations } from "next-intl/server";
import type { ResetMail } from "@/lib/auth/password-service";
import type { Locale } from "@/lib/i18n/locales";
import type { Mail } from "@/lib/mail";

/** The mail to somebody who forgot the password, in their language. */
export async function resetMail({ to, name, url }: ResetMail, locale: Locale): Promise<Mail> {
  const t = await getTranslations({ locale, namespace: "auth.resetMail" });
  const lines = [t("greeting", { name }), "", t("body"), "", url, "", t("valid"), "", t("notYou")];
  return { to, subject: t("subject"), text: `${lines.join("\n")}\n` };
}
