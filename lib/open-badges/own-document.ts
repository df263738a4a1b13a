import { siteAddress } from "@/lib/auth/password-link";
import { publishedAt } from "@/lib/open-badges/published-documents";

/** What this installation publishes at a URL, as it would answer it. */
type OwnDocument = Readonly<{ status: number; body: string }>;

/**
 * What this installation itself publishes at a URL, without asking itself over the network; null for another's URL, and
 * for what of our own is no document of Open Badges.
 */
export async function ownDocument(url: string): Promise<OwnDocument | null> {
  const base = `${siteAddress()}/ob/`;
  const asked = URL.parse(url);
  if (!asked) return null;
  const address = `${asked.origin}${asked.pathname}`;
  if (!address.startsWith(base)) return null;
  const algorithm = asked.searchParams.get("alg") === "RS256" ? "RS256" : "EdDSA";
  const document = await publishedAt(address.slice(base.length), { algorithm });
  return document ? { status: document.status, body: document.body } : { status: 404, body: "" };
}
