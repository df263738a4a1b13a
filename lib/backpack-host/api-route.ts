import "server-only";
import { countRequest } from "@/lib/auth/rate-limit";
import { SCOPE_PREFIX, type Scope } from "@/lib/backpack-host/rules";
import { statusInfo } from "@/lib/backpack-host/status-info";
import { type Bearer, bearerOf } from "@/lib/backpack-host/token-service";
import { AppError, msg } from "@/lib/errors";
import { problemOf, Refused } from "@/lib/http/problem";
import { sayIn } from "@/lib/http/say";
import { acceptedLocale, DEFAULT_LOCALE } from "@/lib/i18n/locales";

const COMMON = {
  "cache-control": "private, no-store",
  vary: "accept-language, authorization",
  "x-content-type-options": "nosniff",
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "link, x-total-count",
} as const;

const REALM = 'Bearer realm="heder"';

export type ApiAnswer = Readonly<{
  status: number;
  type: "application/json" | "application/vc+ld+json" | "text/plain";
  text: string;
  headers?: Readonly<Record<string, string>>;
}>;

async function holder(request: Request, scope: Scope): Promise<Bearer> {
  const [, token] = /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (token === undefined) throw new AppError("unauthenticated", msg("backpack.tokenMissing"));
  const bearer = await bearerOf(token);
  if (!bearer) throw new AppError("unauthenticated", msg("backpack.tokenUnknown"));
  if (!bearer.scopes.includes(scope)) {
    throw new Refused(403, "forbidden", msg("backpack.scopeMissing", { scope }), {
      "www-authenticate": `${REALM}, error="insufficient_scope", scope="${SCOPE_PREFIX}${scope}"`,
    });
  }
  const { isSpent, limit, seconds } = await countRequest(bearer.grantId);
  if (isSpent) {
    const text = msg("api.tooManyRequests", { limit, seconds });
    throw new Refused(429, "rate_limited", text, { "retry-after": String(seconds) });
  }
  return bearer;
}

function ownHeaders(error: unknown, hasToken: boolean): Readonly<Record<string, string>> {
  if (error instanceof Refused) return error.headers;
  if (!(error instanceof AppError) || error.code !== "unauthenticated") return {};
  return { "www-authenticate": hasToken ? `${REALM}, error="invalid_token"` : REALM };
}

/** Whatever was thrown, in the words of the specification and in the reader's language. */
export function refusedAnswer(request: Request, error: unknown): Response {
  const locale = acceptedLocale(request.headers.get("accept-language")) ?? DEFAULT_LOCALE;
  const problem = problemOf(error, sayIn(locale));
  return new Response(JSON.stringify(statusInfo(problem)), {
    status: problem.status,
    headers: {
      ...COMMON,
      "content-type": "application/json",
      "content-language": locale,
      ...ownHeaders(error, request.headers.has("authorization")),
    },
  });
}

/** An operation of the Open Badges API: token, scope, quota, and then what it does for the person whose token it is. */
export const operation =
  (scope: Scope, run: (bearer: Bearer, request: Request) => Promise<ApiAnswer>) =>
  async (request: Request): Promise<Response> => {
    try {
      const { status, type, text, headers } = await run(await holder(request, scope), request);
      return new Response(text, { status, headers: { ...COMMON, "content-type": type, ...headers } });
    } catch (error) {
      return refusedAnswer(request, error);
    }
  };

/** Any other method of such an address. */
export const noOperation =
  (methods: string) =>
  async (request: Request): Promise<Response> =>
    refusedAnswer(
      request,
      new Refused(405, "method_not_allowed", msg("api.wrongMethod", { methods }), { allow: methods }),
    );
