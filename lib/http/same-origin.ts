import { AppError, msg } from "@/lib/errors";

/**
 * A browser says where a request comes from; another site must not change anything with the cookie of somebody signed
 * in. Actions look for themselves, routes call this. Throws `forbidden`.
 */
export function refuseOtherOrigins({ headers }: Request): void {
  const origin = headers.get("origin");
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  if (origin === null || !URL.canParse(origin) || new URL(origin).host !== host) {
    throw new AppError("forbidden", msg("system.otherOrigin"));
  }
}
