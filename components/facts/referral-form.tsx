"use client";
import { useTranslations } from "next-intl";
import { MomentFields } from "@/components/facts/moment-fields";
import { RadioGroup } from "@/components/form/choice-group";
import { ComboboxField } from "@/components/form/combobox-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { REFERRAL_STATUSES } from "@/lib/facts/rules";
import {
  type ReferralCorrection,
  type ReferralInput,
  referralCorrection,
  referralInput,
} from "@/lib/facts/schema";
import type { Result } from "@/lib/result";

type Props = {
  peopleUrl: string;
  /** Where to go when it is saved. */
  back: string;
  person: { value: string; label: string } | null;
  values: Omit<ReferralInput, "time"> & { time: string };
} & (
  | { id: string; action: (input: ReferralCorrection) => Promise<Result<unknown>> }
  | { id?: undefined; action: (input: ReferralInput) => Promise<Result<unknown>> }
);

function useReferralForm(props: Props) {
  const t = useTranslations("facts");
  const isNew = props.id === undefined;
  return useActionForm<ReferralCorrection | ReferralInput, unknown>({
    schema: isNew ? referralInput : referralCorrection,
    action: props.action as (input: ReferralCorrection | ReferralInput) => Promise<Result<unknown>>,
    defaultValues: isNew ? props.values : { ...props.values, id: props.id },
    labels: { userId: t("person"), occurredOn: t("occurredOn"), time: t("time"), status: t("status") },
    saved: t(isNew ? "referral.added" : "saved"),
    redirectTo: props.back,
  });
}

/** One referral, to be recorded or corrected. */
export function ReferralForm(props: Props) {
  const t = useTranslations("facts");
  const state = useReferralForm(props);
  return (
    <Form state={state}>
      <ComboboxField name="userId" url={props.peopleUrl} chosen={props.person} hint={t("personHint")} />
      <MomentFields />
      <RadioGroup
        name="status"
        options={REFERRAL_STATUSES.map((value) => ({ value, label: t(`referral.statuses.${value}`) }))}
      />
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}
