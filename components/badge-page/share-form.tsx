"use client";
import { useTranslations } from "next-intl";
import { DaysField } from "@/components/badge-page/days-field";
import { type Made, MadeLink } from "@/components/badge-page/made-link";
import { CheckboxGroup } from "@/components/form/choice-group";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { shareFields } from "@/lib/badge-page/rules";
import { newShare } from "@/lib/badge-page/share-schema";
import type { Result } from "@/lib/result";

type Input = {
  badgeId: string;
  fields?: ("name" | "day" | "reason" | "evidence")[];
  days: "7" | "30" | "90" | "365";
};
type Props = { badgeId: string; action: (input: Input) => Promise<Result<Made>> };

export function ShareForm(props: Props) {
  return <MadeLink>{(onMade) => <Fields {...props} onMade={onMade} />}</MadeLink>;
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
      <DaysField />
      <SubmitButton>{t("create")}</SubmitButton>
    </Form>
  );
}
