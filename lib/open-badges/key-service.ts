import { randomUUID } from "node:crypto";
import type { JWK } from "jose";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { record } from "@/lib/events/record";
import { type KeyAlgorithm, newKeyPair, openKey, sealKey } from "@/lib/open-badges/key-material";

export type SigningKey = Readonly<{ id: string; algorithm: KeyAlgorithm; publicKey: JWK; privateKey: JWK }>;

type Row = { id: string; publicKey: JWK; privateKey: Uint8Array };

/** The key the organisation signs with now, or null as long as it has none. Throws `Unreadable` after HEDER_SECRET was exchanged. */
async function activeKey(tx: Tx, { organization }: Ctx, algorithm: KeyAlgorithm): Promise<SigningKey | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT id, public_key AS "publicKey", private_key AS "privateKey" FROM issuer_keys
    WHERE organization_id = ${organization.id}::uuid AND algorithm = ${algorithm}::issuer_key_algorithm AND status = 'active'`;
  if (!row) return null;
  const privateKey = openKey(row.privateKey, organization.id, row.id);
  return { id: row.id, algorithm, publicKey: row.publicKey, privateKey };
}

/** A new active key, unless there is one by now: then nothing happens and the answer is null. */
async function addKey(tx: Tx, { organization }: Ctx, algorithm: KeyAlgorithm): Promise<string | null> {
  const id = randomUUID();
  const { publicKey, privateKey } = await newKeyPair(algorithm);
  const sealed = sealKey(privateKey, organization.id, id);
  const added = await tx.$executeRaw`
    INSERT INTO issuer_keys (id, organization_id, algorithm, public_key, private_key)
    VALUES (${id}::uuid, ${organization.id}::uuid, ${algorithm}::issuer_key_algorithm, ${JSON.stringify(publicKey)}::jsonb, ${sealed})
    ON CONFLICT (organization_id, algorithm) WHERE status = 'active' DO NOTHING`;
  return added === 1 ? id : null;
}

/**
 * The key the organisation signs with, made now if this is the first time. However many ask at once, there is one: who
 * comes second waits for the first. Part of publishing, which anybody may cause, so it asks for no permission; it never
 * leaves the server.
 */
export async function signingKey(tx: Tx, ctx: Ctx, algorithm: KeyAlgorithm): Promise<SigningKey> {
  requireModule(ctx, "open_badges");
  const known = await activeKey(tx, ctx, algorithm);
  if (known) return known;
  const id = await addKey(tx, ctx, algorithm);
  if (id) await record(tx, ctx, "issuer_key.created", { type: "issuer_key", id }, { after: { algorithm } });
  const key = await activeKey(tx, ctx, algorithm);
  if (!key) throw new Error("an issuer key was retired in the moment it was made");
  return key;
}

export type Rotation = Readonly<{ algorithm: KeyAlgorithm; retired: string; active: string }>;

/**
 * Retires the key in use and makes the next one; what was signed before stays verifiable, as a retired key is published
 * for good. An algorithm that was never used has no key and stays without. Two at once are one rotation.
 */
export async function rotateKeys(ctx: Ctx, algorithms: readonly KeyAlgorithm[]): Promise<Rotation[]> {
  authorize(ctx, "issuer:write");
  requireModule(ctx, "open_badges");
  return inTenant(ctx, async (tx) => {
    const rotations: Rotation[] = [];
    for (const algorithm of algorithms) {
      const rotation = await rotate(tx, ctx, algorithm);
      if (rotation) rotations.push(rotation);
    }
    return rotations;
  });
}

async function rotate(tx: Tx, ctx: Ctx, algorithm: KeyAlgorithm): Promise<Rotation | null> {
  const [old] = await tx.$queryRaw<{ id: string }[]>`
    UPDATE issuer_keys SET status = 'retired', retired_at = now()
    WHERE organization_id = ${ctx.organization.id}::uuid AND algorithm = ${algorithm}::issuer_key_algorithm AND status = 'active'
    RETURNING id`;
  if (!old) return null;
  const id = await addKey(tx, ctx, algorithm);
  if (!id) throw new Error("a second active key appeared beside the one that was just retired");
  const subject = { type: "issuer_key", id };
  await record(tx, ctx, "issuer_key.rotated", subject, {
    before: { key: old.id },
    after: { key: id, algorithm },
  });
  return { algorithm, retired: old.id, active: id };
}
