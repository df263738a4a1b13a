import { awardBatch } from "@/lib/badges/batch-service";
import { nominate } from "@/lib/badges/nomination-service";
import type { Ctx } from "@/lib/context";
import type { DemoPlan } from "@/lib/demo/plan";

type Cast = Readonly<{
  /** Accounts by the person's reference. */
  users: ReadonlyMap<string, string>;
  /** The coordinator, as many days ago. */
  acting: (daysAgo: number) => Ctx;
  achievementId: string;
}>;

const NOMINATED = 2;
const TOGETHER = 3;

/** What people give each other: an award to several at once, and nominations that wait for an answer. */
export async function giveByHand(plan: DemoPlan, { users, acting, achievementId }: Cast): Promise<void> {
  const awarded = new Set(plan.awards.map(({ person }) => person));
  const mentors = plan.people.filter(({ role, person }) => role === "peer_mentor" && !awarded.has(person));
  const userIds = mentors.flatMap(({ person }) => users.get(person) ?? []);
  const together = userIds.slice(0, TOGETHER);
  const nominated = userIds.slice(TOGETHER, TOGETHER + NOMINATED);
  if (together.length > 0) {
    await awardBatch(acting(1), {
      achievementId,
      userIds: together,
      reason: "Takk for innsatsen på høstsamlingen.",
      idempotencyKey: `demo-together-${achievementId}`,
    });
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
