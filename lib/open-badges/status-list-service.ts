import { BitstringStatusList, createCredential } from "@digitalbazaar/vc-bitstring-status-list";
import { siteAddress } from "@/lib/auth/password-link";
import { type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { addresses, issuerDid } from "@/lib/open-badges/addresses";
import { CREDENTIALS_V2 } from "@/lib/open-badges/contexts";
import { type SigningKey, signingKey } from "@/lib/open-badges/key-service";
import { publicIssuer } from "@/lib/open-badges/public-queries";
import { withProof } from "@/lib/open-badges/sign";
import { organizationContext } from "@/lib/organizations/context-queries";

type List = {
  id: string;
  number: number;
  length: number;
  createdAt: Date;
  signed: string | null;
  signedCount: number | null;
  signedOrigin: string | null;
  revoked: number;
};

/** A list with how many are revoked in it now: as none ever comes back, that number says whether the signed one holds. */
async function findList(tx: Tx, { organization }: Ctx, number: number): Promise<List | null> {
  const [list] = await tx.$queryRaw<List[]>`
    SELECT l.id, l.number, l.length, l.created_at AS "createdAt", l.signed, l.signed_count AS "signedCount",
      l.signed_origin AS "signedOrigin", (SELECT count(*) FROM credentials c WHERE c.organization_id = l.organization_id
        AND c.status_list_id = l.id AND c.revoked_at IS NOT NULL)::integer AS revoked
    FROM status_lists l WHERE l.organization_id = ${organization.id}::uuid AND l.number = ${number}::integer`;
  return list ?? null;
}

const revokedIn = async (tx: Tx, { organization }: Ctx, { id }: List): Promise<number[]> => {
  const rows = await tx.$queryRaw<{ index: number }[]>`
    SELECT status_list_index AS index FROM credentials
    WHERE organization_id = ${organization.id}::uuid AND status_list_id = ${id}::uuid AND revoked_at IS NOT NULL`;
  return rows.map(({ index }) => index);
};

async function signList(ctx: Ctx, list: List, revoked: readonly number[], key: SigningKey, now: Date) {
  const { slug } = ctx.organization;
  const bits = new BitstringStatusList({ length: list.length });
  for (const index of revoked) bits.setStatus(index, true);
  const id = addresses.statusList(slug, list.number);
  const made = await createCredential({
    id,
    list: bits,
    statusPurpose: "revocation",
    context: [CREDENTIALS_V2],
  });
  const validFrom = `${list.createdAt.toISOString().slice(0, 19)}Z`;
  const signed = await withProof(
    { ...made, issuer: { id: issuerDid(slug) }, validFrom, credentialSubject: { ...made.credentialSubject } },
    { slug, key, now },
  );
  return JSON.stringify(signed);
}

/** The list as a signed credential; a revocation that is committed stands in it. Null for a list that is not there. */
async function signedList(ctx: Ctx, number: number): Promise<string | null> {
  requireModule(ctx, "open_badges");
  return inTenant(ctx, async (tx, now) => {
    const list = await findList(tx, ctx, number);
    if (!list) return null;
    const holds = list.signedCount === list.revoked && list.signedOrigin === siteAddress();
    if (holds && list.signed !== null) return list.signed;
    const revoked = await revokedIn(tx, ctx, list);
    const key = await signingKey(tx, ctx, "Ed25519");
    const signed = await signList(ctx, list, revoked, key, now);
    // Who signed with more revoked ones meanwhile is right.
    await tx.$executeRaw`
      UPDATE status_lists SET signed = ${signed}, signed_count = ${revoked.length}::integer, signed_origin = ${siteAddress()},
        issuer_key_id = ${key.id}::uuid
      WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${list.id}::uuid
        AND (signed_count IS NULL OR signed_count <= ${revoked.length}::integer OR signed_origin <> ${siteAddress()})`;
    return signed;
  });
}

/** A status list for anybody; null for one that is not there, and of an organisation that publishes no badges. */
export async function publicStatusList(slug: string, number: number): Promise<string | null> {
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000) return null;
  if (!(await publicIssuer(slug))) return null;
  return signedList(await organizationContext({ slug }, { kind: "system" }), number);
}

/** How many lists the organisation has: their numbers are 1 to this one. */
export async function countStatusLists(ctx: Ctx): Promise<number> {
  return inTenant(ctx, (tx) => tx.statusList.count({ where: { organizationId: ctx.organization.id } }));
}
