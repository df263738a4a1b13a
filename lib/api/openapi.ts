import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from "zod-openapi";
import { accessQuery, accessResource } from "@/lib/api/access-schema";
import { ITEMS } from "@/lib/api/intake-schema";
import { EXAMPLES } from "@/lib/api/openapi-examples";
import * as queries from "@/lib/api/read-schema";
import * as resources from "@/lib/api/resources";
import { MAX_ITEMS, type Received } from "@/lib/api/rules";
import { API_SCOPES, type ApiScope } from "@/lib/auth/policy";
import { MAX_API_BODY } from "@/lib/http/json-body";

const PROBLEMS = {
  400: "The body, or Idempotency-Key, cannot be read.",
  401: "No key, or one that is unknown, expired or revoked.",
  403: "The key lacks the scope.",
  404: "The organisation has switched this part off.",
  409: "Somebody changed the same just then; send it again.",
  411: "The request does not say how long its body is (Content-Length).",
  413: `The body is larger than ${MAX_API_BODY / 1_000_000} MB.`,
  415: "The body is not application/json.",
  422: "Something in the request is missing or must be corrected; or the Idempotency-Key was another request's.",
  429: "Too many requests; Retry-After says how many seconds to wait.",
  500: "Our fault; nothing was saved. `detail` holds a code to tell us.",
  503: "Not possible just now; Retry-After says how many seconds to wait.",
} as const;
type ProblemStatus = keyof typeof PROBLEMS;

const problems = (...statuses: readonly ProblemStatus[]): ZodOpenApiResponsesObject =>
  Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: PROBLEMS[status],
        content: { "application/problem+json": { schema: resources.problem } },
      },
    ]),
  );

const common = { security: [{ apiKey: [] }] };
const language = z.object({
  "Accept-Language": z
    .string()
    .optional()
    .meta({ description: "The language of messages: nb, nn or en; else the organisation's." }),
});

type Reading = Readonly<{ scope: ApiScope; summary: string; query: z.ZodObject; item: z.ZodType }>;

const reading = (name: string, { scope, summary, query, item }: Reading): ZodOpenApiOperationObject => ({
  ...common,
  operationId: `list-${name}`,
  summary,
  description: `Scope \`${scope}\`. In the order of the last change, oldest first, a page at a time.`,
  requestParams: { query, header: language },
  responses: {
    "200": {
      description: "A page.",
      headers: {
        Link: {
          schema: { type: "string" },
          description: 'The next page, `rel="next"`; not on the last one.',
        },
      },
      content: { "application/json": { schema: resources.pageOf(item) } },
    },
    ...problems(401, 403, 404, 422, 429, 500, 503),
  },
});

type Writing = Readonly<{ summary: string; resource: z.ZodType; key: string }>;

const writing = (name: Received, { summary, resource, key }: Writing): ZodOpenApiOperationObject => {
  const item = ITEMS[name];
  const items = z.array(item).min(1).max(MAX_ITEMS);
  return {
    ...common,
    operationId: `receive-${name}`,
    summary,
    description: `Scope \`${name}:write\`. One object, or up to ${MAX_ITEMS} as \`{"items": […]}\`, of which a bad one never stops the good ones. ${key} Their people are evaluated soon after.`,
    requestParams: {
      header: language.extend({
        "Idempotency-Key": z.string().meta({ minLength: 1, maxLength: 255 }).optional().meta({
          description: "The same key with the same body is answered as the first time, for 48 hours.",
        }),
      }),
    },
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: z.union([item, z.strictObject({ items })]),
          examples: EXAMPLES[name],
        },
      },
    },
    responses: {
      "200": {
        description:
          "A batch: what became of each item. One object: it was there already, and is as it was or changed.",
        content: { "application/json": { schema: z.union([resources.batchResults, resource]) } },
      },
      "201": { description: "One object: it is new.", content: { "application/json": { schema: resource } } },
      ...problems(400, 401, 403, 409, 411, 413, 415, 422, 429, 500, 503),
    },
  };
};

const access: ZodOpenApiOperationObject = {
  ...common,
  operationId: "read-access",
  summary: "Whether a person may do something",
  description:
    "Scope `access:read`. From certificates that are valid at this moment, of types whose access scopes name it. Ask each time: a certificate may be revoked between two questions.",
  requestParams: { query: accessQuery, header: language },
  responses: {
    "200": {
      description: "The answer; who is not known is not allowed.",
      content: { "application/json": { schema: accessResource } },
    },
    ...problems(401, 403, 404, 422, 429, 500, 503),
  },
};

const BY_EXTERNAL_ID = "With an `external_id` the same one again changes what is there.";

const READINGS: Readonly<Record<string, Reading>> = {
  people: {
    scope: "people:read",
    summary: "People of the organisation",
    query: queries.peopleQuery,
    item: resources.personResource,
  },
  achievements: {
    scope: "achievements:read",
    summary: "Definitions of achievements",
    query: queries.achievementsQuery,
    item: resources.achievementResource,
  },
  awards: {
    scope: "awards:read",
    summary: "Badges that people have earned",
    query: queries.awardsQuery,
    item: resources.awardResource,
  },
  "tier-assignments": {
    scope: "tiers:read",
    summary: "Tiers that people have reached",
    query: queries.tierAssignmentsQuery,
    item: resources.tierAssignmentResource,
  },
  certifications: {
    scope: "certifications:read",
    summary: "Certificates",
    query: queries.certificationsQuery,
    item: resources.certificationResource,
  },
};

const WRITINGS: Readonly<Record<Received, Writing>> = {
  activities: { summary: "Receive activities", resource: resources.activity, key: BY_EXTERNAL_ID },
  referrals: { summary: "Receive referrals", resource: resources.referral, key: BY_EXTERNAL_ID },
  "course-registrations": {
    summary: "Receive course registrations",
    resource: resources.courseRegistration,
    key: "The same person and course again changes what is there.",
  },
};

const BASE = "/api/v1";
const make = () =>
  createDocument({
    openapi: "3.1.0",
    info: {
      title: "Heder",
      version: "1",
      description:
        "Facts in, recognition out, for one organisation: that of the key. All times are UTC with Z.",
    },
    servers: [{ url: "/" }],
    paths: {
      ...Object.fromEntries(
        Object.entries(READINGS).map(([name, one]) => [`${BASE}/${name}`, { get: reading(name, one) }]),
      ),
      ...Object.fromEntries(
        Object.entries(WRITINGS).map(([name, one]) => [
          `${BASE}/${name}`,
          { post: writing(name as Received, one) },
        ]),
      ),
      [`${BASE}/access`]: { get: access },
      [`${BASE}/openapi.json`]: {
        get: {
          operationId: "get-document",
          summary: "This document",
          security: [],
          responses: {
            "200": {
              description: "OpenAPI 3.1.",
              content: { "application/json": { schema: z.looseObject({ openapi: z.string() }) } },
            },
          },
        },
      },
    },
    components: {
      securitySchemes: {
        apiKey: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "heder_<prefix>_<secret>",
          description: `A key that an administrator makes in the organisation's settings. Scopes: ${API_SCOPES.join(", ")}.`,
        },
      },
    },
  });

let made: ReturnType<typeof make> | undefined;

/** The API in the words of OpenAPI 3.1, made from the schemas that requests are held against. */
export function openApiDocument(): ReturnType<typeof make> {
  made ??= make();
  return made;
}
