import { registerClient } from "@/lib/backpack-host/client-service";
import { OAuthRefusal } from "@/lib/backpack-host/oauth-route";
import { SCOPES, writtenScopes } from "@/lib/backpack-host/rules";
import { registration } from "@/lib/backpack-host/schema";

/**
 * Registers an application by what it says of itself, and answers what it is from now on (RFC 7591 3.2.1). Throws
 * `OAuthRefusal`.
 */
export async function register(metadata: unknown): Promise<object> {
  const parsed = registration.safeParse(metadata);
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? "")))];
    const error = fields.includes("redirect_uris") ? "invalid_redirect_uri" : "invalid_client_metadata";
    throw new OAuthRefusal(error, `These cannot be used: ${fields.join(", ").slice(0, 300)}`);
  }
  const { id, secret, issuedAt } = await registerClient(parsed.data);
  const { client_name, client_uri, redirect_uris, token_endpoint_auth_method } = parsed.data;
  return {
    client_id: id,
    client_id_issued_at: Math.floor(issuedAt.getTime() / 1_000),
    ...(secret === null ? {} : { client_secret: secret, client_secret_expires_at: 0 }),
    client_name,
    ...(client_uri === undefined ? {} : { client_uri }),
    redirect_uris: [...new Set(redirect_uris)],
    token_endpoint_auth_method,
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    scope: writtenScopes(SCOPES),
  };
}
