import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import type { Channel } from "@/lib/notifications/channel";
import { aroundOf, type Outgoing, readOutgoing } from "@/lib/notifications/reader-queries";
import { pauseAfter, URGENT_KINDS } from "@/lib/notifications/rules";
import { notificationText } from "@/lib/notifications/text";
import { type PushMessage, type PushProblem, sendPush } from "@/lib/notifications/web-push-message";
import {
  type Claimed,
  claimPushes,
  type DeviceRow,
  devicesOf,
  markPushesLost,
  removeDevices,
  type SettledPush,
  settlePushes,
} from "@/lib/notifications/web-push-queries";

/**
 * Notifications on the devices that people have turned on. At most once, as mail: that one is being sent is written down
 * before it is, and one whose sender died is `unknown` and not sent again. A device that did not take it is tried again by
 * itself; one that is gone is forgotten.
 */
export const webPush: Channel = {
  name: "web_push",
  async deliver(ctx, signal) {
    await inTenant(ctx, (tx) => markPushesLost(tx, ctx));
    while (!signal.aborted) {
      const claimed = await inTenant(ctx, (tx) => claim(tx, ctx));
      if (claimed.length === 0) return;
      const attempts = await Promise.all(claimed.map((one) => attempt(ctx, one)));
      await inTenant(ctx, (tx) => settle(tx, ctx, attempts));
    }
  },
};

type ToSend = Claimed & Readonly<{ outgoing: Outgoing | undefined; devices: readonly DeviceRow[] }>;

async function claim(tx: Tx, ctx: Ctx): Promise<ToSend[]> {
  const claimed = await claimPushes(tx, ctx);
  const ids = claimed.map(({ id }) => id);
  const outgoing = await readOutgoing(tx, ctx, ids);
  const devices = await devicesOf(tx, ctx, ids);
  return claimed.map((one) => ({
    ...one,
    outgoing: outgoing.find(({ id }) => id === one.id),
    devices: devices.filter(({ notificationId }) => notificationId === one.id),
  }));
}

type Tried = Readonly<{ device: string; problem: PushProblem | null }>;
type Attempt = Readonly<{ one: ToSend; tried: readonly Tried[] }>;

async function attempt(ctx: Ctx, one: ToSend): Promise<Attempt> {
  const { outgoing, devices } = one;
  if (!outgoing) return { one, tried: [] };
  const isUrgent = (URGENT_KINDS as readonly string[]).includes(outgoing.kind);
  const tried = await Promise.all(
    devices.map(async (device) => ({
      device: device.id,
      problem: await sendPush(
        { ...device, organizationId: ctx.organization.id },
        messageOf(ctx, outgoing),
        isUrgent,
      ),
    })),
  );
  return { one, tried };
}

function messageOf(ctx: Ctx, { id, kind, values, format, ...rest }: Outgoing): PushMessage {
  const around = aroundOf(ctx, { kind, ...rest });
  const { title } = notificationText(kind, values, format, around);
  const { pathname, hash } = new URL(around.link);
  return { id, title, path: pathname + hash, language: format.locale };
}

async function settle(tx: Tx, ctx: Ctx, attempts: readonly Attempt[]): Promise<void> {
  const settled = attempts.map(outcomeOf);
  await settlePushes(tx, ctx, settled);
  const gone = attempts.flatMap(({ tried }) => tried.filter(({ problem }) => problem === "gone"));
  await removeDevices(
    tx,
    ctx,
    gone.map(({ device }) => device),
  );
  const organizationId = ctx.organization.id;
  for (const delaySeconds of new Set(settled.flatMap(({ pause }) => pause ?? [])))
    await enqueue(tx, "notifications.deliver", { organizationId }, { delaySeconds });
}

/** What has become of one notification, of what became of it on each device. */
function outcomeOf({ one: { id, attempts }, tried }: Attempt): SettledPush {
  const isAny = (wanted: PushProblem | null) => tried.some(({ problem }) => problem === wanted);
  const left = tried.filter(({ problem }) => problem === "later").map(({ device }) => device);
  const pause = left.length > 0 ? pauseAfter(attempts) : null;
  if (isAny("refused")) log.warn({ notification: id }, "a push service did not take a notification");
  if (pause !== null) return { id, attempts, state: "pending", problem: "later", pause, left };
  if (isAny(null)) return { id, attempts, state: "sent", problem: null, pause, left: [] };
  if (isAny("unknown")) return { id, attempts, state: "unknown", problem: "unknown", pause, left: [] };
  const problem = isAny("refused") ? "refused" : "later";
  return isAny("refused") || left.length > 0
    ? { id, attempts, state: "failed", problem, pause, left: [] }
    : { id, attempts, state: "none", problem: null, pause, left: [] };
}
