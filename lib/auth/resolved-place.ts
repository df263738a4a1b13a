import { modulesOf } from "@/lib/auth/resolved-modules";
import type { Ctx, Locale, Module } from "@/lib/context";

/** An organisation as the functions that resolve who acts answer it. */
export type ResolvedPlace = Readonly<{
  organization_id: string;
  organization_slug: string;
  organization_name: string;
  organization_locale: Locale;
  time_zone: string;
  certificate_prefix: string;
  expiry_warning_days: number;
  modules: Module[] | string;
}>;

/** Where somebody acts: the organisation and its modules. */
export const placeOf = (row: ResolvedPlace): Pick<Ctx, "organization" | "modules"> => ({
  organization: {
    id: row.organization_id,
    slug: row.organization_slug,
    name: row.organization_name,
    locale: row.organization_locale,
    timeZone: row.time_zone,
    certificatePrefix: row.certificate_prefix,
    expiryWarningDays: row.expiry_warning_days,
  },
  modules: new Set(modulesOf(row.modules)),
});
