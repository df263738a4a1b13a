import { awardBadge } from "@/lib/badges/award-service";
import type { Ctx } from "@/lib/context";
import { manualAchievement } from "@/lib/testing/active-achievement";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";

type Wanted = Readonly<{ visibility?: "private" | "organization" | "public"; name?: string }>;

let made = 0;

/** A badge that somebody holds, with its public hash, its holder and whoever awarded it. */
export async function heldBadge(
  database: TestDatabase,
  ctx: Ctx,
  { visibility = "public", name }: Wanted = {},
) {
  made += 1;
  const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
  const holder = await createTestMember(database, ctx, { name: name ?? `Innehaver ${made}` });
  await database.everything.query(
    "UPDATE memberships SET profile_visibility = $2::profile_visibility WHERE id = $1",
    [holder.membershipId, visibility],
  );
  const achievementId = await manualAchievement(ctx, {
    name: `Brobygger ${made}`,
    description: "For den som **knytter** folk sammen",
    message: "Bare til innehaveren",
  });
  const { id } = await awardBadge(coordinator.ctx, {
    achievementId,
    userId: holder.userId,
    reason: "Fordi hun stilte opp",
    evidenceUrl: "https://example.org/bevis",
    evidenceNarrative: "Hun ledet gruppen",
    awardedOn: "2026-03-01",
    idempotencyKey: `held-badge-${made}`,
  });
  const { rows } = await database.everything.query<{ public_hash: string }>(
    "SELECT public_hash FROM earned_badges WHERE id = $1",
    [id],
  );
  return { id, hash: rows[0]?.public_hash ?? "", holder, coordinator, achievementId };
}

let addresses = 0;
/** Somewhere on the net nobody has asked from before. */
export const newAddress = (): string => {
  addresses += 1;
  return `badge visitor ${addresses}`;
};
