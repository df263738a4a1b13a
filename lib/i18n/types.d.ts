import type { Locale as HederLocale } from "@/lib/i18n/locales";

declare module "next-intl" {
  interface AppConfig {
    Locale: HederLocale;
  }
}
