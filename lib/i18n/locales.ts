/** The languages of the interface. Bokmål comes first: it is what we fall back to. */
export const LOCALES = ["nb", "nn", "en"] as const;
export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = "nb";
export const LOCALE_COOKIE = "heder-locale";

export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale);

/** `no` and `nb-NO` are Bokmål, `nn-NO` is Nynorsk, `en-GB` is English; anything else is undefined. */
function toLocale(tag: string): Locale | undefined {
  const language = tag.trim().toLowerCase().split("-")[0];
  if (language === "no") return "nb";
  return isLocale(language) ? language : undefined;
}

/** The first language of an Accept-Language header that we speak; quality values decide the order (RFC 9110). */
export function acceptedLocale(header: string | null | undefined): Locale | undefined {
  if (!header) return undefined;
  const wishes = header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";");
      const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean);
      return { locale: toLocale(tag), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((wish) => wish.quality > 0);
  wishes.sort((a, b) => b.quality - a.quality);
  return wishes.find((wish) => wish.locale)?.locale;
}

/** Own choice on this device, else the account's language, else the browser's, else Bokmål. */
export function chooseLocale(sources: {
  cookie?: string | null | undefined;
  user?: string | null | undefined;
  acceptLanguage?: string | null | undefined;
}): Locale {
  if (isLocale(sources.cookie)) return sources.cookie;
  if (isLocale(sources.user)) return sources.user;
  return acceptedLocale(sources.acceptLanguage) ?? DEFAULT_LOCALE;
}
