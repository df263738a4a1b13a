"use client";
import { useTranslations } from "next-intl";
import { CheckboxGroup } from "@/components/form/choice-group";
import { Form } from "@/components/form/form";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { MadeOnce } from "@/components/settings/made-once";
import { shareDays, shareFields } from "@/lib/badge-page/rules";
import { newShare } from "@/lib/badge-page/share-schema";
import type { Result } from "@/lib/result";

type Made = Readonly<{ id: string; address: string }>;
type Input = {
  badgeId: string;
  fields?: ("name" | "day" | "reason" | "evidence")[];
  days: "7" | "30" | "90" | "365";
};
type Props = { badgeId: string; action: (input: Input) => Promise<Result<Made>> };

/** See `MadeOnce`: the address of a new link is shown once. */
export function ShareForm(props: Props) {
  const t = useTranslations("badgePage.own");
  return (
    <MadeOnce
      title={t("new")}
      labels={{ once: t("once"), copy: t("copy"), copied: t("copied"), copyYourself: t("copyYourself") }}
      tell={(made: Made) => ({ title: t("made"), secret: made.address })}
    >
      {(onMade) => <Fields {...props} onMade={onMade} />}
    </MadeOnce>
  );
}

function Fields({ badgeId, action, onMade }: Props & { onMade: (made: Made) => void }) {
  const t = useTranslations("badgePage.own");
  const state = useActionForm<Input, Made>({
    schema: newShare,
    action,
    defaultValues: { badgeId, fields: ["name"], days: "30" },
    labels: { fields: t("fields"), days: t("days") },
    saved: t("created"),
    onSaved: onMade,
  });
  return (
    <Form state={state}>
      <CheckboxGroup
        name="fields"
        hint={t("fieldsHint")}
        optional
        options={shareFields.map((value) => ({ value, label: t(`field.${value}`) }))}
      />
      <SelectField
        name="days"
        empty={null}
        options={shareDays.map((days) => ({ value: days, label: t(`day.${days}`) }))}
      />
      <SubmitButton>{t("create")}</SubmitButton>
    </Form>
  );
}
