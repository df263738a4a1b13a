import { can } from "@/lib/auth/policy";
import { getCollection } from "@/lib/badges/collection-queries";
import { mayNominate } from "@/lib/badges/nominee-queries";
import { listCertificationsOf } from "@/lib/certifications/queries";
import { listExternalBadges } from "@/lib/collection/queries";
import type { Ctx } from "@/lib/context";
import { listLocked } from "@/lib/evaluation/progress-queries";
import { bannerOf } from "@/lib/tiers/banner-queries";

/** What colleagues see of a certificate: that it holds, not what became of an old one. */
const VALID: ReadonlySet<string> = new Set(["active", "expiring_soon"]);

/**
 * A person's profile as the asker may see it. How far somebody is with what they lack is theirs and their
 * coordinators' to see, not every colleague's.
 */
export async function readProfile(ctx: Ctx, userId: string) {
  const { holder, ...collection } = await getCollection(ctx, userId);
  const isStaff = ctx.actor.kind === "user" && can(ctx.actor.role, "people:read");
  const seesAll = holder.isSelf || isStaff;
  const certificates = ctx.modules.has("certifications") ? await listCertificationsOf(ctx, userId) : [];
  return {
    holder,
    collection,
    tier: await bannerOf(ctx, userId),
    progress: seesAll ? await listLocked(ctx, userId) : null,
    mayNominate: ctx.modules.has("achievements_gamification") && (await mayNominate(ctx)),
    external: ctx.modules.has("open_badges") ? await listExternalBadges(ctx, userId) : [],
    certificates: seesAll ? certificates : certificates.filter(({ standing }) => VALID.has(standing)),
  };
}

export type Profile = Awaited<ReturnType<typeof readProfile>>;
