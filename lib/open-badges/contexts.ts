import { knownContexts, loaderOf } from "@/lib/credential-check/contexts";

export const CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2";
export const OPEN_BADGES_V3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
export const OPEN_BADGES_V2 = "https://w3id.org/openbadges/v2";

/**
 * JSON-LD contexts come from packages and from nowhere else: a document that refers to another one is refused, and the
 * network is never asked.
 */
export const loadContext = loaderOf(knownContexts);
