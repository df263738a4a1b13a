import type { AchievementInput } from "@/lib/achievements/schema";
import { activateAchievement, createAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { define } from "@/lib/testing/achievements";

let made = 0;

/** An active achievement of its own key, ten activities unless changed; answers its id. */
export async function activeAchievement(ctx: Ctx, changes: Partial<AchievementInput> = {}): Promise<string> {
  made += 1;
  const admin: Ctx = { ...ctx, actor: { kind: "system" } };
  const { id } = await createAchievement(admin, define({ key: `achievement_${made}`, ...changes }));
  await activateAchievement(admin, { id });
  return id;
}

/** A badge that only people award. */
export const manualAchievement = (ctx: Ctx, changes: Partial<AchievementInput> = {}): Promise<string> =>
  activeAchievement(ctx, { triggerType: "manual", triggerThreshold: undefined, ...changes });
