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
  /** GET address that finds people. */
  peopleUrl: string;
  /** Where to go when it is saved. */
  back: string;
};
type NewProps = Props & {
  action: (input: ReferralInput) => Promise<Result<unknown>>;
  today: string;
  /** Made once when the page was asked for: a second press or a retry never gives a second referral. */
  idempotencyKey: string;
};
type CorrectionProps = Props & {
  action: (input: ReferralCorrection) => Promise<Result<unknown>>;
  person: { value: string; label: string };
  referral: ReferralCorrection;
};

function useLabels() {
  const t = useTranslations("facts");
  return {
    userId: t("referral.person"),
    occurredOn: t("occurredOn"),
    time: t("time"),
    status: t("status"),
  };
}

function Fields({ peopleUrl, person }: Pick<Props, "peopleUrl"> & Partial<CorrectionProps>) {
  const t = useTranslations("facts");
  return (
    <>
      <ComboboxField name="userId" url={peopleUrl} chosen={person} hint={t("personHint")} />
      <MomentFields />
      <RadioGroup
        name="status"
        options={REFERRAL_STATUSES.map((value) => ({ value, label: t(`referral.statuses.${value}`) }))}
      />
    </>
  );
}

export function NewReferralForm({ action, today, idempotencyKey, back, ...props }: NewProps) {
  const t = useTranslations("facts");
  const state = useActionForm({
    schema: referralInput,
    action,
    defaultValues: { userId: "", occurredOn: today, time: "", idempotencyKey },
    labels: useLabels(),
    saved: t("referral.added"),
    redirectTo: back,
  });
  return (
    <Form state={state}>
      <Fields {...props} />
      <SubmitButton>{t("referral.add")}</SubmitButton>
    </Form>
  );
}

export function ReferralCorrectionForm({ action, referral, back, ...props }: CorrectionProps) {
  const t = useTranslations("facts");
  const state = useActionForm({
    schema: referralCorrection,
    action,
    defaultValues: referral,
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
