import { siteAddress } from "@/lib/auth/password-link";
import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { decrypt, encrypt, Unreadable } from "@/lib/encryption";
import { invitationLetter } from "@/lib/endorsements/letter";
import { enqueue } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import { MailError, type MailProblem, sendMail } from "@/lib/mail";
import { pauseAfter } from "@/lib/notifications/rules";

/** Nobody hands a letter over for so long: whoever began it has died. PostgreSQL interval. */
const LOST_AFTER = "10 minutes";

const ownerOf = ({ organization }: Ctx, id: string) => `${organization.id} ${id}`;

/** Files the letter of an invitation, in the transaction that makes it; its link is kept encrypted until it has gone. */
export async function fileLetter(
  tx: Tx,
  ctx: Ctx,
  { id, token }: { id: string; token: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE achievement_endorsements SET mail_state = 'pending', mail_next_try_at = now(),
      mail_token = ${encrypt(token, "invitation", ownerOf(ctx, id))}
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid`;
  await enqueue(tx, "endorsements.send", { organizationId: ctx.organization.id });
}

type Letter = Readonly<{
  id: string;
  email: string;
  request: string | null;
  expiresAt: Date;
  attempts: number;
  token: Uint8Array;
  /** Null: the organisation as an issuer. */
  achievement: string | null;
}>;

/**
 * The job `endorsements.send`: the letters that are due, each at most once, as those of notifications: that one is being
 * sent is written down before it is, and one whose sender died is `unknown` and not sent again. What the server does not
 * take now is tried for a day.
 */
export async function sendInvitations(ctx: Ctx, signal: AbortSignal): Promise<void> {
  await inTenant(ctx, (tx) => forgetOld(tx, ctx));
  while (!signal.aborted) {
    const letter = await inTenant(ctx, (tx) => claim(tx, ctx));
    if (!letter) return;
    const problem = await attempt(ctx, letter);
    await inTenant(ctx, (tx) => settle(tx, ctx, letter, problem));
    if (problem === "unreachable") return;
  }
}

/** Whoever was sending has died, and what was answered or withdrawn needs no letter any more. */
const forgetOld = (tx: Tx, { organization }: Ctx) => tx.$executeRaw`
  UPDATE achievement_endorsements SET mail_state = CASE WHEN mail_state = 'sending' THEN 'unknown' ELSE 'none' END::channel_state,
    mail_state_at = now(), mail_next_try_at = NULL, mail_token = NULL
  WHERE organization_id = ${organization.id}::uuid
    AND (mail_state = 'sending' AND mail_state_at < now() - ${LOST_AFTER}::interval
      OR mail_state = 'pending' AND (status <> 'invited' OR expires_at <= now()))`;

async function claim(tx: Tx, { organization }: Ctx): Promise<Letter | null> {
  const [letter] = await tx.$queryRaw<Letter[]>`
    UPDATE achievement_endorsements e SET mail_state = 'sending', mail_state_at = now(), mail_attempts = e.mail_attempts + 1,
      mail_next_try_at = NULL
    WHERE e.organization_id = ${organization.id}::uuid AND e.id = (
      SELECT d.id FROM achievement_endorsements d WHERE d.organization_id = ${organization.id}::uuid
        AND d.mail_state = 'pending' AND d.mail_next_try_at <= now()
      ORDER BY d.mail_next_try_at, d.id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING e.id, e.endorser_email AS email, e.request, e.expires_at AS "expiresAt", e.mail_attempts AS attempts,
      e.mail_token AS token, (SELECT a.name FROM achievements a
        WHERE a.organization_id = e.organization_id AND a.id = e.achievement_id) AS achievement`;
  return letter ?? null;
}

/** What went wrong; `unreadable` where the link cannot be read any more, null when it was accepted. */
type Problem = MailProblem | "unreadable" | null;

async function attempt(ctx: Ctx, { id, email, ...letter }: Letter): Promise<Problem> {
  try {
    const token = decrypt(letter.token, "invitation", ownerOf(ctx, id));
    const address = `${siteAddress()}/endorse/${token}`;
    const subject = letter.achievement ?? ctx.organization.name;
    const { request, expiresAt } = letter;
    await sendMail({
      to: email,
      id,
      isAutomatic: true,
      ...invitationLetter(ctx.organization, { request, subject, address, expiresAt }),
    });
    return null;
  } catch (error) {
    if (error instanceof Unreadable) return "unreadable";
    if (!(error instanceof MailError)) throw error;
    log.warn({ endorsement: id, problem: error.problem }, "invitation not sent");
    return error.problem;
  }
}

async function settle(tx: Tx, ctx: Ctx, { id, attempts }: Letter, problem: Problem): Promise<void> {
  const isForNow = problem === "unreachable" || problem === "later";
  const pause = isForNow ? pauseAfter(attempts) : null;
  const ended = problem === null ? "sent" : problem === "unknown" ? "unknown" : "failed";
  const state = pause === null ? ended : "pending";
  await tx.$executeRaw`
    UPDATE achievement_endorsements SET mail_state = ${state}::channel_state, mail_state_at = now(),
      mail_next_try_at = now() + ${pause}::integer * interval '1 second',
      mail_token = CASE WHEN ${state} = 'pending' THEN mail_token END
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid AND mail_state = 'sending'`;
  if (pause === null) return;
  const payload = { organizationId: ctx.organization.id };
  await enqueue(tx, "endorsements.send", payload, { delaySeconds: pause });
}
