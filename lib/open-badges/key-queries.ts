import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { jwtMethod, proofMethod } from "@/lib/open-badges/addresses";
import type { KeyAlgorithm } from "@/lib/open-badges/key-material";

export type IssuerKeyRow = Readonly<{
  id: string;
  algorithm: KeyAlgorithm;
  status: "active" | "retired";
  createdAt: Date;
  retiredAt: Date | null;
  /** How the key is named in what it signed. */
  verificationMethod: string;
}>;

/** All keys the organisation ever signed with, those in use first and then the newest. Without their private halves. */
export async function listKeys(ctx: Ctx): Promise<IssuerKeyRow[]> {
  authorize(ctx, "issuer:read");
  const rows = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<Omit<IssuerKeyRow, "verificationMethod">[]>`
      SELECT id, algorithm::text AS algorithm, status::text AS status, created_at AS "createdAt", retired_at AS "retiredAt"
      FROM issuer_keys WHERE organization_id = ${ctx.organization.id}::uuid
      ORDER BY status, created_at DESC, id`,
  );
  const { slug } = ctx.organization;
  const nameOf = { Ed25519: proofMethod, RS256: jwtMethod } as const;
  return rows.map((row) => ({ ...row, verificationMethod: nameOf[row.algorithm](slug, row.id) }));
}
