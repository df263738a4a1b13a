import { siteAddress } from "@/lib/auth/password-link";
import { SCOPE_PREFIX } from "@/lib/backpack-host/rules";

/** The addresses of the API and of its OAuth endpoints. */
export const endpoints = () => {
  const site = siteAddress();
  return {
    api: `${site}/ims/ob/v3p0`,
    authorization: `${site}/oauth/authorize`,
    token: `${site}/oauth/token`,
    registration: `${site}/oauth/register`,
    revocation: `${site}/oauth/revoke`,
  };
};

// English, as other systems read it; what people are asked stands on the page of consent.
const MEANING = {
  "credential.readonly": "Permission to read AchievementCredentials for the authenticated entity.",
  "credential.upsert": "Permission to create or update AchievementCredentials for the authenticated entity.",
  "profile.readonly": "Permission to read the profile for the authenticated entity.",
  "profile.update": "Permission to update the profile for the authenticated entity.",
} as const;

const scopes = Object.fromEntries(
  Object.entries(MEANING).map(([scope, meaning]) => [SCOPE_PREFIX + scope, meaning]),
);
const needs = (scope: keyof typeof MEANING) => [{ OAuth2ACG: [SCOPE_PREFIX + scope] }];

const json = (description: string) => ({ description, content: { "application/json": {} } });
const refused = { "4XX": json("Imsx_StatusInfo"), "5XX": json("Imsx_StatusInfo") };
const credential = { "application/json": {}, "application/vc+ld+json": {}, "text/plain": {} };

const paths = {
  "/credentials": {
    get: {
      operationId: "getCredentials",
      security: needs("credential.readonly"),
      parameters: ["limit", "offset", "since"].map((name) => ({
        name,
        in: "query",
        schema: name === "since" ? { type: "string", format: "date-time" } : { type: "integer", minimum: 0 },
      })),
      responses: { 200: json("GetOpenBadgeCredentialsResponse"), ...refused },
    },
    post: {
      operationId: "upsertCredential",
      security: needs("credential.upsert"),
      requestBody: { required: true, content: credential },
      responses: {
        200: { description: "Replaced", content: credential },
        201: { description: "Created", content: credential },
        ...refused,
      },
    },
  },
  "/profile": {
    get: {
      operationId: "getProfile",
      security: needs("profile.readonly"),
      responses: { 200: json("Profile"), ...refused },
    },
    put: {
      operationId: "putProfile",
      security: needs("profile.update"),
      requestBody: { required: true, content: { "application/json": {} } },
      responses: { 200: json("Profile"), ...refused },
    },
  },
  "/discovery": {
    get: { operationId: "getServiceDescription", responses: { 200: json("ServiceDescriptionDocument") } },
  },
};

/** The ServiceDescriptionDocument (Open Badges 3.0, 6.3): where everything is, and what can be asked for. */
export function serviceDescription(): object {
  const { api, authorization, token, registration, revocation } = endpoints();
  const site = `${siteAddress()}/`;
  return {
    openapi: "3.0.1",
    info: {
      title: "Heder",
      version: "3.0",
      description: "Open Badges 3.0 API",
      termsOfService: site,
      "x-imssf-privacyPolicyUrl": site,
      "x-imssf-image": `${siteAddress()}/icon.svg`,
    },
    servers: [{ url: api }],
    components: {
      securitySchemes: {
        OAuth2ACG: {
          type: "oauth2",
          description: "OAuth 2.0 Authorization Code Grant authorization",
          "x-imssf-name": "Heder",
          "x-imssf-registrationUrl": registration,
          "x-imssf-revocationUrl": revocation,
          "x-imssf-privacyPolicyUrl": site,
          "x-imssf-termsOfServiceUrl": site,
          flows: {
            authorizationCode: {
              authorizationUrl: authorization,
              tokenUrl: token,
              refreshUrl: token,
              scopes,
            },
          },
        },
      },
    },
    paths,
  };
}
