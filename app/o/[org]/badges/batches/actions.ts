"use server";
import { revalidatePath } from "next/cache";
import type { BatchRequest } from "@/lib/badges/batch-people-queries";
import { type Batch, batchId, batchInput } from "@/lib/badges/batch-schema";
import { awardBatch, previewBatch } from "@/lib/badges/batch-service";
import { undoBatch } from "@/lib/badges/batch-undo-service";
import { authorize, type Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { readAwardList } from "@/lib/imports/award-list";

/** A list is read here, at the door: what the services get are its lines. */
function requestOf(ctx: Ctx, { list, ...input }: Batch): BatchRequest {
  authorize(ctx, "badges:award");
  return list === undefined ? input : { ...input, list: readAwardList(list, ctx.organization.timeZone) };
}

export const preview = action(batchInput, (ctx, input) => previewBatch(ctx, requestOf(ctx, input)));

export const awardMany = action(batchInput, async (ctx, input) => {
  const given = await awardBatch(ctx, requestOf(ctx, input));
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
  return given;
});

export const undo = action(batchId, async (ctx, input) => {
  const undone = await undoBatch(ctx, input);
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
  return undone;
});
