import "server-only";
import { contextOfApiKey } from "@/lib/auth/api-key";
import type { ApiScope } from "@/lib/auth/policy";
import { countRequest, type Quota } from "@/lib/auth/rate-limit";
import type { Ctx } from "@/lib/context";
import { msg } from "@/lib/errors";
import { type JsonBody, readJson } from "@/lib/http/json-body";
import { problemOf, Refused, type Say } from "@/lib/http/problem";
import { sayIn } from "@/lib/http/say";
import { acceptedLocale, DEFAULT_LOCALE, type Locale } from "@/lib/i18n/locales";

/** What a handler is given of a request. */
export type ApiRequest = Readonly<{
  path: string;
  query: Readonly<Record<string, string>>;
  /** The value of `Idempotency-Key`, or null. */
  idempotencyKey: string | null;
  json(): Promise<JsonBody>;
  say: Say;
}>;

/** `text` is JSON already: an answer that was kept. */
export type ApiAnswer = Readonly<{ status: number; headers?: Readonly<Record<string, string>> }> &
  ({ body: object } | { text: string });

export type ApiHandler = Readonly<{
  scope: ApiScope;
  run: (ctx: Ctx, request: ApiRequest) => Promise<ApiAnswer>;
}>;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];
type Route = (request: Request) => Promise<Response>;

const REALM = 'Bearer realm="heder"';

/** As the requests of this key stand (draft-ietf-httpapi-ratelimit-headers). */
const quotaHeaders = ({ limit, remaining, seconds, window }: Quota) => ({
  ratelimit: `"requests";r=${remaining};t=${seconds}`,
  "ratelimit-policy": `"requests";q=${limit};w=${window}`,
});

function refuseOverQuota({ isSpent, limit, seconds }: Quota): void {
  if (!isSpent) return;
  const text = msg("api.tooManyRequests", { limit, seconds });
  throw new Refused(429, "rate_limited", text, { "retry-after": String(seconds) });
}

function requireScope({ actor }: Ctx, scope: ApiScope): void {
  if (actor.kind === "api_key" && actor.scopes.includes(scope)) return;
  throw new Refused(403, "forbidden", msg("api.scopeMissing", { scope }), {
    "www-authenticate": `${REALM}, error="insufficient_scope", scope="${scope}"`,
  });
}

/** What a refused request is told beside the document. */
function headersOf(error: unknown, status: number, hasKey: boolean): Record<string, string> {
  if (error instanceof Refused) return { ...error.headers };
  if (status === 401) return { "www-authenticate": hasKey ? `${REALM}, error="invalid_token"` : REALM };
  return status === 503 ? { "retry-after": "5" } : {};
}

// PostgreSQL keeps it, and a person finds it in a log.
function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key !== null && !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Refused(400, "malformed", msg("api.keyFormat"));
  }
  return key;
}

/** The common headers of an answer: nobody keeps it, and nobody takes it for something else. */
const answerWith = (
  text: string,
  status: number,
  type: string,
  headers: Record<string, string>,
  locale: Locale,
) =>
  new Response(text, {
    status,
    headers: {
      "content-type": type,
      "content-language": locale,
      "cache-control": "private, no-store",
      vary: "accept-language, authorization",
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });

function problemResponse(
  error: unknown,
  headers: Headers,
  extra: Record<string, string>,
  locale: Locale,
): Response {
  const problem = problemOf(error, sayIn(locale));
  const own = headersOf(error, problem.status, headers.has("authorization"));
  return answerWith(
    JSON.stringify(problem),
    problem.status,
    "application/problem+json",
    { ...extra, ...own },
    locale,
  );
}

/** Key, quota, scope, and then the handler. What fails in between fails as a problem document. */
async function handle(request: Request, { scope, run }: ApiHandler): Promise<Response> {
  let locale = acceptedLocale(request.headers.get("accept-language"));
  let counted: Record<string, string> = {};
  try {
    const ctx = await contextOfApiKey(request.headers.get("authorization"));
    locale ??= ctx.organization.locale;
    if (ctx.actor.kind !== "api_key") throw new Error("a key acts as a key");
    const quota = await countRequest(ctx.actor.keyId);
    counted = quotaHeaders(quota);
    refuseOverQuota(quota);
    requireScope(ctx, scope);
    const { pathname, searchParams } = new URL(request.url);
    const answer = await run(ctx, {
      path: pathname,
      query: Object.fromEntries(searchParams),
      idempotencyKey: idempotencyKeyOf(request.headers),
      json: () => readJson(request),
      say: sayIn(locale),
    });
    const text = "text" in answer ? answer.text : JSON.stringify(answer.body);
    return answerWith(text, answer.status, "application/json", { ...counted, ...answer.headers }, locale);
  } catch (error) {
    return problemResponse(error, request.headers, counted, locale ?? DEFAULT_LOCALE);
  }
}

const refuse =
  (make: () => Refused): Route =>
  async (request) => {
    const locale = acceptedLocale(request.headers.get("accept-language")) ?? DEFAULT_LOCALE;
    return problemResponse(make(), request.headers, {}, locale);
  };

/** The methods of an address of the API: those it has, and for every other a document that says so. */
export function apiRoute(handlers: Partial<Record<Method, ApiHandler>>): Record<Method, Route> {
  const allowed = METHODS.filter((method) => handlers[method]).join(", ");
  const others = refuse(
    () =>
      new Refused(405, "method_not_allowed", msg("api.wrongMethod", { methods: allowed }), {
        allow: allowed,
      }),
  );
  const routeOf = (method: Method): Route => {
    const handler = handlers[method];
    return handler ? (request) => handle(request, handler) : others;
  };
  return Object.fromEntries(METHODS.map((method) => [method, routeOf(method)])) as Record<Method, Route>;
}

const nowhere = refuse(() => new Refused(404, "not_found", msg("api.noSuchAddress")));

/** An address of the API where there is nothing, whatever the method. */
export const nothingHere = Object.fromEntries(METHODS.map((method) => [method, nowhere])) as Record<
  Method,
  Route
>;
