import { BackpackFailure } from "@/lib/backpacks/failure";
import { keptRegistration } from "@/lib/backpacks/registration-service";
import { type Registered, refreshTokens } from "@/lib/backpacks/remote";
import { open, seal } from "@/lib/backpacks/secrets";
import type { ApiVersion } from "@/lib/backpacks/versions";
import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";

export type Access = Readonly<{ api: string; version: ApiVersion; token: string }>;

type Place = Readonly<{ userId: string; backpackId: string }>;
type Held = Readonly<{
  access: Uint8Array;
  refresh: Uint8Array | null;
  isOver: boolean;
  problem: string | null;
}>;

/**
 * An access token of a connection that is good, renewed when it is not, or when it is the one that was just `refused`.
 * The row is held meanwhile: a refresh token is good once, and two who use it at once would end the connection. Throws
 * `BackpackFailure`; after `refused` and `secret` the person has to connect anew, and the connection says so.
 */
export async function accessOf(ctx: Ctx, id: string, refused: string | null = null): Promise<Access> {
  const [place] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<Place[]>`
      SELECT user_id AS "userId", external_backpack_id AS "backpackId" FROM backpack_connections
      WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid`,
  );
  if (!place) throw new BackpackFailure("refused");
  const { version, registered } = await keptRegistration(ctx, place.backpackId);
  const connection: Connection = { ctx, id, of: `${place.userId} ${place.backpackId}`, registered };
  const outcome = await inTenant(ctx, (tx) => tokenOf(tx, connection, refused));
  // Thrown here and not inside, so that what the connection says of itself is kept.
  if (outcome instanceof BackpackFailure) throw outcome;
  if (!registered) throw new BackpackFailure("secret");
  return { api: registered.endpoints.api, version, token: outcome };
}

type Connection = Readonly<{ ctx: Ctx; id: string; of: string; registered: Registered | null }>;

async function tokenOf(
  tx: Tx,
  connection: Connection,
  refused: string | null,
): Promise<string | BackpackFailure> {
  const { ctx, id, of, registered } = connection;
  const [held] = await tx.$queryRaw<Held[]>`
    SELECT access_token AS access, refresh_token AS refresh, coalesce(expires_at <= now() + interval '30 seconds', false) AS "isOver", problem
    FROM backpack_connections WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid FOR UPDATE`;
  if (!held || held.problem !== null) return new BackpackFailure("refused");
  const token = open(held.access, ctx, of);
  if (token === null || !registered) return over(tx, connection, new BackpackFailure("secret"));
  if (!held.isOver && token !== refused) return token;
  const refresh = held.refresh && open(held.refresh, ctx, of);
  if (!refresh) return over(tx, connection, new BackpackFailure("refused"));
  return renewed(tx, connection, registered, refresh);
}

async function renewed(
  tx: Tx,
  connection: Connection,
  registered: Registered,
  refresh: string,
): Promise<string | BackpackFailure> {
  const { ctx, id, of } = connection;
  try {
    const tokens = await refreshTokens(registered, refresh);
    await tx.$executeRaw`
      UPDATE backpack_connections SET access_token = ${seal(tokens.access, ctx, of)}, refresh_token = ${seal(tokens.refresh ?? refresh, ctx, of)},
        expires_at = now() + ${tokens.seconds}::integer * interval '1 second'
      WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid`;
    return tokens.access;
  } catch (error) {
    if (!(error instanceof BackpackFailure)) throw error;
    return error.problem === "refused" ? over(tx, connection, error) : error;
  }
}

/** The connection says that it is over. */
async function over(tx: Tx, { ctx, id }: Connection, failure: BackpackFailure): Promise<BackpackFailure> {
  const problem = failure.problem === "secret" ? "secret" : "refused";
  await tx.$executeRaw`
    UPDATE backpack_connections SET problem = ${problem}
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid`;
  return failure;
}
