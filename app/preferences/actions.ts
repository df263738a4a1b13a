"use server";
import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { SHORTCUTS_COOKIE, SHORTCUTS_OFF } from "@/components/shell/shortcut-cookie";
import { isTheme, THEME_COOKIE } from "@/components/shell/theme";
import { setOwnLocale } from "@/lib/auth/account-service";
import { currentAccount } from "@/lib/auth/session";
import { env } from "@/lib/env";
import { isLocale, LOCALE_COOKIE, type Locale } from "@/lib/i18n/locales";

const ONE_YEAR = 365 * 24 * 60 * 60;

const kept = {
  httpOnly: true,
  sameSite: "lax",
  secure: env.HEDER_URL?.startsWith("https:") ?? false,
  path: "/",
  maxAge: ONE_YEAR,
} as const;

/** Language, appearance and keys of this device; works signed out, and without script. */
export async function savePreferences(form: FormData): Promise<void> {
  // Anything can be posted to an action, not only what the form sends.
  if (!(form instanceof FormData)) return;
  const jar = await cookies();
  const locale = form.get("locale");
  if (isLocale(locale)) {
    jar.set(LOCALE_COOKIE, locale, kept);
    await keepForAccount(locale);
  }
  const theme = form.get("theme");
  if (isTheme(theme)) jar.set(THEME_COOKIE, theme, kept);
  if (theme === "system") jar.delete(THEME_COOKIE);
  const keys = form.get("keys");
  if (keys === SHORTCUTS_OFF) jar.set(SHORTCUTS_COOKIE, SHORTCUTS_OFF, kept);
  if (keys === "on") jar.delete(SHORTCUTS_COOKIE);
  revalidatePath("/", "layout");
}

/** Signed in, it is also the language of mail and of devices that have not chosen. */
async function keepForAccount(locale: Locale): Promise<void> {
  const account = await currentAccount();
  if (account && account.locale !== locale) {
    await setOwnLocale({ kind: "user", role: "peer_mentor", ...account }, locale);
  }
}
