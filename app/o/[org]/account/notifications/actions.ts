"use server";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { clearOwnBounce } from "@/lib/notifications/bounce-service";
import { device, deviceAddress } from "@/lib/notifications/device-schema";
import { turnOffDevice, turnOffDevices, turnOnDevice } from "@/lib/notifications/device-service";
import { everything } from "@/lib/notifications/inbox-schema";
import { messagePreferences } from "@/lib/notifications/preference-schema";
import { savePreferences } from "@/lib/notifications/preference-service";

export const choose = action(messagePreferences, savePreferences);

export const tryAddressAgain = action(everything, async (ctx) => {
  await clearOwnBounce(ctx);
  revalidatePath(`/o/${ctx.organization.slug}/account/notifications`);
});

const devicesChanged = ({ organization }: Ctx) =>
  revalidatePath(`/o/${organization.slug}/account/notifications`);

export const showHere = action(device, async (ctx, input) => {
  await turnOnDevice(ctx, input);
  devicesChanged(ctx);
});

export const showHereNoMore = action(deviceAddress, async (ctx, input) => {
  await turnOffDevice(ctx, input);
  devicesChanged(ctx);
});

export const forgetDevices = action(everything, async (ctx) => {
  await turnOffDevices(ctx);
  devicesChanged(ctx);
});
