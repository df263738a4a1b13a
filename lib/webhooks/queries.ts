import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import type { DeliveryProblem, WebhookEvent } from "@/lib/webhooks/rules";

export type WebhookRow = Readonly<{
  id: string;
  url: string;
  description: string | null;
  events: readonly WebhookEvent[];
  standing: "active" | "paused" | "gone" | "removed";
  createdAt: Date;
  /** Null for the command line and a global admin from outside. */
  createdBy: string | null;
  waiting: number;
}>;

/** The organisation's webhooks, those in use first, and then the newest; removed ones are not shown. They are few. */
export async function listWebhooks(ctx: Ctx): Promise<WebhookRow[]> {
  authorize(ctx, "settings:read");
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<WebhookRow[]>`
      SELECT w.id, w.url, w.description, w.events, coalesce(w.disabled_reason, 'active') AS standing, w.created_at AS "createdAt",
        m.display_name AS "createdBy", (SELECT count(*) FROM webhook_deliveries d
          WHERE d.organization_id = w.organization_id AND d.webhook_id = w.id AND d.state = 'pending')::integer AS waiting
      FROM webhooks w LEFT JOIN memberships m ON m.organization_id = w.organization_id AND m.user_id = w.created_by_user_id
      WHERE w.organization_id = ${ctx.organization.id}::uuid AND w.removed_at IS NULL
      ORDER BY w.is_active DESC, w.created_at DESC, w.id`,
  );
}

export type DeliveryRow = Readonly<{
  id: string;
  url: string;
  event: WebhookEvent | "webhook.test";
  eventId: string;
  state: "pending" | "delivered" | "failed";
  attempts: number;
  /** Null unless it waits. */
  nextAttemptAt: Date | null;
  status: number | null;
  problem: DeliveryProblem | null;
  createdAt: Date;
  deliveredAt: Date | null;
  canBeSentAgain: boolean;
}>;

const SHOWN = 50;

/** The latest deliveries of all webhooks, newest first: the last 50. */
export async function listDeliveries(ctx: Ctx): Promise<DeliveryRow[]> {
  authorize(ctx, "settings:read");
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<DeliveryRow[]>`
      SELECT d.id, w.url, d.event, d.event_id AS "eventId", d.state::text AS state, d.attempts, d.next_attempt_at AS "nextAttemptAt",
        d.last_status AS status, d.last_error AS problem, d.created_at AS "createdAt", d.delivered_at AS "deliveredAt",
        d.state = 'failed' AND w.is_active AS "canBeSentAgain"
      FROM webhooks w CROSS JOIN LATERAL (
        SELECT * FROM webhook_deliveries x WHERE x.organization_id = w.organization_id AND x.webhook_id = w.id
        ORDER BY x.created_at DESC, x.id LIMIT ${SHOWN}::integer) d
      WHERE w.organization_id = ${ctx.organization.id}::uuid
      ORDER BY d.created_at DESC, d.id LIMIT ${SHOWN}::integer`,
  );
}
