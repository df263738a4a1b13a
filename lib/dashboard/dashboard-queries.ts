import { authorize, type Ctx } from "@/lib/context";
import { figuresIn } from "@/lib/dashboard/figures-queries";
import { queueIn } from "@/lib/dashboard/queue-queries";
import { readTenant } from "@/lib/db";

/** What waits for the asker (`queueIn`) and the figures of a period (`readDashboard`), asked for together. */
export async function readQueueAndFigures(ctx: Ctx, choice: string) {
  authorize(ctx, "reports:read");
  return readTenant(
    ctx,
    async (tx, now) => {
      const [queue, figures] = await Promise.all([queueIn(tx, ctx, now), figuresIn(tx, ctx, choice, now)]);
      return { queue, figures };
    },
    { planned: true },
  );
}
