import type { RowOf } from "@/lib/testing/row-of";

/** The rows of rows-of-everything.ts for credentials and the collections they travel between. */
export const openBadgesRows: readonly RowOf[] = [
  {
    table: "achievement_endorsements",
    sql: (
      id,
    ) => `(id, organization_id, achievement_id, status, endorser_email, request, token_hash, expires_at, invited_by_user_id,
        endorser_name, endorser_url, comment, achievement_version_id, given_at, signed, signed_jwt, signed_origin)
      VALUES ('${id("achievement_endorsements")}', '${id("organizations")}', '${id("achievements")}', 'given', 'per@example.org', 'Vil du?',
        sha256('${id("achievement_endorsements")}'), now() + interval '30 days', '${id("users")}', 'Per', 'https://per.example', 'Godt merke',
        '${id("achievement_versions")}', now(), '{}', 'x.y.z', 'https://example.org')`,
  },
  {
    table: "badge_shares",
    sql: (id) => `(id, organization_id, earned_badge_id, user_id, token_hash, fields, expires_at)
      VALUES ('${id("badge_shares")}', '${id("organizations")}', '${id("earned_badges")}', '${id("users")}',
        sha256('${id("badge_shares")}'), '{name}', now() + interval '7 days')`,
  },
  {
    table: "profile_shares",
    sql: (id) => `(id, organization_id, user_id, token_hash, parts, expires_at)
      VALUES ('${id("profile_shares")}', '${id("organizations")}', '${id("users")}', sha256('${id("profile_shares")}'), '{badges}',
        now() + interval '7 days')`,
  },
  {
    table: "issuer_keys",
    sql: (id) => `(id, organization_id, algorithm, public_key, private_key)
      VALUES ('${id("issuer_keys")}', '${id("organizations")}', 'Ed25519', '{"kty": "OKP"}', 'x')`,
  },
  {
    table: "status_lists",
    sql: (id) => `(id, organization_id, number, signed, signed_count, signed_origin, issuer_key_id)
      VALUES ('${id("status_lists")}', '${id("organizations")}', 1, '{}', 0, 'https://example.org', '${id("issuer_keys")}')`,
  },
  {
    table: "credentials",
    sql: (id) => `(id, organization_id, earned_badge_id, certification_id, status_list_id, status_list_index)
      VALUES ('${id("credentials")}', '${id("organizations")}', '${id("earned_badges")}', NULL, '${id("status_lists")}', 7),
        ('${id("certificate_credentials")}', '${id("organizations")}', NULL, '${id("certifications")}', '${id("status_lists")}', 8)`,
  },
  {
    table: "credential_documents",
    sql: (id) =>
      `(organization_id, credential_id, form, stamp, origin, content_hash, body, issuer_key_id)
      VALUES ('${id("organizations")}', '${id("credentials")}', 'ob3', '1', 'https://example.org', sha256('x'), '{}', '${id("issuer_keys")}')`,
  },
  {
    table: "backpack_grants",
    sql: (id) => `(id, organization_id, user_id, client_id, scopes, redirect_uri)
      VALUES ('${id("backpack_grants")}', '${id("organizations")}', '${id("users")}', '${id("oauth_clients")}', '{credential.upsert}', 'https://app.example/back')`,
  },
  {
    table: "backpack_codes",
    sql: (id) => `(organization_id, code_hash, grant_id, code_challenge, expires_at)
      VALUES ('${id("organizations")}', sha256('${id("backpack_codes")}'), '${id("backpack_grants")}', repeat('x', 43), now() + interval '1 minute')`,
  },
  {
    table: "backpack_tokens",
    sql: (id) => `(organization_id, token_hash, grant_id, kind, scopes, expires_at)
      VALUES ('${id("organizations")}', sha256('${id("backpack_tokens")}'), '${id("backpack_grants")}', 'refresh', '{credential.upsert}', now() + interval '1 day')`,
  },
  {
    table: "external_badges",
    sql: (
      id,
    ) => `(id, organization_id, user_id, identity_hash, format, encoding, document, source, backpack_grant_id, name, issuer_name)
      VALUES ('${id("external_badges")}', '${id("organizations")}', '${id("users")}', sha256('x'), 'ob3', 'json', '{}', 'push', '${id("backpack_grants")}', 'Førstehjelp', 'Røde Kors')`,
  },
  {
    table: "external_backpacks",
    sql: (
      id,
    ) => `(id, organization_id, name, api_url, web_url, sort_order, client_id, client_secret, endpoints)
      VALUES ('${id("external_backpacks")}', '${id("organizations")}', 'Ryggsekk', 'https://backpack.example/ims/ob/v3p0', 'https://backpack.example', 1, 'us', 'x', '{}')`,
  },
  {
    table: "backpack_connections",
    sql: (id) =>
      `(id, organization_id, user_id, external_backpack_id, access_token, refresh_token, scope)
      VALUES ('${id("backpack_connections")}', '${id("organizations")}', '${id("users")}', '${id("external_backpacks")}', 'x', 'x', 'all')`,
  },
  {
    table: "backpack_returns",
    sql: (id) => `(id, organization_id, external_backpack_id, sealed_for, token)
      VALUES ('${id("backpack_returns")}', '${id("organizations")}', '${id("external_backpacks")}', '${id("users")}', 'x')`,
  },
  {
    table: "external_identifiers",
    sql: (id) => `(id, organization_id, backpack_connection_id, earned_badge_id)
      VALUES ('${id("external_identifiers")}', '${id("organizations")}', '${id("backpack_connections")}', '${id("earned_badges")}')`,
  },
];
