import { authorize, type Ctx, may } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";
import { type KeptPreferences, keptPreferences, ownMember } from "@/lib/notifications/preference-queries";
import { groupsFor, kindsIn, unwantedAfter } from "@/lib/notifications/preference-rules";
import type { MessagePreferences } from "@/lib/notifications/preference-schema";
import { URGENT_KINDS } from "@/lib/notifications/rules";

/**
 * Chooses what the acting person is told and how. It holds at once, also for what waits: what they want no more by mail or on
 * their devices is not sent there, and what was to be collected and is not any more goes out now. `not_found` for who is no member here.
 */
export async function savePreferences(ctx: Ctx, input: MessagePreferences): Promise<void> {
  authorize(ctx, "account:write");
  const { mail, push, digest, quietFrom = null, quietTo = null } = input;
  const offered = kindsIn(groupsFor(may(ctx, "badges:award")));
  await inTenant(ctx, async (tx) => {
    const { userId } = await ownMember(tx, ctx);
    const before = await keptPreferences(tx, ctx, userId);
    const after = {
      noMail: unwantedAfter(before.noMail, offered, mail),
      noPush: unwantedAfter(before.noPush, offered, push),
      digest,
      quietFrom,
      quietTo,
    };
    await keepPreferences(tx, ctx, userId, after);
    // When somebody wants to be left alone is nobody else's business.
    await record(tx, ctx, "person.preferences_changed", { type: "person", id: userId });
  });
}

/** Writes somebody's choices, in the caller's transaction, and lets what waits follow them. */
export async function keepPreferences(
  tx: Tx,
  ctx: Ctx,
  userId: string,
  { noMail, noPush, digest, quietFrom, quietTo }: KeptPreferences,
): Promise<void> {
  const { id: organizationId, timeZone } = ctx.organization;
  await tx.$executeRaw`
    INSERT INTO notification_preferences (organization_id, user_id, no_mail, no_push, digest, quiet_from, quiet_to)
    VALUES (${organizationId}::uuid, ${userId}::uuid, ${[...noMail]}::text[]::notification_kind[], ${[...noPush]}::text[]::notification_kind[],
      ${digest}::creator_digest, ${quietFrom}::time, ${quietTo}::time)
    ON CONFLICT (organization_id, user_id) DO UPDATE SET no_mail = excluded.no_mail, no_push = excluded.no_push, digest = excluded.digest,
      quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to`;
  await tx.$executeRaw`
    UPDATE notifications n SET
      mail_state = CASE WHEN w.is_wanted THEN 'pending' ELSE 'none' END::channel_state,
      mail_next_try_at = CASE WHEN NOT w.is_wanted THEN NULL WHEN w.is_collected THEN next_digest(w.digest, ${timeZone}, now())
        WHEN n.mail_in_digest THEN now() ELSE n.mail_next_try_at END,
      mail_in_digest = w.is_wanted AND w.is_collected
    FROM (SELECT d.id, f.digest, d.kind <> ALL (f.no_mail) AS is_wanted,
        f.digest <> 'every_time' AND d.kind::text <> ALL (${[...URGENT_KINDS]}::text[]) AS is_collected
      FROM notifications d JOIN notification_preferences f ON f.organization_id = d.organization_id AND f.user_id = d.user_id
      WHERE d.organization_id = ${organizationId}::uuid AND d.user_id = ${userId}::uuid AND d.mail_state = 'pending') w
    WHERE n.organization_id = ${organizationId}::uuid AND n.id = w.id AND n.mail_state = 'pending'`;
  await tx.$executeRaw`
    UPDATE notifications SET web_push_state = 'none', web_push_next_try_at = NULL
    WHERE organization_id = ${organizationId}::uuid AND user_id = ${userId}::uuid AND web_push_state = 'pending'
      AND kind::text = ANY (${[...noPush]}::text[])`;
  await tx.$executeRaw`
    UPDATE notifications SET push_state = 'none', push_next_try_at = NULL
    WHERE organization_id = ${organizationId}::uuid AND user_id = ${userId}::uuid AND push_state = 'pending'
      AND kind::text = ANY (${[...noPush]}::text[])`;
  await enqueue(tx, "notifications.deliver", { organizationId });
}
