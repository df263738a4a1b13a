import { cache } from "react";
import { listBadgesOf } from "@/lib/badges/person-queries";
import { listCertificationsOf } from "@/lib/certifications/queries";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { factsOfPerson } from "@/lib/facts/person-queries";
import { getPerson } from "@/lib/people/queries";
import { personId } from "@/lib/people/schema";
import { listTiersOf } from "@/lib/tiers/person-queries";

/** What somebody typed into the address as a person's id; anything else is nobody's. Title and page read it once. */
export const readPerson = cache(async (ctx: Ctx, id: string) => {
  const known = personId.safeParse({ userId: id });
  if (!known.success) throw notFound("person");
  return getPerson(ctx, known.data.userId);
});

/** Everything else the organisation holds about a person; what is of a module that is off is null. */
export async function readHeld(ctx: Ctx, userId: string) {
  const [badges, certificates, tiers, facts] = await Promise.all([
    ctx.modules.has("achievements_gamification") ? listBadgesOf(ctx, userId) : null,
    ctx.modules.has("certifications") ? listCertificationsOf(ctx, userId) : null,
    ctx.modules.has("recognition_tiers") ? listTiersOf(ctx, userId) : null,
    factsOfPerson(ctx, userId),
  ]);
  return { badges, certificates, tiers, facts };
}

export type Person = Awaited<ReturnType<typeof readPerson>>;
