import { type Registered, registerAt } from "@/lib/backpacks/remote";
import { open, seal } from "@/lib/backpacks/secrets";
import { type ApiVersion, endpoints as endpointsSchema } from "@/lib/backpacks/versions";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";

type Kept = Readonly<{
  name: string;
  apiUrl: string;
  version: ApiVersion;
  clientId: string | null;
  registered: Registered | null;
}>;

/** How we are known at a backpack, if we are; a secret that cannot be read any more is no registration. */
export async function keptRegistration(ctx: Ctx, id: string): Promise<Kept> {
  type Row = {
    name: string;
    apiUrl: string;
    version: ApiVersion;
    clientId: string | null;
    secret: Uint8Array | null;
    endpoints: unknown;
  };
  const [row] = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<Row[]>`
      SELECT name, api_url AS "apiUrl", api_version AS version, client_id AS "clientId", client_secret AS secret, endpoints
      FROM external_backpacks WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid`,
  );
  if (!row) throw notFound("backpack");
  const { name, apiUrl, version, clientId } = row;
  const endpoints = endpointsSchema.safeParse(row.endpoints);
  const secret = row.secret && open(row.secret, ctx, id);
  const isReadable = clientId !== null && endpoints.success && (row.secret === null || secret !== null);
  return {
    name,
    apiUrl,
    version,
    clientId,
    registered: isReadable ? { backpackId: id, version, clientId, secret, endpoints: endpoints.data } : null,
  };
}

/**
 * How we are known at a backpack: as kept, or registered now. Two at once may register twice; the first that is kept
 * stands. Throws `BackpackFailure` and `not_found`.
 */
export async function registeredAt(
  ctx: Ctx,
  id: string,
): Promise<Registered & { apiUrl: string; name: string }> {
  const kept = await keptRegistration(ctx, id);
  if (kept.registered) return { ...kept.registered, apiUrl: kept.apiUrl, name: kept.name };
  const { clientId, secret, endpoints } = await registerAt(kept.apiUrl, kept.version, id);
  await inTenant(
    ctx,
    (tx) => tx.$executeRaw`
      UPDATE external_backpacks SET client_id = ${clientId}, client_secret = ${secret === null ? null : seal(secret, ctx, id)},
        endpoints = ${JSON.stringify(endpoints)}::text::jsonb
      WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid AND client_id IS NOT DISTINCT FROM ${kept.clientId}`,
  );
  const now = await keptRegistration(ctx, id);
  return {
    ...(now.registered ?? { backpackId: id, version: kept.version, clientId, secret, endpoints }),
    apiUrl: now.apiUrl,
    name: now.name,
  };
}
