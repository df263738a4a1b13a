import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import { type MailAttachment, MailError, type MailProblem, sendMail } from "@/lib/mail";
import type { Channel } from "@/lib/notifications/channel";
import { aroundOf, type Outgoing, readOutgoing } from "@/lib/notifications/reader-queries";
import { pauseAfter } from "@/lib/notifications/rules";
import { mailText, notificationText } from "@/lib/notifications/text";

/** Nobody hands a mail over for so long: whoever began it has died. PostgreSQL interval. */
const LOST_AFTER = "10 minutes";

/** The files that go with a notification's mail. */
export type Attach = (ctx: Ctx, outgoing: Outgoing) => Promise<readonly MailAttachment[]>;

/**
 * Mail, in the reader's language. At most once: that a mail is being sent is written down before it is, and one whose
 * sender died is `unknown` and not sent again, as it may have gone out.
 */
export const mail = (attach: Attach): Channel => ({
  name: "mail",
  async deliver(ctx, signal) {
    await inTenant(ctx, (tx) => markLost(tx, ctx));
    while (!signal.aborted) {
      const claimed = await inTenant(ctx, (tx) => claim(tx, ctx));
      if (!claimed) return;
      const problem = await attempt(ctx, claimed, attach);
      await inTenant(ctx, (tx) => settle(tx, ctx, claimed, problem));
      if (problem === "unreachable") return;
    }
  },
});

const markLost = (tx: Tx, { organization }: Ctx) => tx.$executeRaw`
  UPDATE notifications SET mail_state = 'unknown', mail_state_at = now(), mail_error = 'unknown'
  WHERE organization_id = ${organization.id}::uuid AND mail_state = 'sending' AND mail_state_at < now() - ${LOST_AFTER}::interval`;

type Claimed = Readonly<{
  id: string;
  attempts: number;
  secondsLeft: number;
  outgoing: Outgoing | undefined;
}>;

/** The next one that is due and nobody is at; committed before anything is sent. */
async function claim(tx: Tx, ctx: Ctx): Promise<Claimed | null> {
  const [row] = await tx.$queryRaw<Omit<Claimed, "outgoing">[]>`
    UPDATE notifications n SET mail_state = 'sending', mail_state_at = now(), mail_attempts = n.mail_attempts + 1, mail_next_try_at = NULL
    WHERE n.organization_id = ${ctx.organization.id}::uuid AND n.id = (
      SELECT id FROM notifications WHERE organization_id = ${ctx.organization.id}::uuid AND mail_state = 'pending'
        AND mail_next_try_at <= now()
      ORDER BY mail_next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING n.id, n.mail_attempts AS attempts, extract(epoch FROM n.created_at + interval '24 hours' - now())::integer AS "secondsLeft"`;
  if (!row) return null;
  const [outgoing] = await readOutgoing(tx, ctx, [row.id]);
  return { ...row, outgoing };
}

/** What went wrong; `nobody` when the person has no address any more, null when it was accepted. */
type Problem = MailProblem | "nobody" | null;

async function attempt(ctx: Ctx, { outgoing }: Claimed, attach: Attach): Promise<Problem> {
  if (!outgoing?.email) return "nobody";
  const { kind, values, format } = outgoing;
  const around = aroundOf(ctx, outgoing);
  const text = notificationText(kind, values, format, around);
  const letter = mailText({ ...text, values, around }, format);
  try {
    await sendMail({
      to: outgoing.email,
      subject: text.title,
      text: letter,
      id: outgoing.id,
      isAutomatic: true,
      attachments: await attachmentsOf(ctx, outgoing, attach),
    });
    return null;
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    log.warn({ notification: outgoing.id, problem: error.problem }, "mail not sent");
    return error.problem;
  }
}

/** A letter without its file is better than none: the file is behind the link, too. */
async function attachmentsOf(
  ctx: Ctx,
  outgoing: Outgoing,
  attach: Attach,
): Promise<readonly MailAttachment[]> {
  try {
    return await attach(ctx, outgoing);
  } catch (error) {
    log.error({ err: error, notification: outgoing.id }, "nothing could be attached to a mail");
    return [];
  }
}

async function settle(tx: Tx, ctx: Ctx, claimed: Claimed, problem: Problem): Promise<void> {
  const isForNow = problem === "unreachable" || problem === "later";
  const pause = isForNow ? pauseAfter(claimed.attempts, claimed.secondsLeft) : null;
  const state = pause === null ? STATES[problem ?? "sent"] : "pending";
  await tx.$executeRaw`
    UPDATE notifications SET mail_state = ${state}::channel_state, mail_state_at = now(), mail_error = ${problem}::text,
      mail_next_try_at = now() + ${pause}::integer * interval '1 second'
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${claimed.id}::uuid AND mail_state IN ('sending', 'unknown')
      AND mail_attempts = ${claimed.attempts}::integer`;
  if (pause === null) return;
  if (problem === "unreachable") await postpone(tx, ctx, pause);
  await enqueue(
    tx,
    "notifications.deliver",
    { organizationId: ctx.organization.id },
    { delaySeconds: pause },
  );
}

/** What a problem leaves a mail in that is not tried again. */
const STATES = {
  sent: "sent",
  nobody: "none",
  unknown: "unknown",
  refused: "failed",
  later: "failed",
  unreachable: "failed",
} as const;

/** No other mail would get through either: they wait as long, and those that have waited for a day have failed. */
async function postpone(tx: Tx, ctx: Ctx, pause: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE notifications SET mail_attempts = mail_attempts + 1, mail_error = 'unreachable', mail_state_at = now(),
      mail_state = CASE WHEN created_at < now() - interval '24 hours' THEN 'failed' ELSE 'pending' END::channel_state,
      mail_next_try_at = CASE WHEN created_at < now() - interval '24 hours' THEN NULL
        ELSE now() + ${pause}::integer * interval '1 second' END
    WHERE organization_id = ${ctx.organization.id}::uuid AND mail_state = 'pending' AND mail_next_try_at <= now()`;
}
