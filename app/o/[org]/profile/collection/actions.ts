"use server";
import { revalidatePath } from "next/cache";
import { badgeFile, externalBadgeId, shownExternalBadge } from "@/lib/collection/schema";
import { addBadgeFile, removeExternalBadge, showExternalBadge } from "@/lib/collection/service";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}/profile`, "layout");

export const add = action(badgeFile, async (ctx, input) => {
  await addBadgeFile(ctx, input);
  changed(ctx);
});

export const show = action(shownExternalBadge, async (ctx, input) => {
  await showExternalBadge(ctx, input);
  changed(ctx);
});

export const remove = action(externalBadgeId, async (ctx, input) => {
  await removeExternalBadge(ctx, input);
  changed(ctx);
});
