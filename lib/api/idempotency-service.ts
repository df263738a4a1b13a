import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { Refused } from "@/lib/http/problem";

/** An answer as it was first given: JSON. */
export type KeptAnswer = Readonly<{ status: number; text: string }>;

type Claim = Readonly<{ apiKeyId: string; key: string; hash: Uint8Array<ArrayBuffer> }>;
type Row = { request_hash: Uint8Array; status: number; answer: string };

/** Longer than anybody tries again. */
const KEPT = "48 hours";
const CLEARED_AT_ONCE = 100;

/** The same address and the same bytes are the same request. */
export const requestHash = (path: string, body: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash("sha256").update(path).update("\0").update(body).digest());

/**
 * Takes the key for this transaction, or answers what was answered the first time. Who comes while the first one
 * works waits for it here: if it fails, the key is free again. Refused (422) when the key was another request's.
 */
export async function claimKey(tx: Tx, ctx: Ctx, { apiKeyId, key, hash }: Claim): Promise<KeptAnswer | null> {
  const organizationId = ctx.organization.id;
  await tx.$executeRaw`
    DELETE FROM idempotency_keys WHERE organization_id = ${organizationId}::uuid AND (api_key_id, key) IN (
      SELECT api_key_id, key FROM idempotency_keys
      WHERE organization_id = ${organizationId}::uuid AND created_at < now() - ${KEPT}::interval
      LIMIT ${CLEARED_AT_ONCE} FOR UPDATE SKIP LOCKED)`;
  const taken = await tx.$executeRaw`
    INSERT INTO idempotency_keys (organization_id, api_key_id, key, request_hash)
    VALUES (${organizationId}::uuid, ${apiKeyId}::uuid, ${key}, ${hash}) ON CONFLICT DO NOTHING`;
  if (taken === 1) return null;
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT request_hash, status, answer FROM idempotency_keys
    WHERE organization_id = ${organizationId}::uuid AND api_key_id = ${apiKeyId}::uuid AND key = ${key}`;
  // It was two days old and has just been cleared away: the next try finds it free.
  if (!row) throw new AppError("unavailable", msg("system.busy"));
  if (!Buffer.from(row.request_hash).equals(hash)) {
    throw new Refused(422, "idempotency_key_reused", msg("api.keyReused"));
  }
  return { status: row.status, text: row.answer };
}

/** Keeps the answer beside what the request did, in the same transaction. */
export async function keepAnswer(
  tx: Tx,
  ctx: Ctx,
  { apiKeyId, key }: Claim,
  { status, text }: KeptAnswer,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE idempotency_keys SET status = ${status}::integer, answer = ${text}
    WHERE organization_id = ${ctx.organization.id}::uuid AND api_key_id = ${apiKeyId}::uuid AND key = ${key}`;
}
