"use server";
import { revalidatePath } from "next/cache";
import { copyFromCatalogue } from "@/lib/achievements/catalogue-service";
import { moveAchievement, orderAchievements } from "@/lib/achievements/order-service";
import {
  achievementId,
  achievementInput,
  achievementMove,
  achievementOrder,
  achievementUpdate,
  catalogueKeys,
} from "@/lib/achievements/schema";
import {
  activateAchievement,
  archiveAchievement,
  createAchievement,
  deactivateAchievement,
  deleteAchievement,
  duplicateAchievement,
  restoreAchievement,
  updateAchievement,
} from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { compareWithSaved } from "./compare";

/** The change, and then every page below that shows achievements anew. */
const seen =
  <I, T>(change: (ctx: Ctx, input: I) => Promise<T>) =>
  async (ctx: Ctx, input: I): Promise<T> => {
    const changed = await change(ctx, input);
    revalidatePath(`/o/${ctx.organization.slug}/achievements`, "layout");
    return changed;
  };

export const create = action(achievementInput, seen(createAchievement));
export const update = action(achievementUpdate, seen(updateAchievement));
export const compare = action(achievementUpdate, compareWithSaved);
export const activate = action(achievementId, seen(activateAchievement));
export const deactivate = action(achievementId, seen(deactivateAchievement));
export const archive = action(achievementId, seen(archiveAchievement));
export const restore = action(achievementId, seen(restoreAchievement));
export const duplicate = action(achievementId, seen(duplicateAchievement));
export const remove = action(achievementId, seen(deleteAchievement));
export const move = action(achievementMove, seen(moveAchievement));
export const order = action(achievementOrder, seen(orderAchievements));
export const copyChosen = action(catalogueKeys, seen(copyFromCatalogue));
