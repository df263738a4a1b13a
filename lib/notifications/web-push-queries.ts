import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";

/** So many at once: devices of many people belong to few push services, which are quick. */
const AT_ONCE = 16;
/** Nobody sends one for so long: whoever began has died. PostgreSQL interval. */
const LOST_AFTER = "10 minutes";

export type Claimed = Readonly<{ id: string; attempts: number }>;
export type DeviceRow = Readonly<{ id: string; notificationId: string; endpoint: string; keys: Uint8Array }>;

export type SettledPush = Readonly<{
  id: string;
  attempts: number;
  state: "sent" | "none" | "failed" | "unknown" | "pending";
  problem: string | null;
  /** Seconds until it is tried again, on the devices that are `left`. */
  pause: number | null;
  left: readonly string[];
}>;

/** Whoever was sending these has died: they may be shown. */
export const markPushesLost = (tx: Tx, { organization }: Ctx) => tx.$executeRaw`
  UPDATE notifications SET web_push_state = 'unknown', web_push_state_at = now(), web_push_error = 'unknown', web_push_left = NULL
  WHERE organization_id = ${organization.id}::uuid AND web_push_state = 'sending' AND web_push_state_at < now() - ${LOST_AFTER}::interval`;

/** The next ones that are due, whose readers may be disturbed, and that nobody is at; to be committed before any is sent. */
export const claimPushes = (tx: Tx, { organization }: Ctx): Promise<Claimed[]> => tx.$queryRaw<Claimed[]>`
  UPDATE notifications n SET web_push_state = 'sending', web_push_state_at = now(), web_push_attempts = n.web_push_attempts + 1,
    web_push_next_try_at = NULL
  WHERE n.organization_id = ${organization.id}::uuid AND n.id = ANY (ARRAY(
    SELECT d.id FROM notifications d
    LEFT JOIN notification_preferences f ON f.organization_id = d.organization_id AND f.user_id = d.user_id
    WHERE d.organization_id = ${organization.id}::uuid AND d.web_push_state = 'pending' AND d.web_push_next_try_at <= now()
      AND quiet_until(f.quiet_from, f.quiet_to, ${organization.timeZone}, now()) IS NULL
    ORDER BY d.web_push_next_try_at, d.id LIMIT ${AT_ONCE}::integer FOR UPDATE OF d SKIP LOCKED))
  RETURNING n.id, n.web_push_attempts AS attempts`;

/** The devices that each of these is still to be shown on. */
export const devicesOf = (tx: Tx, { organization }: Ctx, ids: readonly string[]): Promise<DeviceRow[]> =>
  tx.$queryRaw<DeviceRow[]>`
    SELECT s.id, n.id AS "notificationId", s.endpoint, s.keys FROM notifications n
    JOIN push_subscriptions s ON s.organization_id = n.organization_id AND s.user_id = n.user_id
    WHERE n.organization_id = ${organization.id}::uuid AND n.id = ANY (${[...ids]}::uuid[])
      AND (n.web_push_left IS NULL OR s.id = ANY (n.web_push_left))`;

export async function settlePushes(tx: Tx, ctx: Ctx, settled: readonly SettledPush[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE notifications n SET web_push_state = s.state, web_push_state_at = now(), web_push_error = s.problem,
      web_push_next_try_at = now() + s.pause * interval '1 second',
      web_push_left = CASE WHEN s.state = 'pending' THEN ARRAY(SELECT value::uuid FROM jsonb_array_elements_text(s."left")) END
    FROM jsonb_to_recordset(${JSON.stringify(settled)}::text::jsonb)
      AS s (id uuid, attempts integer, state channel_state, problem text, pause integer, "left" jsonb)
    WHERE n.organization_id = ${ctx.organization.id}::uuid AND n.id = s.id AND n.web_push_state IN ('sending', 'unknown')
      AND n.web_push_attempts = s.attempts`;
}

/** Nobody is there any more, the push service said. */
export async function removeDevices(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.pushSubscription.deleteMany({
    where: { organizationId: ctx.organization.id, id: { in: [...ids] } },
  });
}
