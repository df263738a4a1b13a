"use server";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { awardIds, wholePayroll } from "@/lib/reports/filter-schema";
import { markPaid, unmarkPaid } from "@/lib/reports/payment-service";
import { markWholePayroll } from "@/lib/reports/payroll-service";
import { presentAwards, unpresentAwards } from "@/lib/reports/presenting-service";

/** The change, and then the reports anew. */
const seen =
  <I, T>(change: (ctx: Ctx, input: I) => Promise<T>) =>
  async (ctx: Ctx, input: I): Promise<T> => {
    const changed = await change(ctx, input);
    revalidatePath(`/o/${ctx.organization.slug}/reports`, "layout");
    return changed;
  };

export const pay = action(awardIds, seen(markPaid));
export const payAll = action(wholePayroll, seen(markWholePayroll));
export const unpay = action(awardIds, seen(unmarkPaid));
export const present = action(awardIds, seen(presentAwards));
export const unpresent = action(awardIds, seen(unpresentAwards));
