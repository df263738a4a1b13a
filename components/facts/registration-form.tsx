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

type Props = {
  /** GET address that finds people. */
  peopleUrl: string;
  /** Where to go when it is saved. */
  back: string;
};
type NewProps = Props & {
  action: (input: RegistrationInput) => Promise<Result<unknown>>;
  courseId: string;
  today: string;
};
type CorrectionProps = Props & {
  action: (input: RegistrationCorrection) => Promise<Result<unknown>>;
  person: { value: string; label: string };
  registration: RegistrationCorrection;
};

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

function Fields({ peopleUrl, person }: Pick<Props, "peopleUrl"> & Partial<CorrectionProps>) {
  const t = useTranslations("facts");
  return (
    <>
      <ComboboxField name="userId" url={peopleUrl} chosen={person} hint={t("personHint")} />
      <RadioGroup
        name="status"
        options={REGISTRATION_STATUSES.map((value) => ({
          value,
          label: t(`registration.statuses.${value}`),
        }))}
      />
      <DateField name="registeredOn" optional />
      <DateField name="completedOn" hint={t("registration.completedOnHint")} optional />
      <TextField name="grade" hint={t("registration.gradeHint")} width="short" autoComplete="off" optional />
    </>
  );
}

export function NewRegistrationForm({ action, courseId, today, back, ...props }: NewProps) {
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
      <Fields {...props} />
      <SubmitButton>{t("registration.add")}</SubmitButton>
    </Form>
  );
}

export function RegistrationCorrectionForm({ action, registration, back, ...props }: CorrectionProps) {
  const t = useTranslations("facts");
  const state = useActionForm({
    schema: registrationCorrection,
    action,
    defaultValues: registration,
    labels: useLabels(),
    saved: t("saved"),
    redirectTo: back,
  });
  return (
    <Form state={state}>
      <Fields {...props} />
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}
