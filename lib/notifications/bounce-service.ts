import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { record, recordAll } from "@/lib/events/record";
import { markBounced } from "@/lib/notifications/mail-claim-queries";
import { ownMember } from "@/lib/notifications/preference-queries";

/**
 * Notes that nobody receives mail at an address, with the server's own words (at most 300 characters): in this organisation
 * nothing more is sent there. For the transaction in which that becomes known; twice it changes nothing.
 */
export async function recordBounce(tx: Tx, ctx: Ctx, email: string, said: string | null): Promise<void> {
  const people = await markBounced(tx, ctx, email, said);
  const changes = people.map((id) => ({ subject: { type: "person", id }, after: { said } }));
  await recordAll(tx, ctx, "person.mail_bounced", changes);
}

/**
 * Says that mail arrives at a person's address again, or is to be tried: from now on they get some. What was not sent
 * meanwhile stays in the inbox alone. Nothing happens to an address that is not marked. Throws `not_found`.
 */
export async function clearBounce(ctx: Ctx, { userId }: { userId: string }): Promise<void> {
  authorize(ctx, "people:write");
  await inTenant(ctx, (tx) => clear(tx, ctx, userId));
}

/** The same for the acting person's own address. */
export async function clearOwnBounce(ctx: Ctx): Promise<void> {
  authorize(ctx, "account:write");
  await inTenant(ctx, async (tx) => clear(tx, ctx, (await ownMember(tx, ctx)).userId));
}

async function clear(tx: Tx, ctx: Ctx, userId: string): Promise<void> {
  const where = { organizationId: ctx.organization.id, userId };
  const { count } = await tx.membership.updateMany({
    where: { ...where, mailBouncedAt: { not: null } },
    data: { mailBouncedAt: null, mailBounceReason: null },
  });
  if (count > 0) return record(tx, ctx, "person.mail_tried_again", { type: "person", id: userId });
  if (!(await tx.membership.findFirst({ where, select: { id: true } }))) throw notFound("person");
}
