import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { encrypt } from "@/lib/encryption";
import { env } from "@/lib/env";
import { AppError, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { mayBePublic } from "@/lib/http/outbound-address";
import type { Device } from "@/lib/notifications/device-schema";
import { ownMember } from "@/lib/notifications/preference-queries";

/** So many devices of one person are shown something; the one turned on longest ago makes room. */
const MOST_DEVICES = 10;

/**
 * Shows the acting person's notifications on this browser from now on. The same browser again, also by somebody else who
 * shares it, is theirs alone then. `invalid` for an address that is not on the public internet.
 */
export async function turnOnDevice(ctx: Ctx, { endpoint, keys }: Device): Promise<void> {
  authorize(ctx, "account:write");
  if (!env.HEDER_ALLOW_PRIVATE_WEBHOOKS && !mayBePublic(endpoint))
    throw new AppError("invalid", msg("messagePreferences.deviceAddress"));
  const organizationId = ctx.organization.id;
  const sealed = encrypt(JSON.stringify(keys), "push subscription", organizationId);
  await inTenant(ctx, async (tx) => {
    const { userId } = await ownMember(tx, ctx);
    await tx.pushSubscription.upsert({
      where: { organizationId_endpoint: { organizationId, endpoint } },
      create: { organizationId, userId, endpoint, keys: sealed },
      update: { userId, keys: sealed },
      select: { id: true },
    });
    await makeRoom(tx, ctx, userId);
    await record(tx, ctx, "person.device_turned_on", { type: "person", id: userId });
  });
}

const makeRoom = (tx: Tx, ctx: Ctx, userId: string) => tx.$executeRaw`
  DELETE FROM push_subscriptions WHERE organization_id = ${ctx.organization.id}::uuid AND id IN (
    SELECT s.id FROM push_subscriptions s WHERE s.organization_id = ${ctx.organization.id}::uuid AND s.user_id = ${userId}::uuid
    ORDER BY s.updated_at DESC, s.id OFFSET ${MOST_DEVICES}::integer)`;

/** Shows nothing more on one of the acting person's devices; one that is not theirs is let be. */
export const turnOffDevice = (ctx: Ctx, { endpoint }: { endpoint: string }): Promise<void> =>
  remove(ctx, { endpoint });

/** Shows nothing more on any of them: for one that was lost or is not at hand. */
export const turnOffDevices = (ctx: Ctx): Promise<void> => remove(ctx, {});

async function remove(ctx: Ctx, which: { endpoint?: string }): Promise<void> {
  authorize(ctx, "account:write");
  await inTenant(ctx, async (tx) => {
    const { userId } = await ownMember(tx, ctx);
    const where = { organizationId: ctx.organization.id, userId, ...which };
    const { count } = await tx.pushSubscription.deleteMany({ where });
    if (count > 0) await record(tx, ctx, "person.devices_turned_off", { type: "person", id: userId });
  });
}
