import { dayOf } from "@/lib/badges/rules";
import { lastDayOf } from "@/lib/certifications/calendar-rules";
import type { CertificationView } from "@/lib/certifications/queries";

/** What a form of dates begins with: the days as they are, and the moments that were seen. */
export const initialDates = ({ id, issuedAt, expiresAt }: CertificationView, timeZone: string) => ({
  id,
  issuedOn: dayOf(issuedAt, timeZone).toString(),
  expiresOn: expiresAt ? lastDayOf(expiresAt, timeZone) : undefined,
  seenIssuedAt: issuedAt.toISOString(),
  seenExpiresAt: expiresAt?.toISOString(),
});
