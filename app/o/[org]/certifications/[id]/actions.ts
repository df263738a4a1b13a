"use server";
import { revalidatePath } from "next/cache";
import { correctCertification } from "@/lib/certifications/correction-service";
import { correctionInput, overrideInput, renewalInput } from "@/lib/certifications/life-schema";
import { overrideCertification } from "@/lib/certifications/override-service";
import { renewCertification } from "@/lib/certifications/renewal-service";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";

/** The change, and then every page that shows certificates anew. */
const seen =
  <I, T>(change: (ctx: Ctx, input: I) => Promise<T>) =>
  async (ctx: Ctx, input: I): Promise<T> => {
    const changed = await change(ctx, input);
    revalidatePath(`/o/${ctx.organization.slug}`, "layout");
    return changed;
  };

export const renew = action(renewalInput, seen(renewCertification));
export const correct = action(correctionInput, seen(correctCertification));
export const override = action(overrideInput, seen(overrideCertification));
