import { Temporal } from "temporal-polyfill";
import type { NewKey } from "@/lib/api-keys/schema";
import { newApiKey } from "@/lib/auth/api-key";
import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";

const subjectOf = (id: string) => ({ type: "api_key", id });

const inPast = () => new AppError("invalid", msg("form"), { lastDay: msg("apiKeys.lastDayInPast") });

/** The moment after a calendar day in the organisation's time zone. */
const endOf = (day: string, timeZone: string) =>
  new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);

/**
 * A new key of another system. `text` is the key itself: it is answered here and never again. Throws `invalid` when
 * its last day is over already.
 */
export async function createApiKey(
  ctx: Ctx,
  { name, scopes, lastDay }: NewKey,
): Promise<{ id: string; text: string }> {
  authorize(ctx, "api_keys:write");
  const key = newApiKey();
  const expiresAt = lastDay === undefined ? null : endOf(lastDay, ctx.organization.timeZone);
  const data = {
    organizationId: ctx.organization.id,
    name,
    prefix: key.prefix,
    secretHash: new Uint8Array(key.hash),
    scopes: [...new Set(scopes)],
    expiresAt,
    createdByUserId: actorUserId(ctx),
  };
  const creation = inTenant(ctx, async (tx) => {
    const { id } = await tx.apiKey.create({ data, select: { id: true } });
    const after = { name, prefix: key.prefix, scopes: data.scopes, expiresAt };
    await record(tx, ctx, "api_key.created", subjectOf(id), { after });
    return { id, text: key.text };
  });
  return orRefusal(creation, { api_keys_expires_after_creation: inPast });
}

/** Ends a key at once and for good. One that is revoked already stays as it is. Unknown and foreign: `not_found`. */
export async function revokeApiKey(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "api_keys:write");
  await inTenant(ctx, async (tx, now) => {
    const where = { organizationId: ctx.organization.id, id };
    const { count } = await tx.apiKey.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: now, revokedByUserId: actorUserId(ctx) },
    });
    const key = await tx.apiKey.findFirst({ where, select: { name: true } });
    if (!key) throw notFound("apiKey");
    if (count > 0) await record(tx, ctx, "api_key.revoked", subjectOf(id), { after: key });
  });
}
