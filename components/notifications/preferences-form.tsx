"use client";
import { useTranslations } from "next-intl";
import { RadioGroup } from "@/components/form/choice-group";
import { Form } from "@/components/form/form";
import { FormSection } from "@/components/form/form-section";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { KindTable } from "@/components/notifications/kind-table";
import { KIND_GROUPS, type KindGroup } from "@/lib/notifications/preference-rules";
import {
  digestChoices,
  hours,
  type MessagePreferences,
  messagePreferences,
} from "@/lib/notifications/preference-schema";
import type { Result } from "@/lib/result";

type Props = {
  groups: readonly KindGroup[];
  preferences: MessagePreferences;
  action: (input: MessagePreferences) => Promise<Result<void>>;
};

/** What somebody is told besides in the inbox, and when. */
export function PreferencesForm({ groups, preferences, action }: Props) {
  const t = useTranslations("messagePreferences");
  const state = useActionForm({
    schema: messagePreferences,
    action,
    defaultValues: preferences,
    labels: {
      mail: t("mail"),
      push: t("push"),
      digest: t("digest"),
      quietFrom: t("quietFrom"),
      quietTo: t("quietTo"),
    },
    saved: t("saved"),
  });
  const options = hours.map((hour) => ({ value: hour, label: hour }));
  return (
    <Form state={state}>
      <FormSection title={t("what")}>
        {groups.map((group) => (
          <KindTable key={group} title={t(`groups.${group}`)} kinds={KIND_GROUPS[group]} />
        ))}
      </FormSection>
      <FormSection title={t("when")}>
        <RadioGroup
          name="digest"
          hint={t("digestHint")}
          options={digestChoices.map((value) => ({ value, label: t(`digests.${value}`) }))}
        />
        <p className="max-w-prose text-muted">{t("quietHint")}</p>
        <div className="flex flex-wrap gap-5">
          <SelectField name="quietFrom" options={options} empty={t("noHour")} width="short" optional />
          <SelectField name="quietTo" options={options} empty={t("noHour")} width="short" optional />
        </div>
      </FormSection>
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}
