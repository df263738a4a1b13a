"use client";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { NumberField } from "@/components/form/number-field";
import { SelectField } from "@/components/form/select-field";
import { TextareaField } from "@/components/form/textarea-field";
import { type TriggerType, triggerTypes } from "@/lib/achievements/definition-keys";
import { takesPeriod, takesThreshold, triggersWithThreshold } from "@/lib/achievements/rules";

const OF_TRIGGER = [
  "triggerThreshold",
  "triggerMetadata.period",
  "triggerMetadata.year",
  "triggerMetadata.unit",
  "criteria",
] as const;

/** The fields that a trigger asks for. */
function fieldsOf(trigger: TriggerType, period: unknown): readonly string[] {
  if (trigger === "criteria") return ["criteria"];
  if (trigger === "activity_streak") return ["triggerThreshold", "triggerMetadata.unit"];
  const fields = takesThreshold(trigger) ? ["triggerThreshold"] : [];
  if (takesPeriod(trigger)) fields.push("triggerMetadata.period");
  if (takesPeriod(trigger) && period === "year") fields.push("triggerMetadata.year");
  return fields;
}

/** What the achievement is earned for. What the chosen kind does not ask for is emptied, so nothing hidden is sent. */
export function TriggerFields() {
  const t = useTranslations("achievements");
  const { setValue } = useFormContext();
  const trigger = useWatch({ name: "triggerType" }) as TriggerType;
  const period: unknown = useWatch({ name: "triggerMetadata.period" });
  const shown = fieldsOf(trigger, period);
  const asked = shown.join();

  useEffect(() => {
    for (const field of OF_TRIGGER) if (!asked.split(",").includes(field)) setValue(field, undefined);
  }, [asked, setValue]);

  const options = <V extends string>(values: readonly V[], label: (value: V) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  const isNeeded = triggersWithThreshold.includes(trigger);
  return (
    <>
      <SelectField
        name="triggerType"
        width="full"
        empty={null}
        hint={t(`triggerHint.${trigger}`)}
        options={options(triggerTypes, (value) => t(`triggerType.${value}`))}
      />
      {shown.includes("triggerThreshold") ? (
        <NumberField
          name="triggerThreshold"
          hint={t(isNeeded ? "form.thresholdHint" : "form.thresholdOptionalHint")}
          optional={!isNeeded}
        />
      ) : null}
      {shown.includes("triggerMetadata.unit") ? (
        <SelectField
          name="triggerMetadata.unit"
          empty={t("form.units.week")}
          options={options(["day", "month"] as const, (value) => t(`form.units.${value}`))}
          optional
        />
      ) : null}
      {shown.includes("triggerMetadata.period") ? (
        <SelectField
          name="triggerMetadata.period"
          empty={t("form.periods.lifetime")}
          options={options(["year", "quarter", "month"] as const, (value) => t(`form.periods.${value}`))}
          optional
        />
      ) : null}
      {shown.includes("triggerMetadata.year") ? (
        <NumberField name="triggerMetadata.year" hint={t("form.yearHint")} optional />
      ) : null}
      {shown.includes("criteria") ? (
        <TextareaField name="criteria" rows={12} hint={t("form.criteriaHint")} />
      ) : null}
    </>
  );
}
