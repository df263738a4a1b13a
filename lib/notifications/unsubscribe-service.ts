import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { keptPreferences } from "@/lib/notifications/preference-queries";
import { collectedKinds } from "@/lib/notifications/preference-rules";
import { keepPreferences } from "@/lib/notifications/preference-service";
import type { NotificationKind } from "@/lib/notifications/rules";
import { readUnsubscribeToken, type Unsubscribing } from "@/lib/notifications/unsubscribe-token";
import { organizationContext } from "@/lib/organizations/context-queries";

export type AskedUnsubscribing = Readonly<{
  what: Unsubscribing["what"];
  organization: Readonly<{ name: string; slug: string }>;
  /** They get none of it already. */
  isOff: boolean;
}>;

const kindsOf = (what: Unsubscribing["what"]): readonly NotificationKind[] =>
  what === "digest" ? collectedKinds : [what];

/** What an unsubscribe link would turn off; null for one that is not ours, or whose reader is no member any more. */
export const askedUnsubscribing = (token: string): Promise<AskedUnsubscribing | null> =>
  withReader(token, async (tx, ctx, { userId, what }) => {
    const { noMail } = await keptPreferences(tx, ctx, userId);
    return asked(ctx, what, noMail);
  });

/**
 * Turns off the mail that an unsubscribe link is about. The link is the permission, as a mail program presses the button
 * for somebody who is not signed in. Again it does nothing; `not_found` as `askedUnsubscribing` is null.
 */
export async function unsubscribe(token: string): Promise<void> {
  const done = await withReader(token, async (tx, ctx, { userId, what }) => {
    const before = await keptPreferences(tx, ctx, userId);
    if (asked(ctx, what, before.noMail).isOff) return true;
    const noMail = [...new Set([...before.noMail, ...kindsOf(what)])];
    await keepPreferences(tx, ctx, userId, { ...before, noMail });
    await record(tx, ctx, "person.unsubscribed", { type: "person", id: userId });
    return true;
  });
  if (!done) throw notFound("unsubscribing");
}

const asked = (ctx: Ctx, what: Unsubscribing["what"], noMail: readonly NotificationKind[]) => ({
  what,
  organization: { name: ctx.organization.name, slug: ctx.organization.slug },
  isOff: kindsOf(what).every((kind) => noMail.includes(kind)),
});

async function withReader<T>(
  token: string,
  work: (tx: Tx, ctx: Ctx, reader: Unsubscribing) => Promise<T>,
): Promise<T | null> {
  const reader = readUnsubscribeToken(token);
  if (!reader) return null;
  const ctx = await contextOf(reader);
  if (!ctx) return null;
  return inTenant(ctx, async (tx) => {
    const where = { organizationId: reader.organizationId, userId: reader.userId };
    const member = await tx.membership.findFirst({ where, select: { id: true } });
    return member ? work(tx, ctx, reader) : null;
  });
}

async function contextOf({ organizationId }: Unsubscribing): Promise<Ctx | null> {
  try {
    return await organizationContext({ id: organizationId }, { kind: "system" });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
