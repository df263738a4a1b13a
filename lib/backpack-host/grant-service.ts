import { type AuthorizationRequest, answerTo } from "@/lib/backpack-host/authorization";
import { LIFETIME, type Scope } from "@/lib/backpack-host/rules";
import { newSecret, secretHash } from "@/lib/backpack-host/secrets";
import { orRefusal } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";

const subjectOf = (id: string) => ({ type: "backpack_grant", id });

const noMember = () => new AppError("forbidden", msg("backpack.membersOnly"));
const meanwhile = () => new AppError("conflict", msg("backpack.meanwhile"));

function self(ctx: Ctx): string {
  authorize(ctx, "account:write");
  requireModule(ctx, "open_badges");
  if (ctx.actor.kind !== "user") throw noMember();
  return ctx.actor.userId;
}

/**
 * The acting person allows an application what it asked for, in this organisation. Returns the address the browser goes
 * to: the application's own, with a code that is good once and for a minute. What the person had allowed the same
 * application before ends with it. Throws `forbidden` for who is no member.
 */
export async function allowApplication(ctx: Ctx, request: AuthorizationRequest): Promise<string> {
  const userId = self(ctx);
  const { client, redirectUri, scopes, challenge, state } = request;
  const code = newSecret("code");
  const organizationId = ctx.organization.id;
  const writing = inTenant(ctx, async (tx) => {
    await tx.$executeRaw`
      UPDATE backpack_grants SET revoked_at = now(), revoked_because = 'replaced'
      WHERE organization_id = ${organizationId}::uuid AND user_id = ${userId}::uuid AND client_id = ${client.id}::uuid AND revoked_at IS NULL`;
    const [grant] = await tx.$queryRaw<[{ id: string }]>`
      INSERT INTO backpack_grants (organization_id, user_id, client_id, scopes, redirect_uri)
      VALUES (${organizationId}::uuid, ${userId}::uuid, ${client.id}::uuid, ${[...scopes]}, ${redirectUri}) RETURNING id`;
    await tx.$executeRaw`
      INSERT INTO backpack_codes (organization_id, code_hash, grant_id, code_challenge, expires_at)
      VALUES (${organizationId}::uuid, ${secretHash("code", code)}, ${grant.id}::uuid, ${challenge},
        now() + ${LIFETIME.code}::integer * interval '1 second')`;
    const after = { application: client.name, client: client.id, scopes, redirectUri };
    await record(tx, ctx, "backpack_grant.made", subjectOf(grant.id), { after });
  });
  await orRefusal(writing, {
    backpack_grants_member: noMember,
    backpack_grants_one_standing: meanwhile,
    backpack_grants_client: () => notFound("page"),
  });
  return answerTo(redirectUri, { code }, state);
}

/** Where the browser goes when the person says no. */
export const refuseApplication = ({ redirectUri, state }: AuthorizationRequest): string =>
  answerTo(redirectUri, { error: "access_denied" }, state);

export type ConnectedApplication = Readonly<{
  id: string;
  name: string;
  /** Where it takes the browser, which is the only thing known for certain. */
  host: string;
  scopes: readonly Scope[];
  since: Date;
  lastUsedAt: Date | null;
}>;

/** The applications that the acting person has connected in this organisation, the newest first. */
export async function listConnectedApplications(ctx: Ctx): Promise<ConnectedApplication[]> {
  authorize(ctx, "account:write");
  if (ctx.actor.kind !== "user") return [];
  const { userId } = ctx.actor;
  const rows = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<(Omit<ConnectedApplication, "host"> & { redirectUri: string })[]>`
      SELECT g.id, c.name, g.scopes, g.created_at AS since, g.last_used_at AS "lastUsedAt", g.redirect_uri AS "redirectUri"
      FROM backpack_grants g JOIN oauth_clients c ON c.id = g.client_id
      WHERE g.organization_id = ${ctx.organization.id}::uuid AND g.user_id = ${userId}::uuid AND g.revoked_at IS NULL
      ORDER BY g.created_at DESC, g.id`,
  );
  return rows.map(({ redirectUri, ...row }) => ({ ...row, host: new URL(redirectUri).host }));
}

/** Ends what the acting person allowed an application, at once. Twice is once; unknown and another's: `not_found`. */
export async function disconnectApplication(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "account:write");
  if (ctx.actor.kind !== "user") throw notFound("application");
  const { userId } = ctx.actor;
  await inTenant(ctx, async (tx) => {
    const [grant] = await tx.$queryRaw<{ name: string }[]>`
      SELECT c.name FROM backpack_grants g JOIN oauth_clients c ON c.id = g.client_id
      WHERE g.organization_id = ${ctx.organization.id}::uuid AND g.id = ${id}::uuid AND g.user_id = ${userId}::uuid`;
    if (!grant) throw notFound("application");
    await revokeGrant(tx, ctx, id, "disconnected");
  });
}

type Because = "disconnected" | "by_application" | "reused";

/** Ends a grant and every token with it; one that has ended stays as it is. */
export async function revokeGrant(tx: Tx, ctx: Ctx, id: string, because: Because): Promise<void> {
  const count = await tx.$executeRaw`
    UPDATE backpack_grants SET revoked_at = now(), revoked_because = ${because}
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid AND revoked_at IS NULL`;
  if (count > 0) await record(tx, ctx, "backpack_grant.revoked", subjectOf(id), { after: { because } });
}

/** The job `backpack-host.tidy`: forgets codes and tokens that are long over, and applications that nobody connected. */
export async function tidyBackpack(ctx: Ctx): Promise<void> {
  const organizationId = ctx.organization.id;
  await inTenant(ctx, async (tx) => {
    await tx.$executeRaw`
      DELETE FROM backpack_tokens WHERE organization_id = ${organizationId}::uuid AND expires_at < now() - interval '1 day'`;
    await tx.$executeRaw`
      DELETE FROM backpack_codes WHERE organization_id = ${organizationId}::uuid AND expires_at < now() - interval '30 days'`;
    await tx.$executeRaw`SELECT forget_unused_oauth_clients()`;
  });
}
