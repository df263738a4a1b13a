import "server-only";
import { clientAddress } from "@/lib/auth/client-address";
import { countTry } from "@/lib/auth/rate-limit";
import { authenticateClient } from "@/lib/backpack-host/client-service";
import { AppError } from "@/lib/errors";
import { reportBug } from "@/lib/http/bug";
import { receivedBody } from "@/lib/http/received-body";

/** Larger than any request of the protocol. */
const LARGEST = 32 * 1024;

/** What these endpoints say is for one client, and may be read by pages of any site: no cookie counts here. */
const COMMON = {
  "content-type": "application/json",
  "cache-control": "no-store",
  pragma: "no-cache",
  "x-content-type-options": "nosniff",
  "access-control-allow-origin": "*",
} as const;

export const oauthJson = (status: number, body: object | null, headers: Record<string, string> = {}) =>
  new Response(body === null ? null : JSON.stringify(body), { status, headers: { ...COMMON, ...headers } });

/** A refusal as OAuth words it (RFC 6749 5.2, RFC 7591 3.2.2). */
export class OAuthRefusal extends Error {
  constructor(
    readonly error: string,
    readonly description: string,
    readonly status = 400,
    readonly headers: Record<string, string> = {},
  ) {
    super(error);
    this.name = "OAuthRefusal";
  }
}

const refuse = (error: string, description: string, status = 400) => {
  throw new OAuthRefusal(error, description, status);
};

async function textOf(request: Request, type: string, error: string): Promise<string> {
  const given = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (given !== type) refuse(error, `Send the body as ${type}.`);
  const bytes = await receivedBody(request, LARGEST);
  if (bytes === null) throw new OAuthRefusal(error, "The body is too large.", 413);
  return bytes.toString("utf8");
}

/** A form with each name once. */
export async function receivedForm(request: Request): Promise<Record<string, string>> {
  const text = await textOf(request, "application/x-www-form-urlencoded", "invalid_request");
  const pairs = [...new URLSearchParams(text)];
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) {
    refuse("invalid_request", "A parameter is there twice.");
  }
  return Object.fromEntries(pairs);
}

export async function receivedMetadata(request: Request): Promise<unknown> {
  const text = await textOf(request, "application/json", "invalid_client_metadata");
  try {
    return JSON.parse(text);
  } catch {
    throw new OAuthRefusal("invalid_client_metadata", "The body is not JSON.");
  }
}

type Named = Readonly<{ id: string; secret: string | null }>;

const unknownClient = () =>
  new OAuthRefusal("invalid_client", "The client is unknown, or its secret is wrong.", 401, {
    "www-authenticate": 'Basic realm="heder"',
  });

/** Each half is form-encoded before it is put into the header (RFC 6749 2.3.1). */
function basicClient(authorization: string): Named {
  const [, basic = ""] = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization) ?? [];
  const [, id = "", secret = ""] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, "base64").toString()) ?? [];
  try {
    const decoded = (text: string) => decodeURIComponent(text.replaceAll("+", " "));
    return { id: decoded(id), secret: decoded(secret) };
  } catch {
    throw unknownClient();
  }
}

/** The client that a request names, by the header or else in the form; null: by neither. */
export function namedClient({ headers }: Request, form: Readonly<Record<string, string>>): Named | null {
  const authorization = headers.get("authorization");
  if (authorization !== null) return basicClient(authorization);
  return form.client_id ? { id: form.client_id, secret: form.client_secret || null } : null;
}

/** The client that a request names, if it has shown that it is that one. */
export async function receivedClient(request: Request, form: Readonly<Record<string, string>>) {
  const named = namedClient(request, form);
  const client = named && (await authenticateClient(named.id, named.secret));
  if (!client) throw unknownClient();
  return client;
}

const tooMany = (error: AppError) => {
  const minutes = Number(error.text.values?.minutes ?? 60);
  return oauthJson(
    429,
    { error: "temporarily_unavailable", error_description: "Too many requests." },
    { "retry-after": String(minutes * 60) },
  );
};

/** An endpoint of OAuth: counted for the place on the net it is asked from, and whatever goes wrong is an answer. */
export async function oauthEndpoint(
  request: Request,
  limit: "oauth:register" | "oauth:token",
  run: () => Promise<Response>,
): Promise<Response> {
  try {
    await countTry(limit, clientAddress(request.headers));
    return await run();
  } catch (error) {
    if (error instanceof OAuthRefusal) {
      const { status, headers, description } = error;
      return oauthJson(status, { error: error.error, error_description: description }, headers);
    }
    if (error instanceof AppError && error.code === "rate_limited") return tooMany(error);
    const id = reportBug(error);
    return oauthJson(500, { error: "server_error", error_description: `Something went wrong: ${id}` });
  }
}

/** What a browser asks before a page of another site may use these addresses. */
export const usableByPages = (methods: string) => (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": methods,
      "access-control-allow-headers": "authorization, content-type",
      "access-control-max-age": "86400",
    },
  });
