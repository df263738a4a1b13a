import { findClient, type OAuthClient } from "@/lib/backpack-host/client-service";
import { readScopes, type Scope } from "@/lib/backpack-host/rules";
import { authorizationParameters } from "@/lib/backpack-host/schema";

export type AuthorizationRequest = Readonly<{
  client: OAuthClient;
  redirectUri: string;
  state: string | null;
  scopes: readonly Scope[];
  challenge: string;
}>;

export type ReadRequest =
  | Readonly<{ kind: "request"; request: AuthorizationRequest }>
  /** The application is told what is wrong, where it wants to be told (RFC 6749 4.1.2.1). */
  | Readonly<{ kind: "redirect"; location: string }>
  /** Nobody is sent to an address that the application did not register. */
  | Readonly<{ kind: "refused"; problem: "client" | "redirectUri" }>;

/** The redirect URI with the answer in it; what stood in its query before still does. */
export function answerTo(
  redirectUri: string,
  answer: Readonly<Record<string, string>>,
  state: string | null,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set("state", state);
  return url.href;
}

type OAuthProblem = "invalid_request" | "unsupported_response_type" | "invalid_scope";

/**
 * Reads the request of an application for authorization: one that is registered, to a redirect URI that is one of its
 * own to the letter, with a challenge for which only it knows the answer (PKCE S256). A parameter that is there twice is
 * refused, as the specification wants it.
 */
export async function readAuthorization(query: URLSearchParams): Promise<ReadRequest> {
  const [clientId, ...moreIds] = query.getAll("client_id");
  const client = clientId !== undefined && moreIds.length === 0 ? await findClient(clientId) : null;
  if (!client) return { kind: "refused", problem: "client" };
  const [redirectUri, ...moreUris] = query.getAll("redirect_uri");
  if (redirectUri === undefined || moreUris.length > 0 || !client.redirectUris.includes(redirectUri)) {
    return { kind: "refused", problem: "redirectUri" };
  }
  const state = query.get("state");
  const refuse = (error: OAuthProblem, reason: string): ReadRequest => ({
    kind: "redirect",
    location: answerTo(redirectUri, { error, error_description: reason }, state?.slice(0, 2_000) ?? null),
  });
  const names = [...query.keys()];
  if (new Set(names).size < names.length) return refuse("invalid_request", "A parameter is there twice.");
  const parsed = authorizationParameters.safeParse(Object.fromEntries(query));
  if (!parsed.success) {
    const missing = [...new Set(parsed.error.issues.map(({ path }) => path.join(".")))].join(", ");
    return refuse("invalid_request", `These cannot be used: ${missing}. PKCE with S256 is required.`);
  }
  const { response_type, scope, code_challenge } = parsed.data;
  if (response_type !== "code") return refuse("unsupported_response_type", "Only code is supported.");
  const scopes = readScopes(scope);
  if (!scopes) return refuse("invalid_scope", "Ask for the scopes of Open Badges 3.0.");
  return {
    kind: "request",
    request: { client, redirectUri, state, scopes, challenge: code_challenge },
  };
}
