"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { IconPicker } from "@/components/achievements/icon-picker";
import { TriggerFields } from "@/components/achievements/trigger-fields";
import { CheckboxField } from "@/components/form/checkbox-field";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { FormSection } from "@/components/form/form-section";
import { NumberField } from "@/components/form/number-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { type Category, categories } from "@/lib/achievements/definition-keys";
import { keyOf } from "@/lib/achievements/rules";
import { type AchievementInput, achievementInput } from "@/lib/achievements/schema";
import type { Result } from "@/lib/result";

type Saved = Promise<Result<{ id: string }>>;

type Props = {
  /** What the form begins with, when it changes something. */
  initial?: AchievementInput;
  /** Address of the list, below which each achievement has its page. */
  path: string;
} & (
  | { create: (input: AchievementInput) => Saved }
  | { update: (input: AchievementInput & { id: string }) => Saved; id: string }
);

function useLabels() {
  const t = useTranslations("achievements.form");
  return {
    name: t("name"),
    key: t("key"),
    description: t("description"),
    category: t("category"),
    badgeIconUrl: t("icon"),
    triggerType: t("triggerType"),
    triggerThreshold: t("threshold"),
    "triggerMetadata.period": t("period"),
    "triggerMetadata.year": t("year"),
    "triggerMetadata.unit": t("unit"),
    triggerMetadata: t("period"),
    criteria: t("criteria"),
    isRepeatable: t("repeatable"),
    needsApproval: t("needsApproval"),
    expirePeriod: t("expirePeriod"),
    expireDate: t("expireDate"),
  };
}

/** Creates or changes a definition. Which fields are asked for depends on what the achievement is earned for. */
export function AchievementForm({ initial, path, ...target }: Props) {
  const t = useTranslations("achievements.form");
  const isNew = "create" in target;
  const state = useActionForm({
    schema: achievementInput,
    action: (input: AchievementInput) =>
      isNew ? target.create(input) : target.update({ ...input, id: target.id }),
    defaultValues: {
      name: "",
      key: "",
      description: "",
      category: "activity",
      triggerType: "activity_count",
      triggerMetadata: {},
      badgeIconUrl: "star",
      isRepeatable: false,
      needsApproval: false,
      ...initial,
    },
    labels: useLabels(),
    saved: t("saved"),
    redirectTo: ({ id }) => `${path}/${id}`,
  });
  return (
    <Form state={state}>
      <FormSection title={t("aboutSection")}>
        <TextField name="name" width="full" />
        {isNew ? <SuggestedKey /> : null}
        <TextField name="key" hint={t("keyHint")} spellCheck={false} autoComplete="off" />
        <TextareaField name="description" hint={t("descriptionHint")} limit={5000} />
      </FormSection>
      <FormSection title={t("looksSection")}>
        <Looks pictures={`${path}/pictures`} />
      </FormSection>
      <FormSection title={t("earningSection")}>
        <TriggerFields />
        <CheckboxField name="isRepeatable" hint={t("repeatableHint")} />
        <CheckboxField name="needsApproval" />
      </FormSection>
      <FormSection title={t("validitySection")}>
        <NumberField name="expirePeriod" hint={t("expirePeriodHint")} unit={t("days")} optional />
        <DateField name="expireDate" hint={t("expireDateHint")} optional />
      </FormSection>
      <SubmitButton>{t(isNew ? "create" : "save")}</SubmitButton>
    </Form>
  );
}

/** Until somebody writes a key of their own, it follows the name. */
function SuggestedKey() {
  const { setValue, getValues, control } = useFormContext();
  const name: unknown = useWatch({ name: "name", control });
  const suggested = useRef("");
  useEffect(() => {
    const key: unknown = getValues("key");
    if (key && key !== suggested.current) return;
    suggested.current = keyOf(String(name ?? ""));
    setValue("key", suggested.current);
  }, [name, getValues, setValue]);
  return null;
}

function Looks({ pictures }: { pictures: string }) {
  const t = useTranslations("achievements.form");
  const words = useTranslations("common.category");
  const category = useWatch({ name: "category" }) as Category;
  const options = categories.map((value) => ({ value, label: words(value) }));
  return (
    <>
      <SelectField name="category" hint={t("categoryHint")} options={options} empty={null} />
      <IconPicker name="badgeIconUrl" category={category} pictures={pictures} />
    </>
  );
}
