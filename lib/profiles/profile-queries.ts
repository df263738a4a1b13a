import { can } from "@/lib/auth/policy";
import { collectionIn } from "@/lib/badges/collection-queries";
import { mayNominateIn } from "@/lib/badges/nominee-queries";
import { certificationsIn } from "@/lib/certifications/queries";
import { externalBadgesIn } from "@/lib/collection/queries";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { listLocked } from "@/lib/evaluation/progress-queries";
import { bannerIn } from "@/lib/tiers/banner-queries";

/** What colleagues see of a certificate: that it holds, not what became of an old one. */
const VALID: ReadonlySet<string> = new Set(["active", "expiring_soon"]);

/** The person and those who look after people see all of it. */
const seesAll = ({ actor }: Ctx, userId: string) =>
  actor.kind === "user" && (actor.userId === userId || can(actor.role, "people:read"));

/**
 * A person's profile, as the asker may see it: whose it is, what they have, and, once it is there, how far they are with
 * what they lack, which is not every colleague's to see (null). Whose profile is closed to the asker is `not_found`.
 */
export async function readProfile(ctx: Ctx, userId: string) {
  const isAll = seesAll(ctx, userId);
  // It takes longest and waits for nothing that comes with the rest.
  const progress = isAll ? listLocked(ctx, userId) : Promise.resolve(null);
  // Whoever shows it hears of what went wrong; of a profile that is not there nobody shows it.
  progress.catch(() => undefined);
  const held = await inTenant(ctx, async (tx, now) => {
    const { holder, ...collection } = await collectionIn(tx, ctx, userId, now);
    const certificates = ctx.modules.has("certifications")
      ? await certificationsIn(tx, ctx, userId, now)
      : [];
    return {
      holder,
      collection,
      mayNominate: ctx.modules.has("achievements_gamification") && (await mayNominateIn(tx, ctx)),
      certificates: isAll ? certificates : certificates.filter(({ standing }) => VALID.has(standing)),
      tier: await bannerIn(tx, ctx, userId, now),
      external: ctx.modules.has("open_badges") ? await externalBadgesIn(tx, ctx, userId) : [],
    };
  });
  return { ...held, progress };
}

export type Profile = Awaited<ReturnType<typeof readProfile>>;
export type WholeProfile = Omit<Profile, "progress"> & Readonly<{ progress: Awaited<Profile["progress"]> }>;
