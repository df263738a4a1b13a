"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CheckboxField } from "@/components/form/checkbox-field";
import { ComboboxField } from "@/components/form/combobox-field";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { type Option, SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { type AwardInput, awardInput } from "@/lib/badges/schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: AwardInput) => Promise<Result<{ id: string }>>;
  /** GET address that finds people. */
  peopleUrl: string;
  /** Address of the list, below which each badge has its page. */
  path: string;
  achievements: readonly Option[];
  person: { value: string; label: string } | null;
  achievementId: string | null;
  today: string;
  /** Made once when the page was asked for: a second press or a retry never gives a second badge. */
  idempotencyKey: string;
};

export function AwardForm(props: Props) {
  const t = useTranslations("badges");
  const byHand = useTranslations("byHand.award");
  const [isEarly, setIsEarly] = useState(false);
  const state = useActionForm({
    schema: awardInput,
    action: props.action,
    defaultValues: {
      userId: props.person?.value ?? "",
      achievementId: props.achievementId ?? "",
      awardedOn: props.today,
      reason: "",
      evidenceUrl: "",
      evidenceNarrative: "",
      silent: false,
      evenBeforeJoining: false,
      idempotencyKey: props.idempotencyKey,
    },
    labels: {
      userId: t("person"),
      achievementId: t("achievement"),
      awardedOn: t("award.date"),
      evenBeforeJoining: byHand("evenBeforeJoining"),
      reason: t("reason"),
      evidenceUrl: t("award.evidenceUrl"),
      evidenceNarrative: t("award.evidenceNarrative"),
      silent: byHand("silent"),
    },
    saved: t("award.saved"),
    redirectTo: (badge) => `${props.path}/${badge.id}`,
  });
  // Asked only of those who were told that the day is before the person joined; from then on it stays.
  if (!isEarly && state.errors.some(({ name }) => name === "evenBeforeJoining")) setIsEarly(true);
  return (
    <Form state={state}>
      <ComboboxField name="userId" url={props.peopleUrl} chosen={props.person} hint={t("award.personHint")} />
      <SelectField name="achievementId" options={props.achievements} width="full" />
      <DateField name="awardedOn" hint={t("award.dateHint")} />
      {isEarly ? <CheckboxField name="evenBeforeJoining" /> : null}
      <TextareaField name="reason" hint={t("award.reasonHint")} limit={2000} />
      <TextField name="evidenceUrl" type="url" hint={t("award.evidenceUrlHint")} width="full" optional />
      <TextareaField name="evidenceNarrative" hint={t("award.evidenceNarrativeHint")} limit={5000} optional />
      <CheckboxField name="silent" hint={byHand("silentHint")} />
      <SubmitButton>{t("award.submit")}</SubmitButton>
    </Form>
  );
}
