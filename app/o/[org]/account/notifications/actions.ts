"use server";
import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { clearOwnBounce } from "@/lib/notifications/bounce-service";
import { everything } from "@/lib/notifications/inbox-schema";
import { messagePreferences } from "@/lib/notifications/preference-schema";
import { savePreferences } from "@/lib/notifications/preference-service";

export const choose = action(messagePreferences, savePreferences);

export const tryAddressAgain = action(everything, async (ctx) => {
  await clearOwnBounce(ctx);
  revalidatePath(`/o/${ctx.organization.slug}/account/notifications`);
});
