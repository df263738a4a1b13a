import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";

/** What happens together is counted together: a refresh begins so many seconds after it was asked for. */
const GATHER = 3;
/** Nor does it begin earlier than so many seconds after the last one, or than so many times as long as that took. */
const REST = 15;
const REST_TIMES = 10;

/**
 * Says, in the transaction of the change or after it, that what the dashboard keeps is to be brought up to date. One
 * refresh is on its way at most, however often this is called; the one that takes long waits long.
 */
export async function requestRefresh(tx: Tx, ctx: Ctx): Promise<void> {
  const organizationId = ctx.organization.id;
  await tx.$queryRaw`WITH due AS (
      INSERT INTO dashboard_states AS s (organization_id, is_requested) VALUES (${organizationId}::uuid, true)
      ON CONFLICT (organization_id) DO UPDATE SET is_requested = true WHERE NOT s.is_requested
      RETURNING ceil(greatest(${GATHER}::float8, coalesce(extract(epoch FROM s.refreshed_at - now())::float8
        + greatest(${REST}::float8, ${REST_TIMES}::float8 * s.seconds), 0)))::integer AS delay
    ) SELECT jobs.enqueue('dashboard.refresh', ${JSON.stringify({ organizationId })}::text::jsonb, NULL, due.delay) FROM due`;
}

/** The same, when these people's standing has changed in a way that nothing is evaluated for. */
export async function lookAgain(tx: Tx, ctx: Ctx, userIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`INSERT INTO nearly_requests (organization_id, user_id)
    SELECT ${ctx.organization.id}::uuid, u FROM unnest(${[...userIds]}::uuid[]) u ON CONFLICT DO NOTHING`;
  await requestRefresh(tx, ctx);
}
