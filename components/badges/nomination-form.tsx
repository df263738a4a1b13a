"use client";
import { useTranslations } from "next-intl";
import { ComboboxField } from "@/components/form/combobox-field";
import { Form } from "@/components/form/form";
import { type Option, SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { type NominationInput, nominationInput } from "@/lib/badges/nomination-schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: NominationInput) => Promise<Result<{ id: string }>>;
  /** GET address that finds people. */
  peopleUrl: string;
  /** Where to go when it is sent. */
  after: string;
  achievements: readonly Option[];
  person: { value: string; label: string } | null;
  /** Made once when the page was asked for: a second press or a retry never sends a second one. */
  idempotencyKey: string;
};

export function NominationForm(props: Props) {
  const t = useTranslations("byHand.nominate");
  const badges = useTranslations("badges");
  const state = useActionForm({
    schema: nominationInput,
    action: props.action,
    defaultValues: {
      userId: props.person?.value ?? "",
      achievementId: "",
      reason: "",
      evidenceUrl: "",
      evidenceNarrative: "",
      idempotencyKey: props.idempotencyKey,
    },
    labels: {
      userId: badges("person"),
      achievementId: badges("achievement"),
      reason: badges("reason"),
      evidenceUrl: badges("award.evidenceUrl"),
      evidenceNarrative: badges("award.evidenceNarrative"),
    },
    saved: t("saved"),
    redirectTo: props.after,
  });
  return (
    <Form state={state}>
      <ComboboxField
        name="userId"
        url={props.peopleUrl}
        chosen={props.person}
        minimum={2}
        hint={t("personHint")}
      />
      <SelectField name="achievementId" options={props.achievements} width="full" />
      <TextareaField name="reason" hint={t("reasonHint")} limit={2000} />
      <TextField name="evidenceUrl" type="url" hint={badges("award.evidenceUrlHint")} width="full" optional />
      <TextareaField
        name="evidenceNarrative"
        hint={badges("award.evidenceNarrativeHint")}
        limit={5000}
        rows={3}
        optional
      />
      <SubmitButton>{t("submit")}</SubmitButton>
    </Form>
  );
}
