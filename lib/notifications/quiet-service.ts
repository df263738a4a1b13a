import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";

/**
 * Puts off what is due and whose reader is not to be disturbed now, until they may be, and wakes delivery up then: mail,
 * push and web push. What is put off keeps its number of attempts.
 */
export async function waitForMorning(tx: Tx, ctx: Ctx): Promise<void> {
  const { id: organizationId, timeZone } = ctx.organization;
  const ends = await tx.$queryRaw<{ inSeconds: number }[]>`
    WITH quiet AS MATERIALIZED (
      SELECT f.user_id, quiet_until(f.quiet_from, f.quiet_to, ${timeZone}, now()) AS until FROM notification_preferences f
      WHERE f.organization_id = ${organizationId}::uuid AND quiet_until(f.quiet_from, f.quiet_to, ${timeZone}, now()) IS NOT NULL
    ), put_off AS (
      UPDATE notifications n SET
        mail_next_try_at = CASE WHEN n.mail_state = 'pending' THEN greatest(n.mail_next_try_at, q.until) END,
        push_next_try_at = CASE WHEN n.push_state = 'pending' THEN greatest(n.push_next_try_at, q.until) END,
        web_push_next_try_at = CASE WHEN n.web_push_state = 'pending' THEN greatest(n.web_push_next_try_at, q.until) END
      FROM quiet q
      WHERE n.organization_id = ${organizationId}::uuid AND n.user_id = q.user_id
        AND ((n.mail_state = 'pending' AND n.mail_next_try_at <= now()) OR (n.push_state = 'pending' AND n.push_next_try_at <= now())
          OR (n.web_push_state = 'pending' AND n.web_push_next_try_at <= now()))
      RETURNING q.until
    )
    SELECT DISTINCT ceil(extract(epoch FROM p.until - now()))::integer AS "inSeconds" FROM put_off p`;
  for (const { inSeconds } of ends)
    await enqueue(tx, "notifications.deliver", { organizationId }, { delaySeconds: inSeconds });
}
