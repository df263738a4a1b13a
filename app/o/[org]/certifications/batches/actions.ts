"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import type { IssueManyRequest } from "@/lib/certifications/batch-people-queries";
import {
  certificationBatchId,
  type IssueMany,
  issueManyInput,
  type WrittenTrial,
} from "@/lib/certifications/batch-schema";
import { orderIssueMany, previewIssueMany } from "@/lib/certifications/batch-service";
import { undoIssueMany } from "@/lib/certifications/batch-undo-service";
import { lastDayOf } from "@/lib/certifications/calendar-rules";
import { authorize, type Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { formats } from "@/lib/i18n/formats";
import { translateMessage } from "@/lib/i18n/translate-message";
import { readCertificateList } from "@/lib/imports/certificate-list";

/** A list is read here, at the door: what the services get are its lines. */
function requestOf(ctx: Ctx, { list, ...input }: IssueMany): IssueManyRequest {
  authorize(ctx, "certifications:issue");
  if (list === undefined) return input;
  return { ...input, list: readCertificateList(list, ctx.organization.timeZone) };
}

export const preview = action(issueManyInput, async (ctx, input): Promise<WrittenTrial> => {
  const trial = await previewIssueMany(ctx, requestOf(ctx, input));
  const errors = await getTranslations("errors");
  const words = await getTranslations("certifications");
  const f = await formats(ctx.organization.timeZone);
  const expires = (end: Date | null) => (end ? f.shortDate(lastDayOf(end, f.timeZone)) : words("never"));
  const rows = trial.rows.map(({ dates, problem, ...row }) => ({
    ...row,
    problem: problem && translateMessage(errors, problem),
    issued: dates && f.shortDate(dates.issuedAt),
    expires: dates && expires(dates.expiresAt),
  }));
  return { ...trial, rows };
});

export const issueMany = action(issueManyInput, async (ctx, input) => {
  const ordered = await orderIssueMany(ctx, requestOf(ctx, input));
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
  return ordered;
});

export const undoMany = action(certificationBatchId, async (ctx, input) => {
  const t = await getTranslations({ locale: ctx.organization.locale, namespace: "issuing" });
  const undone = await undoIssueMany(ctx, { ...input, reason: t("undoneReason") });
  revalidatePath(`/o/${ctx.organization.slug}`, "layout");
  return undone;
});
