"use server";
import { revalidatePath } from "next/cache";
import { approveBadge } from "@/lib/badges/approval-service";
import { keepInput } from "@/lib/badges/flag-schema";
import { keepBadge } from "@/lib/badges/flag-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import { approvalInput, revocationInput } from "@/lib/badges/schema";
import type { Ctx } from "@/lib/context";
import { retryInput } from "@/lib/dashboard/queue-schema";
import { retryMail, retryPush } from "@/lib/dashboard/retry-service";
import { action } from "@/lib/http/action";
import { retryRun } from "@/lib/jobs/run-service";
import { jobId } from "@/lib/runs/schema";
import { sendAgain } from "@/lib/webhooks/service";

/** The change, and then what waits anew. */
const seen =
  <I>(change: (ctx: Ctx, input: I) => Promise<unknown>) =>
  async (ctx: Ctx, input: I): Promise<void> => {
    await change(ctx, input);
    revalidatePath(`/o/${ctx.organization.slug}`, "layout");
  };

export const approve = action(approvalInput, seen(approveBadge));
export const keep = action(keepInput, seen(keepBadge));
export const revoke = action(revocationInput, seen(revokeBadge));
export const retryJob = action(jobId, seen(retryRun));
export const retryBackpack = action(retryInput, seen(retryPush));
export const retryWebhook = action(retryInput, seen(sendAgain));
export const retryMessage = action(retryInput, seen(retryMail));
