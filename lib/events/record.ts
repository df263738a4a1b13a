import { actorApiKeyId, actorUserId, type Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";

type Subject = Readonly<{ type: string; id: string | null }>;
type Change = Readonly<{ before?: unknown; after?: unknown }>;

// Dates, decimals and bigints as JSON; secrets never reach this place because services pass views, not rows.
const json = (value: unknown): string =>
  JSON.stringify(value, (_, v) => (typeof v === "bigint" ? v.toString() : v));

/**
 * The one record of a change, in the change's own transaction: who, what, before, after.
 * `action` is `<subject>.<past tense>` in snake case, e.g. `badge.revoked`.
 */
export async function record(
  tx: Tx,
  ctx: Ctx,
  action: string,
  subject: Subject,
  change: Change = {},
): Promise<void> {
  await recordAll(tx, ctx, action, [{ subject, ...change }]);
}

/** The same for many changes of one kind, in one statement. */
export async function recordAll(
  tx: Tx,
  ctx: Ctx,
  action: string,
  changes: readonly (Change & Readonly<{ subject: Subject }>)[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ subject, before, after }) => ({ subject, before, after }));
  // One parameter however many they are: a value for each column of each row takes longer to send than to write.
  await tx.$executeRaw`
    INSERT INTO audit_log (organization_id, actor_kind, actor_user_id, actor_api_key_id, actor_role, action, subject_type, subject_id,
      before, after)
    SELECT ${ctx.organization.id}::uuid, ${ctx.actor.kind}::actor_kind, ${actorUserId(ctx)}::uuid, ${actorApiKeyId(ctx)}::uuid,
      ${ctx.actor.kind === "user" ? ctx.actor.role : null}, ${action}, r.subject ->> 'type', (r.subject ->> 'id')::uuid,
      r.before, r.after
    FROM jsonb_to_recordset(${json(rows)}::text::jsonb) AS r (subject jsonb, before jsonb, after jsonb)`;
}
