"use server";
import { revalidatePath } from "next/cache";
import * as z from "zod";
import type { Ctx } from "@/lib/context";
import { startBackfillOf, startEvaluation } from "@/lib/evaluation/runs-service";
import { action } from "@/lib/http/action";
import { cancelRun, retryRun } from "@/lib/jobs/run-service";
import { jobId } from "@/lib/runs/schema";

/** The change, and then the pages of jobs anew. */
const seen =
  <I, T>(change: (ctx: Ctx, input: I) => Promise<T>) =>
  async (ctx: Ctx, input: I): Promise<T> => {
    const changed = await change(ctx, input);
    revalidatePath(`/o/${ctx.organization.slug}/jobs`, "layout");
    return changed;
  };

export const evaluateAll = action(
  z.strictObject({}),
  seen((ctx) => startEvaluation(ctx)),
);
export const backfill = action(jobId, seen(startBackfillOf));
export const cancel = action(jobId, seen(cancelRun));
export const retry = action(jobId, seen(retryRun));
