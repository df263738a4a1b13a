import OAuth2Server from "@node-oauth/oauth2-server";
import { authenticateClient, type OAuthClient } from "@/lib/backpack-host/client-service";
import { LIFETIME, SCOPE_PREFIX, type Scope } from "@/lib/backpack-host/rules";
import {
  findCode,
  findRefreshToken,
  type Holding,
  keepTokens,
  newTokens,
  takeCode,
  takeRefreshToken,
} from "@/lib/backpack-host/token-service";

const { InvalidGrantError, OAuthError, Request, Response, ServerError } = OAuth2Server;

const GRANTS = ["authorization_code", "refresh_token"];

const clientOf = ({ id }: Pick<OAuthClient, "id">): OAuth2Server.Client => ({ id, grants: GRANTS });
const scopeOf = (scopes: readonly Scope[]) => scopes.map((scope) => SCOPE_PREFIX + scope);
const holdingOf = (one: { user: OAuth2Server.User }) => one.user.holding as Holding;
const nobody = () => new ServerError("Access tokens are not judged here");

/** Our tables as the library asks for them. Times are the database's; the library only hands them on. */
const model: OAuth2Server.AuthorizationCodeModel & OAuth2Server.RefreshTokenModel = {
  getClient: async (id, secret) => {
    const client = await authenticateClient(id, secret ? secret : null);
    return client && clientOf(client);
  },
  generateAccessToken: async () => newTokens().access,
  generateRefreshToken: async () => newTokens().refresh,
  getAuthorizationCode: async (text) => {
    const code = await findCode(text);
    return (
      code && {
        authorizationCode: text,
        // Whether it is over the database has said, by its own clock.
        expiresAt: new Date(Date.now() + LIFETIME.code * 1_000),
        redirectUri: code.redirectUri,
        scope: scopeOf(code.scopes),
        codeChallenge: code.challenge,
        codeChallengeMethod: "S256",
        client: clientOf({ id: code.clientId }),
        user: { holding: code },
      }
    );
  },
  revokeAuthorizationCode: (code) => takeCode(code.authorizationCode, holdingOf(code)),
  getRefreshToken: async (text) => {
    const token = await findRefreshToken(text);
    return (
      token && {
        refreshToken: text,
        scope: scopeOf(token.scopes),
        client: clientOf({ id: token.clientId }),
        user: { holding: token },
      }
    );
  },
  revokeToken: (token) => takeRefreshToken(token.refreshToken, holdingOf(token)),
  saveToken: async (token, client, user) => {
    const scopes = (token.scope ?? []).map((scope) => scope.slice(SCOPE_PREFIX.length));
    const pair = { access: token.accessToken, refresh: token.refreshToken ?? "" };
    if (!(await keepTokens(holdingOf({ user }), pair, scopes))) {
      throw new InvalidGrantError("Invalid grant: it has been revoked");
    }
    return { ...token, client, user };
  },
  saveAuthorizationCode: () => Promise.reject(nobody()),
  getAccessToken: () => Promise.reject(nobody()),
};

const server = new OAuth2Server({
  model,
  accessTokenLifetime: LIFETIME.access,
  refreshTokenLifetime: LIFETIME.refresh,
  // Whether an application needs a secret is for the model to say, which knows whether it has one.
  requireClientAuthentication: { authorization_code: false, refresh_token: false },
});

export type TokenAnswer = Readonly<{
  status: number;
  body: object;
  headers: Readonly<Record<string, string>>;
  /** What was no answer of the protocol but a fault of ours. */
  bug: unknown;
}>;

/**
 * The token endpoint (RFC 6749 4.1.3 and 6): a code or a refresh token for a new pair. The protocol is the library's:
 * who the client is, PKCE, whose code it is, where it was sent. `form`: the body,
 * each name once, with the client in it.
 */
export async function answerTokenRequest(form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  const headers = { "content-type": "application/x-www-form-urlencoded", "content-length": "1" };
  const request = new Request({ method: "POST", query: {}, headers, body: form });
  const response = new Response({ headers: {} });
  let bug: unknown = null;
  try {
    await server.token(request, response);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    if (error.code >= 500) bug = error;
    response.status = error.code;
    response.body = { error: error.name, error_description: bug ? "Try again later." : error.message };
  }
  return { status: response.status ?? 200, body: response.body, headers: response.headers ?? {}, bug };
}
