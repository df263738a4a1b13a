import type { NewBackpack } from "@/lib/backpacks/schema";
import type { ApiVersion } from "@/lib/backpacks/versions";
import { orRefusal } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { mayBePublic } from "@/lib/http/outbound-address";

const subjectOf = (id: string) => ({ type: "external_backpack", id });
const known = () => new AppError("invalid", msg("form"), { apiUrl: msg("backpacks.known") });

export type BackpackRow = Readonly<{
  id: string;
  name: string;
  apiVersion: ApiVersion;
  apiUrl: string;
  webUrl: string | null;
  isRegistered: boolean;
  connections: number;
}>;

/** The backpacks that the organisation offers, in its order. */
export async function listBackpacks(ctx: Ctx): Promise<BackpackRow[]> {
  authorize(ctx, "settings:read");
  requireModule(ctx, "open_badges");
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<BackpackRow[]>`
      SELECT b.id, b.name, b.api_version AS "apiVersion", b.api_url AS "apiUrl", b.web_url AS "webUrl", b.client_id IS NOT NULL AS "isRegistered",
        (SELECT count(*)::integer FROM backpack_connections c WHERE c.organization_id = b.organization_id AND c.external_backpack_id = b.id) AS connections
      FROM external_backpacks b WHERE b.organization_id = ${ctx.organization.id}::uuid ORDER BY b.sort_order`,
  );
}

/** What can be seen of an address before its name is looked up; every request looks again. */
function refuseAddress(url: string): void {
  if (env.HEDER_ALLOW_PRIVATE_WEBHOOKS || mayBePublic(url)) return;
  throw new AppError("invalid", msg("form"), { apiUrl: msg("backpacks.publicOnly") });
}

/** Offers another backpack, last in the order. `invalid` for an address that is there already, or is not public. */
export async function addBackpack(ctx: Ctx, { name, apiVersion, apiUrl, webUrl }: NewBackpack) {
  authorize(ctx, "settings:write");
  requireModule(ctx, "open_badges");
  refuseAddress(apiUrl);
  const organizationId = ctx.organization.id;
  const adding = inTenant(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<[{ id: string }]>`
      INSERT INTO external_backpacks (organization_id, name, api_version, api_url, web_url, sort_order)
      SELECT ${organizationId}::uuid, ${name}, ${apiVersion}, ${apiUrl}, ${webUrl ?? null}, coalesce(max(sort_order), 0) + 1
      FROM external_backpacks WHERE organization_id = ${organizationId}::uuid RETURNING id`;
    await record(tx, ctx, "external_backpack.added", subjectOf(row.id), {
      after: { name, apiVersion, apiUrl },
    });
    return row;
  });
  const meanwhile = () => new AppError("conflict", msg("backpacks.meanwhile"));
  return orRefusal(adding, {
    external_backpacks_api_url_unique: known,
    external_backpacks_sort_order_unique: meanwhile,
  });
}

/** One place up in the order; the first stays where it is. Unknown and foreign: `not_found`. */
export async function moveBackpackUp(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "settings:write");
  const organizationId = ctx.organization.id;
  await inTenant(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<{ name: string }[]>`
      SELECT name FROM external_backpacks WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`;
    if (!row) throw notFound("backpack");
    await tx.$executeRaw`
      WITH pair AS (
        SELECT b.id, b.sort_order, above.id AS above_id, above.sort_order AS above_order
        FROM external_backpacks b CROSS JOIN LATERAL (SELECT a.id, a.sort_order FROM external_backpacks a
          WHERE a.organization_id = b.organization_id AND a.sort_order < b.sort_order ORDER BY a.sort_order DESC LIMIT 1) above
        WHERE b.organization_id = ${organizationId}::uuid AND b.id = ${id}::uuid)
      UPDATE external_backpacks b SET sort_order = CASE WHEN b.id = pair.id THEN pair.above_order ELSE pair.sort_order END
      FROM pair WHERE b.organization_id = ${organizationId}::uuid AND b.id IN (pair.id, pair.above_id)`;
  });
}

/** Offers it no more. `conflict` while somebody has it connected; unknown and foreign: `not_found`. */
export async function removeBackpack(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "settings:write");
  const removing = inTenant(ctx, async (tx) => {
    const removed = await tx.$queryRaw<{ name: string }[]>`
      DELETE FROM external_backpacks WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid RETURNING name`;
    if (!removed[0]) throw notFound("backpack");
    await record(tx, ctx, "external_backpack.removed", subjectOf(id), { before: removed[0] });
  });
  const inUse = () => new AppError("conflict", msg("backpacks.inUse"));
  await orRefusal(removing, { backpack_connections_backpack: inUse });
}
