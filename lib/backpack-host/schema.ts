import * as z from "zod";
import { isRedirectUri } from "@/lib/backpack-host/rules";
import { isOneLine } from "@/lib/validation";

const AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"] as const;

/** What an application says of itself (RFC 7591). What is not in here is not kept; what only we decide is not refused. */
export const registration = z.object({
  client_name: z.string().trim().min(1).max(100).refine(isOneLine),
  client_uri: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .refine(isOneLine)
    .optional(),
  redirect_uris: z.array(z.string().refine(isRedirectUri)).min(1).max(10),
  token_endpoint_auth_method: z.enum(AUTH_METHODS).default("client_secret_basic"),
  grant_types: z.array(z.string().max(100).refine(isOneLine)).max(10).optional(),
  response_types: z.array(z.string().max(100).refine(isOneLine)).max(10).optional(),
});
export type Registration = z.output<typeof registration>;

const parameter = z.string().max(2_000).refine(isOneLine);

/** A request for authorization (RFC 6749 4.1.1, RFC 7636), after its application and its redirect URI are known good. */
export const authorizationParameters = z.object({
  response_type: parameter,
  scope: parameter.default(""),
  state: parameter.optional(),
  code_challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  code_challenge_method: z.literal("S256"),
});

/** As many as a page ever has: each may be a megabyte. */
const MOST = 100;

/** Where the credentials begin, and how many; who asks for more than a page has gets a page. */
export const credentialPage = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .default(MOST)
    .transform((limit) => Math.min(limit, MOST)),
  offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
  since: z.iso.datetime({ offset: true }).optional(),
});

/** The parts of a profile that a person may change from elsewhere; the others are answered as they are here. */
export const profileUpdate = z.object({
  name: z.string().trim().min(1).max(200).refine(isOneLine).optional(),
});

export const grantId = z.strictObject({ id: z.uuid() });
