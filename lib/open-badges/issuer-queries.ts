import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { addresses, issuerDid } from "@/lib/open-badges/addresses";
import type { IssuerFacts } from "@/lib/open-badges/issuer-facts";
import { type IssuerKeyRow, listKeys } from "@/lib/open-badges/key-queries";

export type IssuerView = Readonly<{
  profile: IssuerFacts;
  keys: readonly IssuerKeyRow[];
  /** False: the module is off, and none of the addresses answers. */
  isPublished: boolean;
  did: string;
  documents: Readonly<{ v2: string; v3: string; did: string }>;
}>;

/** The organisation as an issuer, for its administrators: what it says of itself, its keys, and where that is published. */
export async function getIssuer(ctx: Ctx): Promise<IssuerView> {
  authorize(ctx, "issuer:read");
  const { id, slug } = ctx.organization;
  const found = await inTenant(ctx, (tx) =>
    tx.organization.findFirst({
      where: { id },
      select: {
        name: true,
        issuerUrl: true,
        issuerEmail: true,
        issuerDescription: true,
        issuerImageUrl: true,
      },
    }),
  );
  if (!found) throw notFound("organization");
  return {
    profile: {
      slug,
      name: found.name,
      url: found.issuerUrl,
      email: found.issuerEmail,
      description: found.issuerDescription,
      imageUrl: found.issuerImageUrl,
    },
    keys: await listKeys(ctx),
    isPublished: ctx.modules.has("open_badges"),
    did: issuerDid(slug),
    documents: {
      v2: addresses.issuerV2(slug),
      v3: addresses.profile(slug),
      did: addresses.didDocument(slug),
    },
  };
}
