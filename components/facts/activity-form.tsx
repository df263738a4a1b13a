"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { CorrectionEffects, type ForeseeCorrection } from "@/components/facts/correction-effects";
import { MomentFields } from "@/components/facts/moment-fields";
import { ComboboxField } from "@/components/form/combobox-field";
import { Form } from "@/components/form/form";
import { NumberField } from "@/components/form/number-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import {
  type ActivityCorrection,
  type ActivityInput,
  activityCorrection,
  activityInput,
} from "@/lib/facts/schema";
import type { Result } from "@/lib/result";

type Props = {
  /** GET address that finds people. */
  peopleUrl: string;
  /** Where to go when it is saved. */
  back: string;
  /** The kinds of activity in use, as suggestions. */
  kinds: readonly string[];
};
type NewProps = Props & {
  action: (input: ActivityInput) => Promise<Result<unknown>>;
  today: string;
  /** Made once when the page was asked for: a second press or a retry never gives a second activity. */
  idempotencyKey: string;
};
type CorrectionProps = Props & {
  action: (input: ActivityCorrection) => Promise<Result<unknown>>;
  person: { value: string; label: string };
  activity: ActivityCorrection;
  foresee: ForeseeCorrection;
};

function useLabels() {
  const t = useTranslations("facts");
  return {
    userId: t("person"),
    kind: t("kind"),
    occurredOn: t("occurredOn"),
    time: t("time"),
    minutes: t("minutes"),
    participants: t("participants"),
  };
}

function Fields({ peopleUrl, kinds, person }: Omit<Props, "back"> & Partial<CorrectionProps>) {
  const t = useTranslations("facts");
  const list = useId();
  return (
    <>
      <ComboboxField name="userId" url={peopleUrl} chosen={person} hint={t("personHint")} />
      <TextField name="kind" hint={t("kindHint")} autoComplete="off" list={list} />
      <datalist id={list}>
        {kinds.map((kind) => (
          <option key={kind} value={kind} />
        ))}
      </datalist>
      <MomentFields />
      <NumberField name="minutes" unit={t("minutesUnit")} optional />
      <NumberField name="participants" optional />
    </>
  );
}

export function NewActivityForm({ action, today, idempotencyKey, back, ...props }: NewProps) {
  const t = useTranslations("facts");
  const state = useActionForm({
    schema: activityInput,
    action,
    defaultValues: { userId: "", kind: "", occurredOn: today, time: "", idempotencyKey },
    labels: useLabels(),
    saved: t("activity.added"),
    redirectTo: back,
  });
  return (
    <Form state={state}>
      <Fields {...props} />
      <SubmitButton>{t("activity.add")}</SubmitButton>
    </Form>
  );
}

export function ActivityCorrectionForm({ action, activity, back, foresee, ...props }: CorrectionProps) {
  const t = useTranslations("facts");
  const state = useActionForm({
    schema: activityCorrection,
    action,
    defaultValues: activity,
    labels: useLabels(),
    saved: t("saved"),
    redirectTo: back,
  });
  return (
    <Form state={state}>
      <Fields {...props} />
      <CorrectionEffects foresee={foresee} />
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}
