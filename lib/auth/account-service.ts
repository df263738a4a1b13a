import type { Actor, Locale } from "@/lib/context";
import { asUser } from "@/lib/db";
import { recordOutside } from "@/lib/events/record-outside";

type UserActor = Extract<Actor, { kind: "user" }>;

export type OwnAccount = Readonly<{ name: string; email: string | null; locale: Locale | null }>;

/** What a person may see of their own account. */
export const getOwnAccount = ({ userId }: { userId: string }): Promise<OwnAccount> =>
  asUser(userId, async (tx) => {
    const select = { name: true, email: true, locale: true } as const;
    const account = await tx.user.findFirstOrThrow({ where: { id: userId }, select });
    return { ...account, locale: account.locale as Locale | null };
  });

/** The language we write mail in, and the pages where a device has not chosen another. */
export async function setOwnLocale(account: UserActor, locale: Locale): Promise<void> {
  const { userId } = account;
  await asUser(userId, async (tx) => {
    const before = await tx.user.findFirstOrThrow({ where: { id: userId }, select: { locale: true } });
    if (before.locale === locale) return;
    await tx.user.updateMany({ where: { id: userId }, data: { locale } });
    await recordOutside(
      tx,
      account,
      "user.locale_changed",
      { type: "user", id: userId },
      { before, after: { locale } },
    );
  });
}

/** Every session of the account ends, on this device too, at its next request. */
export async function signOutEverywhere(account: UserActor): Promise<void> {
  const { userId } = account;
  await asUser(userId, async (tx) => {
    await tx.user.updateMany({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } });
    await recordOutside(tx, account, "user.sessions_ended", { type: "user", id: userId });
  });
}

type OwnOrganization = { organization_id: string; slug: string; name: string; role: string };

/** The active organisations a person is an active member of, by name. */
export const listOwnOrganizations = ({ userId }: { userId: string }) =>
  asUser(
    userId,
    (tx) => tx.$queryRaw<OwnOrganization[]>`SELECT * FROM organizations_of_user(${userId}::uuid)`,
  );
