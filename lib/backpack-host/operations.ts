import type { ApiAnswer } from "@/lib/backpack-host/api-route";
import { endpoints } from "@/lib/backpack-host/discovery";
import { pageHeaders } from "@/lib/backpack-host/paging";
import { credentialPage, profileUpdate } from "@/lib/backpack-host/schema";
import type { Bearer } from "@/lib/backpack-host/token-service";
import { keepBadge } from "@/lib/collection/keep-service";
import { pageOfCredentials } from "@/lib/collection/queries";
import { LARGEST_CREDENTIAL } from "@/lib/collection/rules";
import { AppError, msg } from "@/lib/errors";
import { readJson } from "@/lib/http/json-body";
import { Refused } from "@/lib/http/problem";
import { receivedBody } from "@/lib/http/received-body";
import { getOwnProfile } from "@/lib/people/own-profile-queries";
import { changeOwnName } from "@/lib/people/service";
import { parse } from "@/lib/validation";

const JSON_TYPES = ["application/json", "application/vc+ld+json", "application/vc", "application/ld+json"];

const typeOf = ({ headers }: Request) =>
  (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

async function sentText(request: Request): Promise<string> {
  const bytes = await receivedBody(request, LARGEST_CREDENTIAL);
  if (bytes === null) throw new Refused(413, "too_large", msg("collection.tooLarge"));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refused(400, "malformed", msg("api.notUtf8"));
  }
}

/**
 * upsertCredential (6.2.3): keeps a credential for the holder; 201 when it is new, 200 when it replaced one. The answer
 * is the credential as it was sent. JWTs come as text/plain and everything else as JSON.
 */
export async function upsertCredential({ ctx, grantId }: Bearer, request: Request): Promise<ApiAnswer> {
  const type = typeOf(request);
  const isJws = type === "text/plain";
  if (!isJws && !JSON_TYPES.includes(type)) {
    throw new Refused(415, "unsupported_type", msg("backpack.wrongType"));
  }
  const text = (await sentText(request)).trim();
  if (text.startsWith("{") === isJws) throw new AppError("invalid", msg("backpack.otherType"));
  const { isNew } = await keepBadge(ctx, text, { source: "push", grantId, format: "ob3" });
  return { status: isNew ? 201 : 200, type: isJws ? "text/plain" : "application/json", text };
}

/** getCredentials (6.2.2): what the holder keeps, page by page. */
export async function getCredentials({ ctx }: Bearer, { url }: Request): Promise<ApiAnswer> {
  const { search, searchParams } = new URL(url);
  const { limit, offset, since } = parse(credentialPage, Object.fromEntries(searchParams));
  const from = since === undefined ? null : new Date(since);
  const { total, credentials } = await pageOfCredentials(ctx, { limit, offset, since: from });
  const documents = (encoding: string) => credentials.filter((one) => one.encoding === encoding);
  const body = {
    credential: documents("json").map(({ document }) => JSON.parse(document)),
    compactJwsString: documents("jws").map(({ document }) => document),
  };
  const headers = pageHeaders(`${endpoints().api}/credentials${search}`, { limit, offset, total });
  return { status: 200, type: "application/json", text: JSON.stringify(body), headers };
}

/** getProfile (6.2.4): the holder, as the organisation knows them. */
export async function getProfile({ ctx }: Bearer): Promise<ApiAnswer> {
  const { membershipId, displayName, email } = await getOwnProfile(ctx);
  const body = {
    "@context": ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    id: `urn:uuid:${membershipId}`,
    type: ["Profile"],
    name: displayName,
    ...(email === null ? {} : { email }),
  };
  return { status: 200, type: "application/json", text: JSON.stringify(body) };
}

/** putProfile (6.2.5): the holder's name. Everything else is the organisation's to say, and answered as it is. */
export async function putProfile(bearer: Bearer, request: Request): Promise<ApiAnswer> {
  const { name } = parse(profileUpdate, (await readJson(request)).value);
  if (name !== undefined) await changeOwnName(bearer.ctx, { displayName: name });
  return getProfile(bearer);
}
