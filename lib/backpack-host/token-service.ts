import { revokeGrant } from "@/lib/backpack-host/grant-service";
import { contextOfSecret } from "@/lib/backpack-host/holder-queries";
import { LIFETIME, type Scope } from "@/lib/backpack-host/rules";
import { newSecret, secretHash } from "@/lib/backpack-host/secrets";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";

/** What a code or a refresh token stands for. */
export type Holding = Readonly<{
  ctx: Ctx;
  userId: string;
  grantId: string;
  clientId: string;
  scopes: readonly Scope[];
}>;

export type HeldCode = Holding & Readonly<{ redirectUri: string; challenge: string }>;

type Row = Omit<Holding, "ctx" | "userId"> & Readonly<{ isUsed: boolean; isOver: boolean }>;

/** A second use of what is good once: it is in two hands, and so the grant ends (RFC 6749 4.1.2, RFC 9700 4.14). */
const endStolen = (ctx: Ctx, grantId: string) =>
  inTenant(ctx, (tx) => revokeGrant(tx, ctx, grantId, "reused"));

/** The code, if it is still to be exchanged. A used one ends the grant it was for. */
export async function findCode(text: string): Promise<HeldCode | null> {
  const found = await contextOfSecret("code", text);
  if (!found) return null;
  const { ctx, userId, hash } = found;
  const [row] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(Row & { redirectUri: string; challenge: string })[]>`
      SELECT g.id AS "grantId", g.client_id AS "clientId", g.scopes, k.used_at IS NOT NULL AS "isUsed",
        k.expires_at <= now() OR g.revoked_at IS NOT NULL AS "isOver", g.redirect_uri AS "redirectUri", k.code_challenge AS challenge
      FROM backpack_codes k JOIN backpack_grants g ON g.organization_id = k.organization_id AND g.id = k.grant_id
      WHERE k.organization_id = ${ctx.organization.id}::uuid AND k.code_hash = ${hash}`,
  );
  if (row?.isUsed) await endStolen(ctx, row.grantId);
  if (!row || row.isUsed || row.isOver) return null;
  const { isUsed: _, isOver: __, ...code } = row;
  return { ...code, ctx, userId };
}

/** Takes the code for good. False: somebody else was faster, and the grant has ended. */
export async function takeCode(text: string, { ctx, grantId }: Holding): Promise<boolean> {
  const hash = secretHash("code", text);
  const taken = await inTenant(
    ctx,
    (tx) => tx.$executeRaw`
      UPDATE backpack_codes SET used_at = now()
      WHERE organization_id = ${ctx.organization.id}::uuid AND code_hash = ${hash} AND used_at IS NULL AND expires_at > now()`,
  );
  if (taken === 0) await endStolen(ctx, grantId);
  return taken > 0;
}

/** The refresh token, if it is still good. A used one ends the grant it was for. */
export async function findRefreshToken(text: string): Promise<Holding | null> {
  const found = await contextOfSecret("refresh", text);
  if (!found) return null;
  const { ctx, userId, hash } = found;
  const [row] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<Row[]>`
      SELECT g.id AS "grantId", g.client_id AS "clientId", t.scopes, t.used_at IS NOT NULL AS "isUsed",
        t.expires_at <= now() OR g.revoked_at IS NOT NULL AS "isOver"
      FROM backpack_tokens t JOIN backpack_grants g ON g.organization_id = t.organization_id AND g.id = t.grant_id
      WHERE t.organization_id = ${ctx.organization.id}::uuid AND t.token_hash = ${hash} AND t.kind = 'refresh'`,
  );
  if (row?.isUsed) await endStolen(ctx, row.grantId);
  if (!row || row.isUsed || row.isOver) return null;
  const { isUsed: _, isOver: __, ...token } = row;
  return { ...token, ctx, userId };
}

/** Takes the refresh token for good. False: somebody else was faster, and the grant has ended. */
export async function takeRefreshToken(text: string, { ctx, grantId }: Holding): Promise<boolean> {
  const hash = secretHash("refresh", text);
  const taken = await inTenant(
    ctx,
    (tx) => tx.$executeRaw`
      UPDATE backpack_tokens SET used_at = now()
      WHERE organization_id = ${ctx.organization.id}::uuid AND token_hash = ${hash} AND kind = 'refresh' AND used_at IS NULL AND expires_at > now()`,
  );
  if (taken === 0) await endStolen(ctx, grantId);
  return taken > 0;
}

export type Tokens = Readonly<{ access: string; refresh: string }>;

export const newTokens = (): Tokens => ({ access: newSecret("access"), refresh: newSecret("refresh") });

/** Keeps a new pair, good for as long as `LIFETIME` says. False: the grant has ended meanwhile. */
export async function keepTokens(
  { ctx, grantId }: Pick<Holding, "ctx" | "grantId">,
  { access, refresh }: Tokens,
  scopes: readonly string[],
): Promise<boolean> {
  const kept = await inTenant(
    ctx,
    (tx) => tx.$executeRaw`
      INSERT INTO backpack_tokens (organization_id, token_hash, grant_id, kind, scopes, expires_at)
      SELECT g.organization_id, n.hash, g.id, n.kind::backpack_token_kind, ${[...scopes]}::text[], now() + n.seconds * interval '1 second'
      FROM backpack_grants g CROSS JOIN (VALUES
        (${secretHash("access", access)}::bytea, 'access', ${LIFETIME.access}::integer),
        (${secretHash("refresh", refresh)}::bytea, 'refresh', ${LIFETIME.refresh}::integer)) AS n (hash, kind, seconds)
      WHERE g.organization_id = ${ctx.organization.id}::uuid AND g.id = ${grantId}::uuid AND g.revoked_at IS NULL`,
  );
  return kept > 0;
}

export type Bearer = Readonly<{ ctx: Ctx; userId: string; grantId: string; scopes: readonly Scope[] }>;

/** Who acts by an access token, and where; null for an unknown, a spent and a revoked one. That it was used is written once a minute. */
export async function bearerOf(text: string): Promise<Bearer | null> {
  const found = await contextOfSecret("access", text);
  if (!found) return null;
  const { ctx, userId, hash } = found;
  return inTenant(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<{ grantId: string; scopes: Scope[]; isNoted: boolean }[]>`
      SELECT g.id AS "grantId", t.scopes, coalesce(g.last_used_at > now() - interval '1 minute', false) AS "isNoted"
      FROM backpack_tokens t JOIN backpack_grants g ON g.organization_id = t.organization_id AND g.id = t.grant_id
      WHERE t.organization_id = ${ctx.organization.id}::uuid AND t.token_hash = ${hash} AND t.kind = 'access'
        AND t.expires_at > now() AND g.revoked_at IS NULL`;
    if (!row) return null;
    if (!row.isNoted) {
      await tx.$executeRaw`
        UPDATE backpack_grants SET last_used_at = now()
        WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${row.grantId}::uuid AND revoked_at IS NULL`;
    }
    return { ctx, userId, grantId: row.grantId, scopes: row.scopes };
  });
}

/**
 * An application gives a token back (RFC 7009): with it goes the whole grant, as nothing of it is wanted any more. A token
 * of another application, and one that is unknown, is left alone in silence.
 */
export async function giveBack(text: string, clientId: string): Promise<void> {
  const found = (await contextOfSecret("refresh", text)) ?? (await contextOfSecret("access", text));
  if (!found) return;
  const { ctx, hash } = found;
  await inTenant(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<{ grantId: string }[]>`
      SELECT g.id AS "grantId" FROM backpack_tokens t
      JOIN backpack_grants g ON g.organization_id = t.organization_id AND g.id = t.grant_id AND g.client_id = ${clientId}::uuid
      WHERE t.organization_id = ${ctx.organization.id}::uuid AND t.token_hash = ${hash}`;
    if (row) await revokeGrant(tx, ctx, row.grantId, "by_application");
  });
}
