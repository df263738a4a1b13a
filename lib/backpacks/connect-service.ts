import { BackpackFailure } from "@/lib/backpacks/failure";
import { FLOW_MILLISECONDS, type PendingFlow, sealFlow } from "@/lib/backpacks/flow";
import { keptRegistration, registeredAt } from "@/lib/backpacks/registration-service";
import { authorizationAddress, exchange, giveBack, newFlow, type Tokens } from "@/lib/backpacks/remote";
import { open, seal } from "@/lib/backpacks/secrets";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";

const subjectOf = (id: string) => ({ type: "backpack_connection", id });

function self(ctx: Ctx): string {
  authorize(ctx, "account:write");
  requireModule(ctx, "open_badges");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  return ctx.actor.userId;
}

/** A failure of the other side as an outcome a person can act on. */
const told = (error: unknown): unknown =>
  error instanceof BackpackFailure
    ? new AppError("unavailable", msg(`backpacks.problem.${error.problem}`))
    : error;

/**
 * Begins to connect the acting person's account at a backpack: we make ourselves known there if we are not yet. The
 * browser goes to `location`, and `sealed` is for its cookie. Throws `unavailable` when the backpack cannot be used.
 */
export async function beginConnecting(
  ctx: Ctx,
  { id }: { id: string },
): Promise<{ location: string; sealed: string }> {
  const userId = self(ctx);
  try {
    const client = await registeredAt(ctx, id);
    const flow = newFlow();
    const pending = {
      organization: ctx.organization.slug,
      backpackId: id,
      ...flow,
      until: Date.now() + FLOW_MILLISECONDS,
    };
    return { location: await authorizationAddress(client, flow), sealed: sealFlow(pending, userId) };
  } catch (error) {
    throw told(error);
  }
}

/**
 * Ends what `beginConnecting` began, with what the browser brought back. Connecting again replaces the tokens and keeps
 * what was pushed. Throws `unavailable`: the person said no, it was not our request, or the backpack cannot be used.
 */
export async function finishConnecting(
  ctx: Ctx,
  { backpackId, state, verifier }: PendingFlow,
  answer: URLSearchParams,
): Promise<{ id: string; name: string }> {
  const userId = self(ctx);
  try {
    const { name, registered } = await keptRegistration(ctx, backpackId);
    if (!registered) throw new BackpackFailure("unusable");
    const tokens = await exchange(registered, { state, verifier }, answer);
    return { id: await keep(ctx, userId, backpackId, tokens), name };
  } catch (error) {
    throw told(error);
  }
}

async function keep(ctx: Ctx, userId: string, backpackId: string, tokens: Tokens): Promise<string> {
  const organizationId = ctx.organization.id;
  // The key of a token is the person's at this backpack, which the row is too.
  const of = `${userId} ${backpackId}`;
  return inTenant(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<[{ id: string }]>`
      INSERT INTO backpack_connections AS c (organization_id, user_id, external_backpack_id, access_token, refresh_token, scope, expires_at)
      VALUES (${organizationId}::uuid, ${userId}::uuid, ${backpackId}::uuid, ${seal(tokens.access, ctx, of)},
        ${tokens.refresh === null ? null : seal(tokens.refresh, ctx, of)}, ${tokens.scope.slice(0, 2_000)},
        now() + ${tokens.seconds}::integer * interval '1 second')
      ON CONFLICT ON CONSTRAINT backpack_connections_once DO UPDATE SET access_token = EXCLUDED.access_token,
        refresh_token = EXCLUDED.refresh_token, scope = EXCLUDED.scope, expires_at = EXCLUDED.expires_at, problem = NULL
      RETURNING id`;
    await tx.$executeRaw`
      UPDATE external_identifiers SET state = 'pending', attempts = 0, next_attempt_at = now()
      WHERE organization_id = ${organizationId}::uuid AND backpack_connection_id = ${row.id}::uuid AND state = 'failed'
        AND last_error IN ('refused', 'secret')`;
    await enqueue(tx, "backpacks.push", { organizationId });
    await record(tx, ctx, "backpack_connection.made", subjectOf(row.id), { after: { backpackId } });
    return row.id;
  });
}

type Connection = Readonly<{ backpackId: string; access: Uint8Array; refresh: Uint8Array | null }>;

/**
 * Ends the acting person's connection: the tokens are deleted here at once, and given back there as far as the backpack
 * lets us. What was pushed stays there. Unknown and another's: `not_found`.
 */
export async function disconnectBackpack(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const userId = self(ctx);
  const gone = await inTenant(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<Connection[]>`
      DELETE FROM backpack_connections WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid AND user_id = ${userId}::uuid
      RETURNING external_backpack_id AS "backpackId", access_token AS access, refresh_token AS refresh`;
    if (!row) throw notFound("backpackConnection");
    const { backpackId } = row;
    await record(tx, ctx, "backpack_connection.ended", subjectOf(id), { before: { backpackId } });
    return row;
  });
  const { registered } = await keptRegistration(ctx, gone.backpackId);
  const token = open(gone.refresh ?? gone.access, ctx, `${userId} ${gone.backpackId}`);
  if (registered && token) await giveBack(registered, token);
}

/** Whether every new award of the acting person goes there by itself. Unknown and another's: `not_found`. */
export async function setAutoSync(ctx: Ctx, { id, isOn }: { id: string; isOn: boolean }): Promise<void> {
  const userId = self(ctx);
  const changed = await inTenant(
    ctx,
    (tx) => tx.$executeRaw`
      UPDATE backpack_connections SET auto_sync = ${isOn}
      WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid AND user_id = ${userId}::uuid`,
  );
  if (changed === 0) throw notFound("backpackConnection");
}
