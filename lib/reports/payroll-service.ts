import type * as z from "zod";
import { orRefusal } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import type { wholePayroll } from "@/lib/reports/filter-schema";
import { payable, STATES } from "@/lib/reports/payment-queries";
import { REFUSALS, writePaid } from "@/lib/reports/payment-service";
import { frameOf } from "@/lib/reports/report-sql-queries";

/** Thousands of payments, in milliseconds. */
const timeout = 120_000;

/**
 * Notes that people have been paid for all that was to be paid in the period, and in the group, but for one's own: all of it
 * or none. `conflict` when it is another number than was seen, as the payroll was then made of something else.
 */
export async function markWholePayroll(
  ctx: Ctx,
  { period, group, count }: z.output<typeof wholePayroll>,
): Promise<{ changed: number }> {
  authorize(ctx, "payments:write");
  requireModule(ctx, "achievements_gamification");
  const work = inTenant(
    ctx,
    async (tx, now) => {
      const frame = await frameOf(tx, ctx, period, now);
      const source = payable(ctx, { group }, frame.period);
      const open = Prisma.sql`SELECT f.* FROM (${source}) f WHERE ${STATES.open}`;
      const marked = await writePaid(tx, ctx, open, now);
      if (marked.length !== count) throw new AppError("conflict", msg("reports.payrollChanged"));
      return { changed: marked.length };
    },
    { timeout },
  );
  return orRefusal(work, REFUSALS);
}
