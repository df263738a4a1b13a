import * as z from "zod";
import { BackpackFailure, isBusy } from "@/lib/backpacks/failure";
import { guardedFetch } from "@/lib/backpacks/guarded-fetch";
import { publishedCredential } from "@/lib/open-badges/public-queries";

export const API_VERSIONS = ["3.0", "2.1"] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];

const address = z.url({ protocol: /^https?$/ }).max(2_000);

/** Where a backpack does what, as it said itself. */
export const endpoints = z.object({
  /** What stands before `/credentials` or `/assertions`. */
  api: address,
  authorization: address,
  token: address,
  registration: address,
  revocation: address.nullable(),
});
export type Endpoints = z.output<typeof endpoints>;

type Sent = Readonly<{ path: string; type: string; body: string }>;

type Version = Readonly<{
  scope: string;
  /** Where a backpack describes itself, and what it says there; null: nothing that can be used. */
  description: (apiUrl: string) => string;
  read: (description: unknown, apiUrl: string) => Endpoints | null;
  /** An award as it is sent; null: it is not published, or was revoked. */
  write: (publicHash: string) => Promise<Sent | null>;
}>;

const scopes = (version: "v3p0" | "v2p1", ...names: string[]) =>
  names.map((name) => `https://purl.imsglobal.org/spec/ob/${version}/scope/${name}`).join(" ");

const description30 = z.object({
  components: z.object({
    securitySchemes: z.object({
      OAuth2ACG: z.object({
        "x-imssf-registrationUrl": address,
        "x-imssf-revocationUrl": address.optional(),
        flows: z.object({ authorizationCode: z.object({ authorizationUrl: address, tokenUrl: address }) }),
      }),
    }),
  }),
});

/** Open Badges 3.0, 6 and 7: the signed credential as a JWT. */
const version30: Version = {
  scope: scopes("v3p0", "credential.readonly", "credential.upsert"),
  description: (apiUrl) => `${apiUrl}/discovery`,
  read: (description, api) => {
    const { success, data } = description30.safeParse(description);
    if (!success) return null;
    const { flows, ...scheme } = data.components.securitySchemes.OAuth2ACG;
    return {
      api,
      authorization: flows.authorizationCode.authorizationUrl,
      token: flows.authorizationCode.tokenUrl,
      registration: scheme["x-imssf-registrationUrl"],
      revocation: scheme["x-imssf-revocationUrl"] ?? null,
    };
  },
  write: async (key) => {
    const found = await publishedCredential({ kind: "award", key, form: "jwt_eddsa" });
    return found?.state === "valid" ? { path: "/credentials", type: "text/plain", body: found.body } : null;
  },
};

const manifest = z.object({
  badgeConnectAPI: z
    .array(
      z.object({
        apiBase: address,
        authorizationUrl: address,
        tokenUrl: address,
        registrationUrl: address,
        tokenRevocationUrl: address.optional(),
      }),
    )
    .min(1),
});

/** Open Badges 2.1, Badge Connect: the hosted assertion as JSON. */
const version21: Version = {
  scope: `${scopes("v2p1", "assertion.create", "assertion.readonly")} offline_access`,
  description: (apiUrl) => new URL("/.well-known/badgeconnect.json", apiUrl).href,
  read: (description) => {
    const { success, data } = manifest.safeParse(description);
    const [first] = success ? data.badgeConnectAPI : [];
    if (!first) return null;
    return {
      api: first.apiBase.replace(/\/+$/, ""),
      authorization: first.authorizationUrl,
      token: first.tokenUrl,
      registration: first.registrationUrl,
      revocation: first.tokenRevocationUrl ?? null,
    };
  },
  write: async (key) => {
    const found = await publishedCredential({ kind: "award", key, form: "ob2" });
    if (found?.state !== "valid") return null;
    return { path: "/assertions", type: "application/json", body: `{"assertion":${found.body}}` };
  },
};

export const versions: Readonly<Record<ApiVersion, Version>> = { "3.0": version30, "2.1": version21 };

/** What a backpack says of itself. Throws `BackpackFailure` and `OutboundError`. */
export async function discover(apiUrl: string, version: ApiVersion): Promise<Endpoints> {
  const { description, read } = versions[version];
  const response = await guardedFetch(description(apiUrl), { headers: { accept: "application/json" } });
  if (isBusy(response.status)) throw new BackpackFailure("unreachable", response.status);
  const found = response.status === 200 ? read(await response.json().catch(() => null), apiUrl) : null;
  if (!found) throw new BackpackFailure("unusable", response.status);
  return found;
}
