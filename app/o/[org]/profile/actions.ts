"use server";
import { revalidatePath } from "next/cache";
import { siteAddress } from "@/lib/auth/password-link";
import {
  setProfileAddress,
  shareProfile,
  withdrawProfileShare,
} from "@/lib/badge-page/profile-share-service";
import {
  badgeVisibility,
  newProfileShare,
  newShare,
  profileAddress,
  profileVisibility,
  shareId,
} from "@/lib/badge-page/share-schema";
import { shareBadge, withdrawShare } from "@/lib/badge-page/share-service";
import { setBadgeVisible, setProfileVisibility } from "@/lib/badge-page/visibility-service";
import { acceptBadge, declineBadge } from "@/lib/badges/decline-service";
import { badgeId } from "@/lib/badges/schema";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { reportMistake } from "@/lib/mistakes/report-service";
import { mistakeReport } from "@/lib/mistakes/schema";
import { askForPause, withdrawPause } from "@/lib/pauses/request-service";
import { pauseId, pauseRequest } from "@/lib/pauses/schema";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}/profile`, "layout");

export const share = action(newShare, async (ctx, input) => {
  const { id, token } = await shareBadge(ctx, input);
  changed(ctx);
  return { id, address: `${siteAddress()}/badges/shared/${token}` };
});

export const withdraw = action(shareId, async (ctx, input) => {
  await withdrawShare(ctx, input);
  changed(ctx);
});

export const reportOne = action(mistakeReport, async (ctx, input) => {
  const { id } = await reportMistake(ctx, input);
  changed(ctx);
  return { id };
});

export const askPause = action(pauseRequest, async (ctx, input) => {
  const { id } = await askForPause(ctx, input);
  changed(ctx);
  return { id };
});

export const withdrawOwnPause = action(pauseId, async (ctx, input) => {
  await withdrawPause(ctx, input);
  changed(ctx);
});

export const setVisible = action(badgeVisibility, async (ctx, input) => {
  await setBadgeVisible(ctx, input);
  changed(ctx);
});

export const setProfile = action(profileVisibility, async (ctx, input) => {
  await setProfileVisibility(ctx, input);
  changed(ctx);
});

export const decline = action(badgeId, async (ctx, input) => {
  await declineBadge(ctx, input);
  changed(ctx);
});

export const accept = action(badgeId, async (ctx, input) => {
  await acceptBadge(ctx, input);
  changed(ctx);
});

export const setAddress = action(profileAddress, async (ctx, input) => {
  await setProfileAddress(ctx, input);
  changed(ctx);
});

export const shareAll = action(newProfileShare, async (ctx, input) => {
  const { id, token } = await shareProfile(ctx, input);
  changed(ctx);
  return { id, address: `${siteAddress()}/p/shared/${token}` };
});

export const withdrawAll = action(shareId, async (ctx, input) => {
  await withdrawProfileShare(ctx, input);
  changed(ctx);
});
