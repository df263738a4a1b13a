"use server";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { moduleToggle, nothingMore, organizationSettings, pauseInput } from "@/lib/organizations/schema";
import { pauseIssuing, resumeIssuing, setModule, updateOrganization } from "@/lib/organizations/service";

// Name, navigation and notices stand in the frame of every page.
const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}`, "layout");

export const update = action(organizationSettings, async (ctx, input) => {
  await updateOrganization(ctx, input);
  changed(ctx);
});

export const switchModule = action(moduleToggle, async (ctx, input) => {
  await setModule(ctx, input);
  changed(ctx);
});

export const pause = action(pauseInput, async (ctx, input) => {
  await pauseIssuing(ctx, input);
  changed(ctx);
});

export const resume = action(nothingMore, async (ctx) => {
  await resumeIssuing(ctx);
  changed(ctx);
});
