import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import { type MailAttachment, MailError, type MailProblem, sendMail } from "@/lib/mail";
import { recordBounce } from "@/lib/notifications/bounce-service";
import { bounceAddress } from "@/lib/notifications/bounce-token";
import type { Channel } from "@/lib/notifications/channel";
import { letterOf } from "@/lib/notifications/letter";
import {
  claimLetter,
  type Letter,
  type LetterState,
  markLost,
  postponeMail,
  settleLetter,
} from "@/lib/notifications/mail-claim-queries";
import type { Outgoing } from "@/lib/notifications/reader-queries";
import { pauseAfter } from "@/lib/notifications/rules";

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
      const letter = await inTenant(ctx, (tx) => claimLetter(tx, ctx));
      if (!letter) return;
      const outcome = await attempt(ctx, letter, attach);
      await inTenant(ctx, (tx) => settle(tx, ctx, letter, outcome));
      if (outcome.problem === "unreachable") return;
    }
  },
});

/** What went wrong, with the server's own words; `gone` when the person has no address any more, null when it was accepted. */
type Outcome = Readonly<{ problem: MailProblem | "gone" | null; said: string | null }>;

async function attempt(ctx: Ctx, letter: Letter, attach: Attach): Promise<Outcome> {
  const [first] = letter.outgoing;
  // Between being told and now: failed, as the one that showed it, so that somebody sees to the address.
  if (!first?.email) return { problem: first?.hasBounced ? "nobody" : "gone", said: null };
  const { isDigest } = letter;
  const attachments = isDigest ? [] : await attachmentsOf(ctx, first, attach);
  const picture = attachments.find(({ cid }) => cid !== undefined)?.cid ?? null;
  const written = letterOf(ctx, letter.outgoing, { isDigest, picture });
  try {
    const { id, email: to } = first;
    const bounces = bounceAddress(id, to);
    await sendMail({ to, id, isAutomatic: true, bounces, ...written, attachments });
    return { problem: null, said: null };
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    log.warn({ notification: first.id, problem: error.problem }, "mail not sent");
    return { problem: error.problem, said: error.said };
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

async function settle(tx: Tx, ctx: Ctx, letter: Letter, { problem, said }: Outcome): Promise<void> {
  const isForNow = problem === "unreachable" || problem === "later";
  const pause = isForNow ? pauseAfter(Math.max(...letter.parts.map(({ attempts }) => attempts))) : null;
  const state: LetterState = pause === null ? STATES[problem ?? "sent"] : "pending";
  await settleLetter(tx, ctx, letter, { state, problem, pause });
  const email = letter.outgoing[0]?.email;
  if (problem === "nobody" && email) await recordBounce(tx, ctx, email, said);
  if (pause === null) return;
  if (problem === "unreachable") await postponeMail(tx, ctx, pause);
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
  gone: "none",
  unknown: "unknown",
  nobody: "failed",
  refused: "failed",
  later: "failed",
  unreachable: "failed",
} as const;
