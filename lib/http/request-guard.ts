/** The largest request body we read, in bytes. Above it Next would cut the body and the handler would not know. */
export const LARGEST_BODY = 10 * 1024 * 1024;

/** `code`: as problem documents of the API name it (lib/http/problem.ts). */
export type Refusal = Readonly<{
  status: 400 | 411 | 413;
  code: "malformed" | "length_required" | "too_large";
  title: string;
}>;

/**
 * Refuses what is too large before anybody reads it. A body of undeclared length cannot be judged here and could
 * be cut in silence further in, so it is asked to declare itself (RFC 9110, 411). A path whose escapes are no UTF-8
 * names nothing, and Next would fail on it.
 */
export function refusal(headers: Headers, path: string): Refusal | null {
  if (!isReadable(path)) return { status: 400, code: "malformed", title: "The address cannot be read" };
  const length = headers.get("content-length");
  if (length !== null && Number(length) > LARGEST_BODY) {
    return { status: 413, code: "too_large", title: "The request is larger than 10 MB" };
  }
  if (length === null && headers.get("transfer-encoding") !== null) {
    return { status: 411, code: "length_required", title: "Send the length of the body with it" };
  }
  return null;
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** `display:none`: React sends a part of a drawing that comes late as a hidden `<svg>`. */
const HIDDEN = "'sha256-aqNNdDLnnrDOnTNdkJpYlAxKVJtLt9CtFLklmInuUAE='";

/** Where a person is asked about an application: saying yes or no leads to that application's own address. */
const CONSENT = "/oauth/authorize";

/**
 * The one other origin that a form of this address may lead to. Browsers hold each step of a form's redirects against the
 * policy. It is read from the address as it is: the page has a form only when the application really has that address.
 */
export function formTarget({ pathname, searchParams }: URL): string | null {
  const target = pathname === CONSENT ? URL.parse(searchParams.get("redirect_uri") ?? "") : null;
  const isWeb = target?.protocol === "https:" || target?.protocol === "http:";
  // An origin has no character that could end the directive.
  return target && isWeb ? target.origin : null;
}

/**
 * Scripts run by nonce only, and what they load; nothing inline, also no style attributes but the one above.
 * Development adds `unsafe-eval`, which React's error stacks need, and inline styles of its error overlay.
 */
export function contentSecurityPolicy(
  nonce: string,
  isDevelopment: boolean,
  target: string | null = null,
): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    ...(isDevelopment
      ? ["style-src 'self' 'unsafe-inline'"]
      : [`style-src 'self' 'nonce-${nonce}'`, `style-src-attr 'unsafe-hashes' ${HIDDEN}`]),
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    "connect-src 'self'",
    // public/sw.js: `strict-dynamic` would leave it out.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self'${target === null ? "" : ` ${target}`}`,
    "frame-ancestors 'none'",
  ].join("; ");
}
