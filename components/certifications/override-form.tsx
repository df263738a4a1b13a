"use client";
import { useTranslations } from "next-intl";
import { RadioGroup } from "@/components/form/choice-group";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { type OverrideInput, overrideInput, overrideStates } from "@/lib/certifications/life-schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: OverrideInput) => Promise<Result<{ id: string }>>;
  /** Where to go when it is saved. */
  path: string;
  initial: Omit<OverrideInput, "reason" | "confirmation">;
  number: string;
  year: string;
};

export function OverrideForm({ action, path, initial, number, year }: Props) {
  const t = useTranslations("certificateLife");
  const state = useActionForm({
    schema: overrideInput,
    action,
    defaultValues: { ...initial, reason: "", confirmation: "" },
    labels: {
      state: t("override.state"),
      issuedOn: t("issuedOn"),
      expiresOn: t("lastDay"),
      reason: t("override.reason"),
      confirmation: t("override.confirmation"),
    },
    saved: t("override.saved"),
    redirectTo: path,
  });
  const options = overrideStates.map((value) => ({
    value,
    label: t(`override.states.${value}`),
    hint: t(`override.hints.${value}`),
  }));
  return (
    <Form state={state}>
      <RadioGroup name="state" options={options} />
      <DateField name="issuedOn" hint={t("correct.issuedHint", { year })} />
      <DateField name="expiresOn" hint={t("override.lastDayHint")} optional />
      <TextareaField name="reason" hint={t("override.reasonHint")} limit={2000} />
      <TextField
        name="confirmation"
        hint={t("override.confirmationHint", { number })}
        autoComplete="off"
        spellCheck={false}
      />
      <SubmitButton variant="dangerous">{t("override.submit")}</SubmitButton>
    </Form>
  );
}
