import { createHash, randomBytes } from "node:crypto";
import { expect } from "vitest";
import { POST as register } from "@/app/oauth/register/route";
import { POST as revoke } from "@/app/oauth/revoke/route";
import { POST as exchange } from "@/app/oauth/token/route";
import { readAuthorization } from "@/lib/backpack-host/authorization";
import { allowApplication } from "@/lib/backpack-host/grant-service";
import { SCOPES, type Scope, writtenScopes } from "@/lib/backpack-host/rules";
import type { Ctx } from "@/lib/context";
import { answered } from "@/lib/testing/answered";
import type { TestDatabase } from "@/lib/testing/database";

const SITE = "https://heder.example";
export const BACK = "https://app.example/back?from=heder";

/** So that each test comes from a place on the net that nobody has asked from before. */
let places = 0;
export const newPlace = () => `2001:db8::${(places++).toString(16)}`;

export function post(path: string, body: object | URLSearchParams, headers: Record<string, string> = {}) {
  const isForm = body instanceof URLSearchParams;
  return new Request(SITE + path, {
    method: "POST",
    body: isForm ? body.toString() : JSON.stringify(body),
    headers: {
      "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json",
      "x-forwarded-for": newPlace(),
      ...headers,
    },
  });
}

export const registered = (metadata: object = {}) =>
  answered(
    register(post("/oauth/register", { client_name: "Lommebok", redirect_uris: [BACK], ...metadata })),
  );

export const refused = (error: string) => ({ status: 400, body: expect.objectContaining({ error }) });

/** Why each connection of an organisation has ended, the oldest first; null for one that stands. */
export async function endedBecause({ everything }: Pick<TestDatabase, "everything">, { organization }: Ctx) {
  const { rows } = await everything.query<{ revoked_because: string | null }>(
    "SELECT revoked_because FROM backpack_grants WHERE organization_id = $1 ORDER BY created_at",
    [organization.id],
  );
  return rows.map(({ revoked_because }) => revoked_because);
}

export const challengeOf = (verifier: string) => createHash("sha256").update(verifier).digest("base64url");

type Said = Readonly<Record<string, string | undefined>>;

/** Another system that people connect: registered, and with what it needs to ask. */
export async function newApplication(metadata: object = {}) {
  const { body: client } = await registered(metadata);
  const verifier = randomBytes(32).toString("base64url");
  const isPublic = client.client_secret === undefined;
  const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString("base64");
  const headers: Record<string, string> = isPublic ? {} : { authorization: `Basic ${basic}` };
  const own: Record<string, string> = isPublic ? { client_id: client.client_id } : {};

  const asking = (scopes: readonly Scope[] = SCOPES, said: Said = {}) => {
    const all: Said = {
      response_type: "code",
      client_id: client.client_id,
      redirect_uri: BACK,
      scope: writtenScopes(scopes),
      state: "a state, to the letter & more",
      code_challenge: challengeOf(verifier),
      code_challenge_method: "S256",
      ...said,
    };
    return new URLSearchParams(
      Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    );
  };
  const form = (fields: Said) =>
    new URLSearchParams(
      Object.entries({ ...own, ...fields }).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    );
  const tokens = (fields: Said, extra = headers) =>
    answered(exchange(post("/oauth/token", form(fields), extra)));
  /** The person says yes; where the browser then goes. */
  const allowed = async (ctx: Ctx, scopes?: readonly Scope[]): Promise<URL> => {
    const read = await readAuthorization(asking(scopes));
    if (read.kind !== "request") throw new Error(`The request was ${read.kind}`);
    return new URL(await allowApplication(ctx, read.request));
  };
  const code = async (ctx: Ctx, scopes?: readonly Scope[]) =>
    (await allowed(ctx, scopes)).searchParams.get("code") ?? "";
  const redeem = (given: string, said: Said = {}) =>
    tokens({
      grant_type: "authorization_code",
      code: given,
      redirect_uri: BACK,
      code_verifier: verifier,
      ...said,
    });
  const refresh = (token: string, said: Said = {}) =>
    tokens({ grant_type: "refresh_token", refresh_token: token, ...said });
  const connect = async (ctx: Ctx, scopes?: readonly Scope[]) => (await redeem(await code(ctx, scopes))).body;
  const giveBack = (token: string) => answered(revoke(post("/oauth/revoke", form({ token }), headers)));
  return { client, verifier, headers, asking, tokens, allowed, code, redeem, refresh, connect, giveBack };
}
