import { createHash } from "node:crypto";
import { actorUserId, authorize, type Ctx, may } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { groupsFor, type KindGroup, kindsIn } from "@/lib/notifications/preference-rules";
import type { MessagePreferences } from "@/lib/notifications/preference-schema";
import type { NotificationKind } from "@/lib/notifications/rules";

export type KeptPreferences = Readonly<{
  noMail: readonly NotificationKind[];
  noPush: readonly NotificationKind[];
  digest: MessagePreferences["digest"];
  /** `hh:mm`, both or none. */
  quietFrom: string | null;
  quietTo: string | null;
}>;

/** Where their mail goes; `bouncedAt` when nobody receives any there. */
export type OwnAddress = Readonly<{ email: string | null; bouncedAt: Date | null; said: string | null }>;

export type OwnPreferences = MessagePreferences &
  Readonly<{
    groups: readonly KindGroup[];
    address: OwnAddress;
    /** Of each device that is on, what its address is known by: SHA-256 in hex. */
    devices: readonly string[];
  }>;

/** The acting person's own membership's account; `not_found` for who has none here. */
export async function ownMember(tx: Tx, ctx: Ctx): Promise<OwnAddress & Readonly<{ userId: string }>> {
  const userId = actorUserId(ctx);
  const member = userId
    ? await tx.membership.findFirst({
        where: { organizationId: ctx.organization.id, userId, status: "active" },
        select: { userId: true, email: true, mailBouncedAt: true, mailBounceReason: true },
      })
    : null;
  if (!member) throw notFound("person");
  const { email, mailBouncedAt: bouncedAt, mailBounceReason: said } = member;
  return { userId: member.userId, email, bouncedAt, said };
}

const markOf = ({ endpoint }: { endpoint: string }) => createHash("sha256").update(endpoint).digest("hex");

const NOTHING: KeptPreferences = {
  noMail: [],
  noPush: [],
  digest: "every_time",
  quietFrom: null,
  quietTo: null,
};

/** What somebody has chosen, or what holds for who has chosen nothing. */
export async function keptPreferences(tx: Tx, ctx: Ctx, userId: string): Promise<KeptPreferences> {
  const [row] = await tx.$queryRaw<KeptPreferences[]>`
    SELECT no_mail::text[] AS "noMail", no_push::text[] AS "noPush", digest::text AS digest, to_char(quiet_from, 'HH24:MI') AS "quietFrom",
      to_char(quiet_to, 'HH24:MI') AS "quietTo"
    FROM notification_preferences WHERE organization_id = ${ctx.organization.id}::uuid AND user_id = ${userId}::uuid`;
  return row ?? NOTHING;
}

/** What the acting person wants to be told and how, of the kinds that concern them. Theirs alone. */
export async function getOwnPreferences(ctx: Ctx): Promise<OwnPreferences> {
  authorize(ctx, "account:write");
  return inTenant(ctx, async (tx) => {
    const { userId, ...address } = await ownMember(tx, ctx);
    const { noMail, noPush, digest, quietFrom, quietTo } = await keptPreferences(tx, ctx, userId);
    const where = { organizationId: ctx.organization.id, userId };
    const groups = groupsFor(may(ctx, "badges:award"));
    const wanted = (unwanted: readonly NotificationKind[]) =>
      kindsIn(groups).filter((kind) => !unwanted.includes(kind));
    return {
      groups,
      address,
      devices: (await tx.pushSubscription.findMany({ where, select: { endpoint: true } })).map(markOf),
      mail: wanted(noMail),
      push: wanted(noPush),
      digest,
      ...(quietFrom && { quietFrom }),
      ...(quietTo && { quietTo }),
    };
  });
}
