"use client";
import { useTranslations } from "next-intl";
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
  peopleUrl: string;
  /** Where to go when it is saved. */
  back: string;
  person: { value: string; label: string } | null;
  values: Omit<ActivityInput, "time"> & { time: string };
} & (
  | { id: string; action: (input: ActivityCorrection) => Promise<Result<unknown>> }
  | { id?: undefined; action: (input: ActivityInput) => Promise<Result<unknown>> }
);

function useActivityForm(props: Props) {
  const t = useTranslations("facts");
  const isNew = props.id === undefined;
  return useActionForm<ActivityCorrection | ActivityInput, unknown>({
    schema: isNew ? activityInput : activityCorrection,
    action: props.action as (input: ActivityCorrection | ActivityInput) => Promise<Result<unknown>>,
    defaultValues: isNew ? props.values : { ...props.values, id: props.id },
    labels: {
      userId: t("person"),
      kind: t("kind"),
      occurredOn: t("occurredOn"),
      time: t("time"),
      minutes: t("minutes"),
      participants: t("participants"),
    },
    saved: t(isNew ? "activity.added" : "saved"),
    redirectTo: props.back,
  });
}

/** One activity, to be recorded or corrected. */
export function ActivityForm(props: Props) {
  const t = useTranslations("facts");
  const state = useActivityForm(props);
  return (
    <Form state={state}>
      <ComboboxField name="userId" url={props.peopleUrl} chosen={props.person} hint={t("personHint")} />
      <TextField name="kind" hint={t("kindHint")} autoComplete="off" />
      <MomentFields />
      <NumberField name="minutes" unit={t("minutesUnit")} optional />
      <NumberField name="participants" optional />
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}
