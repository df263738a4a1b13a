import { timingSafeEqual } from "node:crypto";
import type { Registration } from "@/lib/backpack-host/schema";
import { newSecret, secretHash } from "@/lib/backpack-host/secrets";
import { asNobody } from "@/lib/db";

export type OAuthClient = Readonly<{
  id: string;
  /** What it says its name and its own pages are: nobody has checked. */
  name: string;
  website: string | null;
  redirectUris: readonly string[];
  authMethod: Registration["token_endpoint_auth_method"];
}>;

type Row = OAuthClient & Readonly<{ secretHash: Uint8Array | null }>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function findRow(id: string): Promise<Row | null> {
  if (!UUID.test(id)) return null;
  const [row] = await asNobody(
    (tx) => tx.$queryRaw<Row[]>`
      SELECT id, name, website, redirect_uris AS "redirectUris", auth_method AS "authMethod", secret_hash AS "secretHash"
      FROM oauth_clients WHERE id = ${id}::uuid`,
  );
  return row ?? null;
}

/** The application of this id, whoever asks; null for an unknown one. */
export async function findClient(id: string): Promise<OAuthClient | null> {
  const row = await findRow(id);
  if (!row) return null;
  const { secretHash: _, ...client } = row;
  return client;
}

/** The application, if it has shown that it is that one: by its secret, or as one that has none (RFC 6749 2.3). */
export async function authenticateClient(id: string, secret: string | null): Promise<OAuthClient | null> {
  const row = await findRow(id);
  if (!row) return null;
  const { secretHash: kept, ...client } = row;
  if (kept === null) return secret === null ? client : null;
  const given = secret === null ? null : secretHash("client", secret);
  return given && timingSafeEqual(kept, given) ? client : null;
}

export type Registered = Readonly<{ id: string; secret: string | null; issuedAt: Date }>;

/** A new application; its secret is answered here and never again. */
export async function registerClient(said: Registration): Promise<Registered> {
  const { client_name: name, client_uri: website = null, token_endpoint_auth_method: method } = said;
  const secret = method === "none" ? null : newSecret("client");
  const hash = secret === null ? null : secretHash("client", secret);
  const [row] = await asNobody(
    (tx) => tx.$queryRaw<[{ id: string; issuedAt: Date }]>`
      INSERT INTO oauth_clients (name, website, redirect_uris, auth_method, secret_hash)
      VALUES (${name}, ${website}, ${[...new Set(said.redirect_uris)]}, ${method}, ${hash}) RETURNING id, created_at AS "issuedAt"`,
  );
  return { ...row, secret };
}
