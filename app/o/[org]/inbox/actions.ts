"use server";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { everything, notificationId } from "@/lib/notifications/inbox-schema";
import { markAllRead, markRead, markUnread } from "@/lib/notifications/inbox-service";

// How much is unread stands in the navigation of every page.
const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}`, "layout");

export const read = action(notificationId, async (ctx, input) => {
  await markRead(ctx, input);
  changed(ctx);
});

export const unread = action(notificationId, async (ctx, input) => {
  await markUnread(ctx, input);
  changed(ctx);
});

export const readAll = action(everything, async (ctx) => {
  await markAllRead(ctx);
  changed(ctx);
});
