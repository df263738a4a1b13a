import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { type Outgoing, readOutgoing } from "@/lib/notifications/reader-queries";
import { MOST_ATTEMPTS } from "@/lib/notifications/rules";

/** Nobody hands a mail over for so long: whoever began it has died. PostgreSQL interval. */
const LOST_AFTER = "10 minutes";

/** What one letter is made of: one notification, or all of a person that were to be collected. */
export type Letter = Readonly<{
  parts: readonly Readonly<{ id: string; attempts: number }>[];
  isDigest: boolean;
  /** Oldest first; none when they are nobody's any more. */
  outgoing: readonly Outgoing[];
}>;

/** Whoever was sending these has died: they may have gone out. */
export const markLost = (tx: Tx, { organization }: Ctx) => tx.$executeRaw`
  UPDATE notifications SET mail_state = 'unknown', mail_state_at = now(), mail_error = 'unknown'
  WHERE organization_id = ${organization.id}::uuid AND mail_state = 'sending' AND mail_state_at < now() - ${LOST_AFTER}::interval`;

/**
 * The next letter that is due, whose reader may be disturbed, and that nobody is at; to be committed before anything is
 * sent. One at a time takes a letter, so that nobody takes a part of another's. That it is due is asked of the row that
 * is changed, too: it may have been postponed since it was found.
 */
export async function claimLetter(tx: Tx, ctx: Ctx): Promise<Letter | null> {
  const { id: organizationId, timeZone } = ctx.organization;
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`letters ${organizationId}`}, 0))::text`;
  const rows = await tx.$queryRaw<{ id: string; attempts: number; isDigest: boolean }[]>`
    WITH first AS (
      SELECT d.id, d.user_id, d.mail_in_digest FROM notifications d
      LEFT JOIN notification_preferences f ON f.organization_id = d.organization_id AND f.user_id = d.user_id
      WHERE d.organization_id = ${organizationId}::uuid AND d.mail_state = 'pending' AND d.mail_next_try_at <= now()
        AND quiet_until(f.quiet_from, f.quiet_to, ${timeZone}, now()) IS NULL
      ORDER BY d.mail_next_try_at, d.id LIMIT 1
    )
    UPDATE notifications n SET mail_state = 'sending', mail_state_at = now(), mail_attempts = n.mail_attempts + 1, mail_next_try_at = NULL
    FROM first
    WHERE n.organization_id = ${organizationId}::uuid AND n.mail_state = 'pending' AND n.mail_next_try_at <= now()
      AND (n.id = first.id OR (first.mail_in_digest AND n.user_id = first.user_id AND n.mail_in_digest))
    RETURNING n.id, n.mail_attempts AS attempts, n.mail_in_digest AS "isDigest"`;
  if (rows.length === 0) return null;
  const parts = rows.map(({ id, attempts }) => ({ id, attempts }));
  const outgoing = await readOutgoing(
    tx,
    ctx,
    parts.map(({ id }) => id),
  );
  return { parts, isDigest: rows.some(({ isDigest }) => isDigest), outgoing };
}

export type LetterState = "sent" | "none" | "unknown" | "failed" | "pending";

/** Writes down what became of a letter; `pause` in seconds, for one that is tried again. */
export async function settleLetter(
  tx: Tx,
  ctx: Ctx,
  { parts }: Letter,
  { state, problem, pause }: Readonly<{ state: LetterState; problem: string | null; pause: number | null }>,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE notifications n SET mail_state = ${state}::channel_state, mail_state_at = now(), mail_error = ${problem}::text,
      mail_next_try_at = now() + ${pause}::integer * interval '1 second'
    FROM jsonb_to_recordset(${JSON.stringify(parts)}::text::jsonb) AS p (id uuid, attempts integer)
    WHERE n.organization_id = ${ctx.organization.id}::uuid AND n.id = p.id AND n.mail_state IN ('sending', 'unknown')
      AND n.mail_attempts = p.attempts`;
}

/** No other mail would get through either: they wait as long, and those that were tried for a day have failed. */
export async function postponeMail(tx: Tx, ctx: Ctx, pause: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE notifications SET mail_attempts = mail_attempts + 1, mail_error = 'unreachable', mail_state_at = now(),
      mail_state = CASE WHEN mail_attempts + 1 >= ${MOST_ATTEMPTS}::integer THEN 'failed' ELSE 'pending' END::channel_state,
      mail_next_try_at = CASE WHEN mail_attempts + 1 < ${MOST_ATTEMPTS}::integer THEN now() + ${pause}::integer * interval '1 second' END
    WHERE organization_id = ${ctx.organization.id}::uuid AND mail_state = 'pending' AND mail_next_try_at <= now()`;
}

/** The mailbox is not there: nothing more is sent to it, until it is another or somebody says that it works again. */
export async function markBounced(tx: Tx, ctx: Ctx, email: string, said: string | null): Promise<string[]> {
  const rows = await tx.$queryRaw<{ userId: string }[]>`
    UPDATE memberships SET mail_bounced_at = now(), mail_bounce_reason = ${said ?? "?"}
    WHERE organization_id = ${ctx.organization.id}::uuid AND email = ${email} AND mail_bounced_at IS NULL RETURNING user_id AS "userId"`;
  return rows.map(({ userId }) => userId);
}
