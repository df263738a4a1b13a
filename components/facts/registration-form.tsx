"use client";
import { useTranslations } from "next-intl";
import { RadioGroup } from "@/components/form/choice-group";
import { ComboboxField } from "@/components/form/combobox-field";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { REGISTRATION_STATUSES } from "@/lib/facts/rules";
import {
  type RegistrationCorrection,
  type RegistrationInput,
  registrationCorrection,
  registrationInput,
} from "@/lib/facts/schema";
import type { Result } from "@/lib/result";

function useLabels() {
  const t = useTranslations("facts");
  return {
    userId: t("person"),
    status: t("status"),
    registeredOn: t("registration.registeredOn"),
    completedOn: t("registration.completedOn"),
    grade: t("registration.grade"),
  };
}

/** How it went: the same fields for a new registration and a corrected one. */
function OutcomeFields() {
  const t = useTranslations("facts");
  return (
    <>
      <RadioGroup
        name="status"
        options={REGISTRATION_STATUSES.map((value) => ({
          value,
          label: t(`registration.statuses.${value}`),
        }))}
      />
      <DateField name="registeredOn" optional />
      <DateField name="completedOn" hint={t("registration.completedOnHint")} optional />
      <TextField name="grade" width="short" autoComplete="off" optional />
      <SubmitButton>{t("save")}</SubmitButton>
    </>
  );
}

type NewProps = {
  action: (input: RegistrationInput) => Promise<Result<unknown>>;
  courseId: string;
  today: string;
  peopleUrl: string;
  back: string;
};

export function NewRegistrationForm({ action, courseId, today, peopleUrl, back }: NewProps) {
  const t = useTranslations("facts");
  const state = useActionForm({
    schema: registrationInput,
    action,
    defaultValues: {
      courseId,
      userId: "",
      status: "registered" as const,
      registeredOn: today,
      completedOn: "",
      grade: "",
    },
    labels: useLabels(),
    saved: t("registration.added"),
    redirectTo: back,
  });
  return (
    <Form state={state}>
      <ComboboxField name="userId" url={peopleUrl} hint={t("personHint")} />
      <OutcomeFields />
    </Form>
  );
}

type EditProps = {
  action: (input: RegistrationCorrection) => Promise<Result<unknown>>;
  values: RegistrationCorrection;
  back: string;
};

export function RegistrationForm({ action, values, back }: EditProps) {
  const t = useTranslations("facts");
  const state = useActionForm({
    schema: registrationCorrection,
    action,
    defaultValues: values,
    labels: useLabels(),
    saved: t("saved"),
    redirectTo: back,
  });
  return (
    <Form state={state}>
      <OutcomeFields />
    </Form>
  );
}
