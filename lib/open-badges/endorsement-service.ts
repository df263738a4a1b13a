import { siteAddress } from "@/lib/auth/password-link";
import { type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { versionFacts } from "@/lib/open-badges/achievement-queries";
import { endorserDid } from "@/lib/open-badges/addresses";
import { type EndorsementFacts, endorsementCredential } from "@/lib/open-badges/endorsement-documents";
import { signingKey } from "@/lib/open-badges/key-service";
import { asJwt, withProof } from "@/lib/open-badges/sign";
import { endorsementWords } from "@/lib/open-badges/words";

export type SignedEndorsement = Readonly<{ json: string; jwt: string }>;

type Row = Omit<EndorsementFacts, "slug"> & { signed: string | null; signedJwt: string | null };

/**
 * Signs an endorsement with the organisation's key in the endorser's name, and keeps it: it is signed once, however many
 * ask at the same time, and again only when the installation's address changes. Null for one that is not given.
 */
export async function signEndorsement(ctx: Ctx, id: string): Promise<SignedEndorsement | null> {
  requireModule(ctx, "open_badges");
  return inTenant(ctx, async (tx, now) => {
    const row = await lockGiven(tx, ctx, id);
    if (!row) return null;
    if (row.signed !== null && row.signedJwt !== null) return { json: row.signed, jwt: row.signedJwt };
    const { slug } = ctx.organization;
    const credential = endorsementCredential({ ...row, slug }, await wordsOf(tx, ctx, row));
    const key = await signingKey(tx, ctx, "Ed25519");
    const signer = { slug, key, did: endorserDid(id) };
    const json = JSON.stringify(await withProof(credential, { ...signer, now }));
    const jwt = await asJwt(credential, signer);
    const data = { signed: json, signedJwt: jwt, signedOrigin: siteAddress() };
    await tx.achievementEndorsement.updateMany({
      where: { organizationId: ctx.organization.id, id },
      data,
    });
    return { json, jwt };
  });
}

/** The row, which nobody else signs or withdraws until we are done; what was signed for another address is not read. */
async function lockGiven(tx: Tx, { organization }: Ctx, id: string): Promise<Row | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT id, achievement_version_id AS "versionId", endorser_name AS name, endorser_url AS url, comment, given_at AS "givenAt",
      CASE WHEN signed_origin = ${siteAddress()} THEN signed END AS signed,
      CASE WHEN signed_origin = ${siteAddress()} THEN signed_jwt END AS "signedJwt"
    FROM achievement_endorsements
    WHERE organization_id = ${organization.id}::uuid AND id = ${id}::uuid AND status = 'given' FOR UPDATE`;
  return row ?? null;
}

async function wordsOf(tx: Tx, ctx: Ctx, { versionId, name }: Row) {
  const { name: organization, locale, timeZone } = ctx.organization;
  const facts = versionId ? await versionFacts(tx, ctx, versionId) : null;
  const words = { endorser: name, organization, subject: facts?.name ?? organization };
  return endorsementWords(words, { locale, timeZone });
}
