import "server-only";
import { AppError, msg } from "@/lib/errors";
import { problemOf, Refused } from "@/lib/http/problem";
import { sayIn } from "@/lib/http/say";
import { acceptedLocale, DEFAULT_LOCALE } from "@/lib/i18n/locales";

/** Nobody keeps an answer, so that what changed is seen at once; pages of any site may read it. */
const COMMON = {
  "cache-control": "no-store",
  vary: "accept, accept-language",
  "access-control-allow-origin": "*",
  "x-robots-tag": "noindex",
} as const;

const AN_HOUR = "3600";

function ownHeaders(error: unknown): Readonly<Record<string, string>> {
  if (error instanceof Refused) return error.headers;
  if (!(error instanceof AppError) || error.code !== "rate_limited") return {};
  const minutes = Number(error.text.values?.minutes);
  return { "retry-after": Number.isFinite(minutes) ? String(minutes * 60) : AN_HOUR };
}

/** A JSON document that anybody may ask for; what fails is a problem document in the reader's language. */
export async function publicJson(request: Request, read: () => Promise<object>): Promise<Response> {
  try {
    const body = JSON.stringify(await read());
    return new Response(body, { headers: { ...COMMON, "content-type": "application/json" } });
  } catch (error) {
    const locale = acceptedLocale(request.headers.get("accept-language")) ?? DEFAULT_LOCALE;
    const problem = problemOf(error, sayIn(locale));
    return new Response(JSON.stringify(problem), {
      status: problem.status,
      headers: {
        ...COMMON,
        "content-type": "application/problem+json",
        "content-language": locale,
        ...ownHeaders(error),
      },
    });
  }
}

/** Any other method of such an address. */
export const otherMethod =
  (allowed: string) =>
  (request: Request): Promise<Response> =>
    publicJson(request, async () => {
      throw new Refused(405, "method_not_allowed", msg("api.wrongMethod", { methods: allowed }), {
        allow: allowed,
      });
    });

/** What a browser asks before a page of another site may read: it may, by GET. */
export const readableByAll = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, HEAD",
      "access-control-max-age": "86400",
    },
  });
