import type { Ctx } from "@/lib/context";
import { askNobody, inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { type BounceReport, LARGEST_REPORT, readBounceReport } from "@/lib/notifications/bounce-report";
import { recordBounce } from "@/lib/notifications/bounce-service";
import { type Returned, readBounceAddress } from "@/lib/notifications/bounce-token";
import { organizationContext } from "@/lib/organizations/context-queries";

/**
 * What was done about a letter that came back:
 * - `nobody`: its address gets no more mail, and the letter has failed.
 * - `refused`: the letter has failed, for a reason that passes or is not its address.
 * - `later`: nothing; the mail server is still trying, or the letter has arrived.
 * - `known`: nothing; it had come back before.
 * - `moved`: nothing; its reader has another address by now, or is gone.
 */
export type LateBounce = Readonly<{ outcome: "nobody" | "refused" | "later" | "known" | "moved" }>;

/**
 * Reads a delivery status notification that came as mail, as a mail server hands it over, and does what a refusal at the
 * moment of sending does. What it is about is said by the address it came to, which only this installation can have made, and
 * never by its text. Throws `invalid` for anything else than such a message, and for one to an address we have not made.
 */
export async function recordLateBounce(message: Uint8Array): Promise<LateBounce> {
  if (message.length > LARGEST_REPORT) throw new AppError("invalid", msg("bounces.tooLarge"));
  const report = await readBounceReport(message);
  if (!report) throw new AppError("invalid", msg("bounces.noReport"));
  const returned = report.to.map(readBounceAddress).find((one) => one !== null);
  if (!returned) throw new AppError("invalid", msg("bounces.notOurs"));
  if (report.verdict === "later") return { outcome: "later" };
  const ctx = await organizationOf(returned);
  return ctx ? inTenant(ctx, (tx) => recordIn(tx, ctx, returned, report)) : { outcome: "moved" };
}

async function organizationOf({ notificationId }: Returned): Promise<Ctx | null> {
  const [found] = await askNobody<{ id: string | null }>(
    Prisma.sql`SELECT organization_of_notification(${notificationId}::uuid) AS id`,
  );
  return found?.id ? organizationContext({ id: found.id }, { kind: "command" }) : null;
}

async function recordIn(tx: Tx, ctx: Ctx, returned: Returned, report: BounceReport): Promise<LateBounce> {
  const { notificationId, wasSentTo } = returned;
  const [reader] = await tx.$queryRaw<{ email: string | null }[]>`
    SELECT m.email FROM notifications n JOIN memberships m ON m.organization_id = n.organization_id AND m.user_id = n.user_id
    WHERE n.organization_id = ${ctx.organization.id}::uuid AND n.id = ${notificationId}::uuid`;
  if (!reader?.email || !wasSentTo(reader.email)) return { outcome: "moved" };
  const { said, verdict } = report;
  if (!(await failLetter(tx, ctx, notificationId, verdict))) return { outcome: "known" };
  if (verdict !== "nobody") return { outcome: "refused" };
  await recordBounce(tx, ctx, reader.email, said);
  return { outcome: "nobody" };
}

/** All that was in the letter: what is settled together has the same time. False when it had failed before. */
async function failLetter(tx: Tx, ctx: Ctx, notificationId: string, problem: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE notifications n SET mail_state = 'failed', mail_state_at = now(), mail_error = ${problem}
    FROM notifications first
    WHERE first.organization_id = ${ctx.organization.id}::uuid AND first.id = ${notificationId}::uuid
      AND n.organization_id = first.organization_id AND n.user_id = first.user_id AND n.mail_state IN ('sending', 'sent', 'unknown')
      AND (n.id = first.id OR (first.mail_in_digest AND n.mail_in_digest AND n.mail_state_at = first.mail_state_at))`;
  return count > 0;
}
