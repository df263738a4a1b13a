import { can } from "@/lib/auth/policy";
import { collectionOf } from "@/lib/badges/collection-queries";
import { mayNominateIn } from "@/lib/badges/nominee-queries";
import { certificationsOf } from "@/lib/certifications/queries";
import { externalBadgesOf } from "@/lib/collection/queries";
import type { Ctx } from "@/lib/context";
import { ask, known, together } from "@/lib/database/question";
import { readTenant } from "@/lib/db";
import { listLocked } from "@/lib/evaluation/progress-queries";
import { bannerOf } from "@/lib/tiers/banner-queries";

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
  const held = await readTenant(
    ctx,
    async (tx, now) => {
      const { collection, certificates, ...rest } = await ask(
        tx,
        together({
          collection: collectionOf(ctx, userId, now),
          certificates: ctx.modules.has("certifications") ? certificationsOf(ctx, userId, now) : known([]),
          tier: bannerOf(ctx, userId, now),
          external: ctx.modules.has("open_badges") ? externalBadgesOf(ctx, userId) : known([]),
        }),
      );
      const { holder, ...held } = collection;
      return {
        ...rest,
        holder,
        collection: held,
        certificates: isAll ? certificates : certificates.filter(({ standing }) => VALID.has(standing)),
        mayNominate: ctx.modules.has("achievements_gamification") && (await mayNominateIn(tx, ctx)),
      };
    },
    { planned: true },
  );
  return { ...held, progress };
}

export type Profile = Awaited<ReturnType<typeof readProfile>>;
export type WholeProfile = Omit<Profile, "progress"> & Readonly<{ progress: Awaited<Profile["progress"]> }>;
