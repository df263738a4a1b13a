import type * as z from "zod";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { difference, type Effect, stateOf } from "@/lib/evaluation/void-preview-service";
import { readyCorrection } from "@/lib/facts/activity-service";
import type { activityCorrection } from "@/lib/facts/schema";

/** What a correction would change for one person. */
export type PersonEffect = Effect & Readonly<{ userId: string; person: string }>;

/** Carries the answer out of the transaction it rolls back. */
class Foreseen extends Error {
  constructor(readonly effects: readonly PersonEffect[]) {
    super("foreseen");
  }
}

/**
 * What this correction of an activity would change, for whoever it was of and whoever it would be of: it is done,
 * looked at by the very rules that follow a correction, and rolled back. Empty when it says what is there already, and
 * while the module is off. Refused as `correctActivity` refuses it.
 */
export async function previewCorrection(
  ctx: Ctx,
  input: z.output<typeof activityCorrection>,
): Promise<readonly PersonEffect[]> {
  authorize(ctx, "facts:write");
  try {
    return await inTenant(ctx, async (tx, now) => {
      const { people, write } = await readyCorrection(tx, ctx, input, now);
      if (people.length === 0 || !ctx.modules.has("achievements_gamification")) return [];
      const organizationId = ctx.organization.id;
      const members = await tx.membership.findMany({
        where: { organizationId, userId: { in: [...people] } },
        select: { userId: true, displayName: true },
      });
      const before = [];
      for (const { userId } of members) before.push(await stateOf(tx, ctx, userId, now));
      await write();
      const effects: PersonEffect[] = [];
      for (const [at, { userId, displayName: person }] of members.entries()) {
        const [was, is] = [before[at], await stateOf(tx, ctx, userId, now)];
        if (was) effects.push({ userId, person, ...difference(was, is) });
      }
      throw new Foreseen(effects);
    });
  } catch (error) {
    if (error instanceof Foreseen) return error.effects;
    throw error;
  }
}
