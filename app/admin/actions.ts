"use server";
import { revalidatePath } from "next/cache";
import type * as z from "zod";
import { setUpOrganization } from "@/lib/achievements/organization-setup-service";
import { requireGlobalAdmin } from "@/lib/auth/session";
import type { Actor } from "@/lib/context";
import { toResult } from "@/lib/http/action";
import { formats } from "@/lib/i18n/formats";
import {
  pauseInstallation,
  resumeInstallation,
  setOrganizationActive,
} from "@/lib/organizations/platform-service";
import { newOrganization, nothingMore, organizationActive, pauseInput } from "@/lib/organizations/schema";
import type { Result } from "@/lib/result";
import { retryGivenUp } from "@/lib/runs/given-up-service";
import { jobId } from "@/lib/runs/schema";
import { parse } from "@/lib/validation";

/** As `action` of lib/http/action.ts, outside of organisations: the session must be a global admin's. */
function platformAction<S extends z.ZodType, T>(
  schema: S,
  run: (actor: Actor, input: z.output<S>) => Promise<T>,
) {
  return (raw: z.input<S>): Promise<Result<T>> =>
    toResult(async () => {
      const actor = await requireGlobalAdmin();
      const data = await run(actor, parse(schema, raw));
      revalidatePath("/admin", "layout");
      return data;
    });
}

export const createOrganization = platformAction(newOrganization, async (actor, input) => {
  const { slug, name, passwordLink } = await setUpOrganization(actor, input);
  const f = await formats(input.timeZone);
  const link = passwordLink && { url: passwordLink.url, until: f.date(passwordLink.expiresAt) };
  return { slug, name, link };
});

export const setActive = platformAction(organizationActive, setOrganizationActive);
export const pause = platformAction(pauseInput, pauseInstallation);
export const retryJob = platformAction(jobId, retryGivenUp);
export const resume = platformAction(nothingMore, resumeInstallation);
