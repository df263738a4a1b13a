import { addresses, endorserDid } from "@/lib/open-badges/addresses";
import { OPEN_BADGES_V2 } from "@/lib/open-badges/contexts";
import { publishedEndorsement } from "@/lib/open-badges/endorsement-queries";
import {
  achievementJson,
  endorserJson,
  issuerJson,
  namedIssuerJson,
  type Published,
  publishedCredential,
} from "@/lib/open-badges/public-queries";
import type { CredentialForm } from "@/lib/open-badges/publish-service";
import { publicStatusList } from "@/lib/open-badges/status-list-service";

/** A document as it is answered: `gone` is one that was revoked. */
export type PublishedDocument = Readonly<{
  status: 200 | 410;
  body: string;
  /** Linked data of 2.0, a Verifiable Credential, a DID document, or a JWT. */
  kind: "badge" | "credential" | "did" | "jwt";
  /** The page that says the same to people, if there is one. */
  page: string | null;
}>;

/** What an address asks for beyond its path. */
export type Wish = Readonly<{ jwt?: boolean; algorithm?: "EdDSA" | "RS256" }>;

const found = (
  json: object | null,
  kind: PublishedDocument["kind"],
  page: string | null = null,
): PublishedDocument | null => json && { status: 200, body: JSON.stringify(json), kind, page };

const withReason = (reason: string | null) => (reason === null ? {} : { revocationReason: reason });

/** `abc.json` is for a person who wants to see the document itself: it leads to no page. */
const withoutJson = (name: string): readonly [name: string, isJson: boolean] =>
  name.endsWith(".json") ? [name.slice(0, -".json".length), true] : [name, false];

async function assertionAt(name: string): Promise<PublishedDocument | null> {
  const [hash, isJson] = withoutJson(name);
  const published = await publishedCredential({ kind: "award", key: hash, form: "ob2" });
  if (!published) return null;
  const page = isJson ? null : addresses.badgePage(hash);
  if (published.state === "valid") return { status: 200, body: published.body, kind: "badge", page };
  const id = addresses.assertion(hash);
  const gone = { "@context": OPEN_BADGES_V2, type: "Assertion", id, revoked: true };
  return {
    status: 410,
    body: JSON.stringify({ ...gone, ...withReason(published.reason) }),
    kind: "badge",
    page,
  };
}

/** `abc`, `abc.json` and `abc.jwt`: the ending decides, and without one what the reader wants. */
const ENDING = /^([0-9a-f]{32})(?:\.(json|jwt))?$/;

async function credentialAt(
  kind: "award" | "certificate",
  name: string,
  wish: Wish,
): Promise<PublishedDocument | null> {
  const [, key, ending] = ENDING.exec(name) ?? [];
  if (!key) return null;
  const isJwt = ending ? ending === "jwt" : wish.jwt === true;
  const jwt: CredentialForm = wish.algorithm === "RS256" ? "jwt_rs256" : "jwt_eddsa";
  const published = await publishedCredential({ kind, key, form: isJwt ? jwt : "ob3" });
  const id = kind === "award" ? addresses.credential(key) : addresses.certificate(key);
  const page = kind === "award" && !ending ? addresses.badgePage(key) : null;
  return published && answered(published, { id, kind: isJwt ? "jwt" : "credential", page });
}

type Named = Readonly<{ id: string; kind: "jwt" | "credential"; page: string | null }>;

function answered(published: NonNullable<Published>, { id, kind, page }: Named): PublishedDocument {
  if (published.state === "valid") return { status: 200, body: published.body, kind, page };
  const gone = { id, revoked: true, ...withReason(published.reason) };
  return { status: 410, body: JSON.stringify(gone), kind: "credential", page };
}

async function statusListAt(slug: string, number: string): Promise<PublishedDocument | null> {
  const body = /^[1-9]\d{0,5}$/.test(number) ? await publicStatusList(slug, Number(number)) : null;
  return body === null ? null : { status: 200, body, kind: "credential", page: null };
}

async function achievementAt(name: string, as: "ob2" | "ob3"): Promise<PublishedDocument | null> {
  const [id, isJson] = withoutJson(name);
  const page = as === "ob2" && !isJson ? addresses.criteria(id) : null;
  return found(await achievementJson(id, as), as === "ob2" ? "badge" : "credential", page);
}

/** `gone` is what a document of 2.0 or of 3.0 that was withdrawn still says. */
const withdrawn = (gone: object, kind: "badge" | "credential"): PublishedDocument => ({
  status: 410,
  body: JSON.stringify({ ...gone, revoked: true }),
  kind,
  page: null,
});

async function endorsementAt(name: string): Promise<PublishedDocument | null> {
  const [id] = withoutJson(name);
  const published = await publishedEndorsement(id);
  if (published?.state === "given") return found(published.hosted, "badge");
  const gone = { "@context": OPEN_BADGES_V2, type: "Endorsement", id: addresses.endorsementV2(id) };
  return published && withdrawn(gone, "badge");
}

async function endorsementCredentialAt(name: string, wish: Wish): Promise<PublishedDocument | null> {
  const [, id = "", ending] = /^([^.]+)(?:\.(json|jwt))?$/.exec(name) ?? [];
  const published = await publishedEndorsement(id);
  if (published?.state === "withdrawn") return withdrawn({ id: addresses.endorsement(id) }, "credential");
  if (!published) return null;
  const isJwt = ending ? ending === "jwt" : wish.jwt === true;
  const { json, jwt } = published.signed;
  return { status: 200, body: isJwt ? jwt : json, kind: isJwt ? "jwt" : "credential", page: null };
}

/** The keys of whoever endorsed. Gone with the endorsement, so that no copy of it can be verified any more. */
async function endorserAt(id: string): Promise<PublishedDocument | null> {
  const published = await publishedEndorsement(id);
  if (published?.state === "withdrawn") return withdrawn({ id: endorserDid(id) }, "credential");
  return published && found(await endorserJson(id, published.slug), "did");
}

type Read = (parts: readonly string[], wish: Wish) => Promise<PublishedDocument | null>;

/** Each kind of address below `/ob`, and what stands there. */
const PLACES: readonly Readonly<{ path: RegExp; read: Read }>[] = [
  {
    path: /^v2\/issuers\/([^/]+)$/,
    read: async ([slug = ""]) => found(await issuerJson(slug, "ob2"), "badge"),
  },
  { path: /^v2\/achievements\/([^/]+)$/, read: ([id = ""]) => achievementAt(id, "ob2") },
  {
    path: /^v2\/achievements\/([^/]+)\/issuer$/,
    read: async ([id = ""]) => found(await namedIssuerJson(id), "badge"),
  },
  { path: /^v2\/assertions\/([^/]+)$/, read: ([hash = ""]) => assertionAt(hash) },
  {
    path: /^v3\/issuers\/([^/]+)$/,
    read: async ([slug = ""]) => found(await issuerJson(slug, "ob3"), "credential"),
  },
  { path: /^v3\/achievements\/([^/]+)$/, read: ([id = ""]) => achievementAt(id, "ob3") },
  { path: /^v3\/credentials\/([^/]+)$/, read: ([name = ""], wish) => credentialAt("award", name, wish) },
  {
    path: /^v3\/certificates\/([^/]+)$/,
    read: ([name = ""], wish) => credentialAt("certificate", name, wish),
  },
  { path: /^v3\/status\/([^/]+)\/([^/]+)$/, read: ([slug = "", number = ""]) => statusListAt(slug, number) },
  { path: /^v2\/endorsements\/([^/]+)$/, read: ([name = ""]) => endorsementAt(name) },
  { path: /^v3\/endorsements\/([^/]+)$/, read: ([name = ""], wish) => endorsementCredentialAt(name, wish) },
  { path: /^endorsers\/([^/]+)\/did\.json$/, read: ([id = ""]) => endorserAt(id) },
  {
    path: /^issuers\/([^/]+)\/did\.json$/,
    read: async ([slug = ""]) => found(await issuerJson(slug, "did"), "did"),
  },
];

/** What this installation publishes at a path below `/ob/`; null for nothing. */
export async function publishedAt(path: string, wish: Wish = {}): Promise<PublishedDocument | null> {
  for (const { path: place, read } of PLACES) {
    const [, ...parts] = place.exec(path) ?? [];
    if (parts.length > 0) return read(parts, wish);
  }
  return null;
}
