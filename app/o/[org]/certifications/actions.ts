"use server";
import { revalidatePath } from "next/cache";
import { issueEarlier } from "@/lib/certifications/completion-service";
import { certificateDesignUpdate } from "@/lib/certifications/design-schema";
import { saveDesign } from "@/lib/certifications/design-service";
import {
  certificationTypeId,
  certificationTypeInput,
  certificationTypeUpdate,
  issueInput,
  revocationInput,
} from "@/lib/certifications/schema";
import { issueCertification, revokeCertification } from "@/lib/certifications/service";
import {
  activateCertificationType,
  createCertificationType,
  deactivateCertificationType,
  updateCertificationType,
} from "@/lib/certifications/type-service";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";

/** The change, and then every page below that shows certificates anew. */
const seen =
  <I, T>(change: (ctx: Ctx, input: I) => Promise<T>) =>
  async (ctx: Ctx, input: I): Promise<T> => {
    const changed = await change(ctx, input);
    revalidatePath(`/o/${ctx.organization.slug}/certifications`, "layout");
    return changed;
  };

export const issue = action(issueInput, seen(issueCertification));
export const revoke = action(revocationInput, seen(revokeCertification));
export const createType = action(certificationTypeInput, seen(createCertificationType));
export const updateType = action(certificationTypeUpdate, seen(updateCertificationType));
export const activateType = action(certificationTypeId, seen(activateCertificationType));
export const deactivateType = action(certificationTypeId, seen(deactivateCertificationType));
export const issueToEarlier = action(certificationTypeId, seen(issueEarlier));
export const saveDesignOfType = action(certificateDesignUpdate, seen(saveDesign));
