import * as oauth from "oauth4webapi";
import { siteAddress } from "@/lib/auth/password-link";
import { BackpackFailure, isBusy } from "@/lib/backpacks/failure";
import { guardedFetch } from "@/lib/backpacks/guarded-fetch";
import { type ApiVersion, discover, type Endpoints, versions } from "@/lib/backpacks/versions";
import { env } from "@/lib/env";

/**
 * Where the browser comes back to from a backpack. Each has its own, so that no backpack can have the code of another
 * brought to it (RFC 9700 4.4).
 */
const returnAddress = (backpackId: string): string => `${siteAddress()}/oauth/callback/${backpackId}`;

export type Registered = Readonly<{
  /** Ours, of the backpack. */
  backpackId: string;
  version: ApiVersion;
  clientId: string;
  secret: string | null;
  endpoints: Endpoints;
}>;
export type Tokens = Readonly<{
  access: string;
  refresh: string | null;
  scope: string;
  /** Seconds; null: it did not say. */
  seconds: number | null;
}>;

const options = () => ({
  [oauth.customFetch]: guardedFetch,
  // Http is refused by the guard itself, except where private addresses are let through for tests.
  [oauth.allowInsecureRequests]: env.HEDER_ALLOW_PRIVATE_WEBHOOKS,
});

/** Of the answer that a library could not use, if there was one. */
function statusOf(error: unknown): number | null {
  if (error instanceof oauth.ResponseBodyError || error instanceof oauth.WWWAuthenticateChallengeError)
    return error.status;
  return error instanceof Error && error.cause instanceof Response ? error.cause.status : null;
}

/** What was thrown, as what it means for a backpack. */
function failureOf(error: unknown): BackpackFailure {
  if (error instanceof BackpackFailure) return error;
  const status = statusOf(error);
  if (status !== null && isBusy(status)) return new BackpackFailure("busy", status, { cause: error });
  if (error instanceof oauth.ResponseBodyError) {
    const isOver = error.error === "invalid_grant" || error.error === "invalid_client";
    return new BackpackFailure(isOver ? "refused" : "unusable", error.status, { cause: error });
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError)
    return new BackpackFailure("refused", error.status, { cause: error });
  if (error instanceof oauth.AuthorizationResponseError)
    return new BackpackFailure("refused", null, { cause: error });
  const isAnswer =
    error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError;
  return new BackpackFailure(isAnswer ? "unusable" : "unreachable", null, { cause: error });
}

async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw failureOf(error);
  }
}

const serverOf = ({
  authorization,
  token,
  registration,
  revocation,
}: Endpoints): oauth.AuthorizationServer => ({
  issuer: new URL(token).origin,
  authorization_endpoint: authorization,
  token_endpoint: token,
  registration_endpoint: registration,
  ...(revocation === null ? {} : { revocation_endpoint: revocation }),
});

type Client = Pick<Registered, "clientId" | "secret">;
const clientOf = ({ clientId }: Client): oauth.Client => ({ client_id: clientId });
const authOf = ({ secret }: Client) => (secret === null ? oauth.None() : oauth.ClientSecretBasic(secret));

/** Asks a backpack where everything is and makes us known to it (RFC 7591). Throws `BackpackFailure`. */
export const registerAt = (apiUrl: string, version: ApiVersion, backpackId: string): Promise<Registered> =>
  asking(async () => {
    const found = await discover(apiUrl, version);
    const metadata = {
      client_name: `Heder, ${new URL(siteAddress()).host}`,
      client_uri: siteAddress(),
      redirect_uris: [returnAddress(backpackId)],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "client_secret_basic",
      scope: versions[version].scope,
    };
    const response = await oauth.dynamicClientRegistrationRequest(serverOf(found), metadata, options());
    const client = await oauth.processDynamicClientRegistrationResponse(response);
    const secret = typeof client.client_secret === "string" ? client.client_secret : null;
    return { backpackId, version, clientId: client.client_id, secret, endpoints: found };
  });

export type Flow = Readonly<{ state: string; verifier: string }>;

export const newFlow = (): Flow => ({
  state: oauth.generateRandomState(),
  verifier: oauth.generateRandomCodeVerifier(),
});

/** Where the browser goes to ask the person (RFC 6749 4.1.1, PKCE S256). */
export async function authorizationAddress(client: Registered, { state, verifier }: Flow): Promise<string> {
  const url = new URL(client.endpoints.authorization);
  const asked = {
    response_type: "code",
    client_id: client.clientId,
    redirect_uri: returnAddress(client.backpackId),
    scope: versions[client.version].scope,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url.href;
}

const tokensOf = ({
  access_token,
  refresh_token,
  scope,
  expires_in,
}: oauth.TokenEndpointResponse): Tokens => ({
  access: access_token,
  refresh: refresh_token ?? null,
  scope: scope ?? "",
  seconds: expires_in ?? null,
});

/** Exchanges what the browser brought back. Throws `BackpackFailure`: `refused` also for a state that is not ours. */
export const exchange = (client: Registered, flow: Flow, answer: URLSearchParams): Promise<Tokens> =>
  asking(async () => {
    const [as, one] = [serverOf(client.endpoints), clientOf(client)];
    const params = oauth.validateAuthResponse(as, one, answer, flow.state);
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      one,
      authOf(client),
      params,
      returnAddress(client.backpackId),
      flow.verifier,
      options(),
    );
    return tokensOf(await oauth.processAuthorizationCodeResponse(as, one, response));
  });

export const refreshTokens = (client: Registered, refresh: string): Promise<Tokens> =>
  asking(async () => {
    const [as, one] = [serverOf(client.endpoints), clientOf(client)];
    const response = await oauth.refreshTokenGrantRequest(as, one, authOf(client), refresh, options());
    const tokens = tokensOf(await oauth.processRefreshTokenResponse(as, one, response));
    return { ...tokens, refresh: tokens.refresh ?? refresh };
  });

/** Gives a token back. A backpack that has no place for that, or does not answer, is left alone. */
export async function giveBack(client: Registered, token: string): Promise<boolean> {
  if (client.endpoints.revocation === null) return false;
  const as = serverOf(client.endpoints);
  try {
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(as, clientOf(client), authOf(client), token, options()),
    );
    return true;
  } catch {
    return false;
  }
}

/**
 * Puts an award into a backpack, as the version of its API wants it. Throws `BackpackFailure`: `refused`, the token is not
 * accepted; `nothing`, the award is not published.
 */
export const pushAward = (
  { api, token, version }: Readonly<{ api: string; token: string; version: ApiVersion }>,
  publicHash: string,
): Promise<number> =>
  asking(async () => {
    const sent = await versions[version].write(publicHash);
    if (!sent) throw new BackpackFailure("nothing");
    const { status } = await guardedFetch(api + sent.path, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": sent.type,
        accept: `${sent.type}, application/json`,
      },
      body: sent.body,
    });
    if (status === 200 || status === 201 || status === 304) return status;
    if (status === 401) throw new BackpackFailure("refused", status);
    throw new BackpackFailure(isBusy(status) ? "busy" : "rejected", status);
  });
