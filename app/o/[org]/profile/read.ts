import { can } from "@/lib/auth/policy";
import { getCollection } from "@/lib/badges/collection-queries";
import type { Holder } from "@/lib/badges/holder-queries";
import { mayNominate } from "@/lib/badges/nominee-queries";
import { listCertificationsOf } from "@/lib/certifications/queries";
import { listExternalBadges } from "@/lib/collection/queries";
import type { Ctx } from "@/lib/context";
import { listLocked } from "@/lib/evaluation/progress-queries";
import { bannerOf } from "@/lib/tiers/banner-queries";

/** What colleagues see of a certificate: that it holds, not what became of an old one. */
const VALID: ReadonlySet<string> = new Set(["active", "expiring_soon"]);

/** The person and those who look after people see all of it. */
const seesAll = ({ actor }: Ctx, { isSelf }: Holder) =>
  isSelf || (actor.kind === "user" && can(actor.role, "people:read"));

/** What a person's profile begins with, as the asker may see it: whose it is, and what they have. */
export async function readProfile(ctx: Ctx, userId: string) {
  const { holder, ...collection } = await getCollection(ctx, userId);
  const certificates = ctx.modules.has("certifications") ? await listCertificationsOf(ctx, userId) : [];
  return {
    holder,
    collection,
    mayNominate: ctx.modules.has("achievements_gamification") && (await mayNominate(ctx)),
    certificates: seesAll(ctx, holder)
      ? certificates
      : certificates.filter(({ standing }) => VALID.has(standing)),
  };
}

export type Profile = Awaited<ReturnType<typeof readProfile>>;

/** And the rest of it. How far somebody is with what they lack is not every colleague's to see. */
export async function readRest(ctx: Ctx, profile: Profile) {
  const { holder } = profile;
  const [tier, progress, external] = await Promise.all([
    bannerOf(ctx, holder.userId),
    seesAll(ctx, holder) ? listLocked(ctx, holder.userId) : null,
    ctx.modules.has("open_badges") ? listExternalBadges(ctx, holder.userId) : [],
  ]);
  return { ...profile, tier, progress, external };
}

export type WholeProfile = Awaited<ReturnType<typeof readRest>>;
