import { siteAddress } from "@/lib/auth/password-link";
import { askAsPublic } from "@/lib/database/public";
import { addresses } from "@/lib/open-badges/addresses";
import { type EndorsementFacts, endorsement } from "@/lib/open-badges/endorsement-documents";
import { type SignedEndorsement, signEndorsement } from "@/lib/open-badges/endorsement-service";
import { organizationContext } from "@/lib/organizations/context-queries";

/** Withdrawn: was published and is no more. */
export type PublishedEndorsement =
  | Readonly<{ state: "given"; slug: string; hosted: object; signed: SignedEndorsement }>
  | Readonly<{ state: "withdrawn" }>
  | null;

type Row = EndorsementFacts & { isWithdrawn: boolean; signed: string | null; signedJwt: string | null };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An endorsement for anybody; null for an unknown one, one that was never given, and where no badges are published. */
export async function publishedEndorsement(id: string): Promise<PublishedEndorsement> {
  if (!UUID.test(id)) return null;
  const [row] = await askAsPublic<Row>(
    `SELECT id, slug, is_withdrawn AS "isWithdrawn", version_id AS "versionId", name, url, comment, given_at AS "givenAt",
       signed, signed_jwt AS "signedJwt" FROM public_endorsement($1, $2)`,
    [id, siteAddress()],
    "public_endorsement",
  );
  if (!row) return null;
  if (row.isWithdrawn) return { state: "withdrawn" };
  const { slug } = row;
  const signed =
    row.signed !== null && row.signedJwt !== null
      ? { json: row.signed, jwt: row.signedJwt }
      : await signEndorsement(await organizationContext({ slug }, { kind: "system" }), id);
  // Withdrawn in the meantime.
  if (!signed) return { state: "withdrawn" };
  return { state: "given", slug, hosted: endorsement(row), signed };
}

/**
 * What a document says of its endorsements: addresses in 2.0, the signed credentials themselves (JWT) in 3.0. Of the
 * version of an achievement, or of the issuer itself (null); the newest fifty.
 */
export async function endorsementsIn(
  slug: string,
  versionId: string | null,
  as: "ob2" | "ob3",
): Promise<string[]> {
  const rows = await askAsPublic<{ id: string }>(
    "SELECT id FROM public_endorsements($1, $2)",
    [slug, versionId],
    "public_endorsements",
  );
  if (as === "ob2") return rows.map(({ id }) => addresses.endorsementV2(id));
  const published = await Promise.all(rows.map(({ id }) => publishedEndorsement(id)));
  return published.flatMap((one) => (one?.state === "given" ? [one.signed.jwt] : []));
}
