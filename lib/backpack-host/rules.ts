/** What an application may ask for; as the specification names it behind `SCOPE_PREFIX`. */
export const SCOPES = [
  "credential.readonly",
  "credential.upsert",
  "profile.readonly",
  "profile.update",
] as const;
export type Scope = (typeof SCOPES)[number];

export const SCOPE_PREFIX = "https://purl.imsglobal.org/spec/ob/v3p0/scope/";

/** Refresh tokens are given to everybody, so that asking for them is neither needed nor refused. */
const OFFLINE = "offline_access";

/** Seconds that each secret is good for. */
export const LIFETIME = { code: 60, access: 3_600, refresh: 90 * 24 * 3_600 } as const;

/** As OAuth writes them: one word after another. */
export const writtenScopes = (scopes: readonly Scope[]): string =>
  scopes.map((scope) => SCOPE_PREFIX + scope).join(" ");

/** The scopes in a request, each once, or null when one of them is not ours or there is none. */
export function readScopes(text: string): Scope[] | null {
  const asked = text.split(" ").filter((word) => word !== "" && word !== OFFLINE);
  const known = SCOPES.filter((scope) => asked.includes(SCOPE_PREFIX + scope));
  const isAllKnown = asked.every((word) => known.some((scope) => word === SCOPE_PREFIX + scope));
  return isAllKnown && known.length > 0 ? known : null;
}

/**
 * Whether a browser may be sent to an address with a code in it (RFC 8252): https, or this very machine. No fragment,
 * and no password.
 */
export function isRedirectUri(text: string): boolean {
  if (text.length > 2_000 || !/^[\x21-\x7e]+$/.test(text) || text.includes("#") || !URL.canParse(text))
    return false;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return false;
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback);
}
