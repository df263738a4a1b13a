import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { env } from "@/lib/env";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { chooseLocale, isLocale, LOCALE_COOKIE } from "@/lib/i18n/locales";
import { userLocale } from "@/lib/i18n/user-locale";

/** Outside an organisation there is no time zone to ask; pages inside one give theirs to `formats`. */
const DEFAULT_TIME_ZONE = "Europe/Oslo";

async function requestLocale() {
  const cookie = (await cookies()).get(LOCALE_COOKIE)?.value;
  if (isLocale(cookie)) return cookie;
  return chooseLocale({ user: await userLocale(), acceptLanguage: (await headers()).get("accept-language") });
}

// biome-ignore lint/style/noDefaultExport: next-intl asks for it
export default getRequestConfig(async ({ locale: asked }) => {
  const locale = isLocale(asked) ? asked : await requestLocale();
  return {
    locale,
    messages: readCatalogue(locale, { fresh: env.NODE_ENV === "development" }),
    timeZone: DEFAULT_TIME_ZONE,
  };
});
