import { authorize, type Ctx } from "@/lib/context";
import { figuresIn } from "@/lib/dashboard/figures-queries";
import { queueIn } from "@/lib/dashboard/queue-queries";
import { readTenant } from "@/lib/db";

/** What waits for the asker (`queueIn`) and the figures of a period (`readDashboard`), read in one transaction. */
export async function readQueueAndFigures(ctx: Ctx, choice: string) {
  authorize(ctx, "reports:read");
  return readTenant(
    ctx,
    async (tx, now) => ({
      queue: await queueIn(tx, ctx, now),
      figures: await figuresIn(tx, ctx, choice, now),
    }),
    { planned: true },
  );
}
