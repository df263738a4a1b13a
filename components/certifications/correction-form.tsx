"use client";
import { useTranslations } from "next-intl";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { type CorrectionInput, correctionInput } from "@/lib/certifications/life-schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: CorrectionInput) => Promise<Result<{ id: string }>>;
  /** Where to go when it is saved. */
  path: string;
  initial: Omit<CorrectionInput, "reason">;
  /** The year of the number. */
  year: string;
  /** Whether it may be without an end. */
  mayBeForLife: boolean;
};

export function CorrectionForm({ action, path, initial, year, mayBeForLife }: Props) {
  const t = useTranslations("certificateLife");
  const state = useActionForm({
    schema: correctionInput,
    action,
    defaultValues: { ...initial, reason: "" },
    labels: { issuedOn: t("issuedOn"), expiresOn: t("lastDay"), reason: t("correct.reason") },
    saved: t("correct.saved"),
    redirectTo: path,
  });
  return (
    <Form state={state}>
      <DateField name="issuedOn" hint={t("correct.issuedHint", { year })} />
      <DateField
        name="expiresOn"
        hint={t(mayBeForLife ? "correct.lastDayOptional" : "correct.lastDayHint")}
        optional={mayBeForLife}
      />
      <TextareaField name="reason" hint={t("correct.reasonHint")} limit={2000} />
      <SubmitButton>{t("correct.submit")}</SubmitButton>
    </Form>
  );
}
