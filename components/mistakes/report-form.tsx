"use client";
import { useTranslations } from "next-intl";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import type { MistakeSubject } from "@/lib/mistakes/rules";
import { type MistakeReportInput, mistakeReport } from "@/lib/mistakes/schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: MistakeReportInput) => Promise<Result<unknown>>;
  subject: MistakeSubject;
  id: string | null;
  /** Where to go when it is sent. */
  after: string;
  /** Made once when the page was asked for: a second press or a retry never sends a second one. */
  idempotencyKey: string;
};

/** In one's own words what is wrong; what it is about is known from where one came. */
export function MistakeReportForm({ action, subject, id, after, idempotencyKey }: Props) {
  const t = useTranslations("mistakes.new");
  const isMissing = subject === "missing";
  const state = useActionForm({
    schema: mistakeReport,
    action,
    defaultValues: { subject, ...(id ? { id } : {}), text: "", idempotencyKey },
    labels: { text: isMissing ? t("textMissing") : t("text") },
    saved: t("saved"),
    redirectTo: after,
  });
  return (
    <Form state={state}>
      <TextareaField name="text" hint={isMissing ? t("hintMissing") : t("hint")} limit={2000} />
      <SubmitButton>{t("submit")}</SubmitButton>
    </Form>
  );
}
