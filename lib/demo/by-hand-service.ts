import { getBatch } from "@/lib/badges/batch-queries";
import { awardBatch } from "@/lib/badges/batch-service";
import { nominate } from "@/lib/badges/nomination-service";
import { orderRevokeMany, previewRevokeMany } from "@/lib/badges/revoke-many-service";
import { revokeManyWork } from "@/lib/badges/revoke-many-work-service";
import type { Ctx } from "@/lib/context";
import type { DemoPlan } from "@/lib/demo/plan";
import { runNow } from "@/lib/jobs/run-now-service";

type Cast = Readonly<{
  /** Accounts by the person's reference. */
  users: ReadonlyMap<string, string>;
  /** The coordinator, as many days ago. */
  acting: (daysAgo: number) => Ctx;
  achievementId: string;
}>;

const NOMINATED = 2;
const TOGETHER = 4;
const TAKEN_BACK = 1;

/** What people give each other: an award to several at once, of whom one had not been meant, and nominations that wait. */
export async function giveByHand(plan: DemoPlan, { users, acting, achievementId }: Cast): Promise<void> {
  const awarded = new Set(plan.awards.map(({ person }) => person));
  const mentors = plan.people.filter(({ role, person }) => role === "peer_mentor" && !awarded.has(person));
  const userIds = mentors.flatMap(({ person }) => users.get(person) ?? []);
  const together = userIds.slice(0, TOGETHER);
  const nominated = userIds.slice(TOGETHER, TOGETHER + NOMINATED);
  if (together.length > 0) {
    const { id } = await awardBatch(acting(1), {
      achievementId,
      userIds: together,
      reason: "Takk for innsatsen på høstsamlingen.",
      idempotencyKey: `demo-together-${achievementId}`,
    });
    await takeBack(acting(1), id);
  }
  for (const userId of nominated) {
    await nominate(acting(1), {
      achievementId,
      userId,
      reason: "Stiller alltid opp når noen trenger en å snakke med.",
      idempotencyKey: `demo-nominated-${achievementId}-${userId}`,
    });
  }
}

async function takeBack(ctx: Ctx, batchId: string): Promise<void> {
  const { rows } = await getBatch(ctx, batchId, {});
  const ids = rows.flatMap(({ badgeId }) => badgeId ?? []).slice(-TAKEN_BACK);
  const { seen } = await previewRevokeMany(ctx, { ids });
  const { runId } = await orderRevokeMany(ctx, {
    ids,
    seen,
    reason: "Var ikke med på høstsamlingen.",
    idempotencyKey: `demo-taken-back-${batchId}`,
  });
  await runNow(ctx, runId, { revoke_badges: revokeManyWork() });
}
