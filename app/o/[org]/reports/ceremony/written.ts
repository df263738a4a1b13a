import { getTranslations } from "next-intl/server";
import { occurrenceText } from "@/components/badges/occurrence";
import { periodText } from "@/components/tiers/period-text";
import type { Locale } from "@/lib/i18n/locales";
import type { CeremonyRow } from "@/lib/reports/ceremony-queries";

type Written = (
  row: Pick<CeremonyRow, "kind" | "what" | "detail">,
) => Readonly<{ what: string; detail: string }>;

/** What somebody reached, and which time, certificate or period it was, in a language. */
export async function ceremonyWords(locale: Locale, month: (value: string) => string): Promise<Written> {
  const badges = await getTranslations({ locale, namespace: "badges" });
  const tiers = await getTranslations({ locale, namespace: "tiers" });
  return ({ kind, what, detail }) => {
    if (kind === "tier") return { what, detail: periodText(tiers, detail) };
    return { what, detail: kind === "badge" && detail ? occurrenceText(badges, month, detail) : detail };
  };
}

/** The same in one line: `Femten samtaler, nummer 15`. */
export const inOneLine = ({ what, detail }: ReturnType<Written>): string =>
  detail ? `${what}, ${detail}` : what;
