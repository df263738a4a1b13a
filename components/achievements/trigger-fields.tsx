"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useFormState } from "@/components/form/form-context";
import { NumberField } from "@/components/form/number-field";
import { SelectField } from "@/components/form/select-field";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { FetchedPart } from "@/components/ui/fetched-part";
import { type TriggerType, triggerTypes } from "@/lib/achievements/definition-keys";
import { type AchievementForm, definitionOf } from "@/lib/achievements/form-rules";
import { takesPeriod, takesThreshold, triggersWithThreshold } from "@/lib/achievements/rules";
import { draftOf, emptyRule } from "@/lib/criteria/draft-rules";
import { criteriaOf, type Trigger } from "@/lib/criteria/from-trigger";
import { AppError } from "@/lib/errors";

const loadBuilder = () => import("@/components/achievements/criteria-builder");
const CriteriaBuilder = dynamic(() =>
  import("@/components/achievements/criteria-builder").then((module) => module.CriteriaBuilder),
);

/** The fields that a simple trigger asks for. */
function fieldsOf(trigger: TriggerType, period: unknown): readonly string[] {
  if (trigger === "activity_streak") return ["triggerThreshold", "triggerMetadata.unit"];
  const fields = takesThreshold(trigger) ? ["triggerThreshold"] : [];
  if (takesPeriod(trigger)) fields.push("triggerMetadata.period");
  if (takesPeriod(trigger) && period === "year") fields.push("triggerMetadata.year");
  return fields;
}

/** A simple trigger as rules; a field that is missing stays missing, for the builder to ask for. */
function rulesOf(form: AchievementForm) {
  const { triggerType, triggerThreshold, triggerMetadata } = definitionOf(form);
  const rulesFor = (threshold: unknown) =>
    draftOf(
      criteriaOf({ triggerType, triggerThreshold: threshold, triggerMetadata } as Trigger) ?? {
        version: 1,
        match: "all",
        rules: [],
      },
    ).rules;
  try {
    return rulesFor(triggerThreshold);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  try {
    return rulesFor(1).map((rule) => ({ ...rule, threshold: "" }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [];
  }
}

/**
 * What the achievement is earned for. What other kinds ask for is kept while the form is open, so that one can look at
 * another kind and come back; the first look at own rules begins with what the simple kind said.
 */
export function TriggerFields() {
  const t = useTranslations("achievements");
  const { setValue, getValues } = useFormContext<AchievementForm>();
  const trigger = useWatch({ name: "triggerType" }) as TriggerType;
  const simple = useRef(trigger);
  // The button that was pressed is gone then; the builder stands where it stood.
  const isConverted = useRef(false);

  // Told by the choice itself: an effect would come after the builder has looked for its rules.
  if (trigger !== "criteria") simple.current = trigger;

  function begin() {
    if (getValues("criteria.rules").length > 0) return;
    const rules = rulesOf({ ...getValues(), triggerType: simple.current });
    setValue("criteria.rules", rules.length > 0 ? rules : [emptyRule()]);
  }

  return (
    <>
      <div
        onChangeCapture={(event) => {
          if (event.target instanceof HTMLSelectElement && event.target.value === "criteria") begin();
        }}
      >
        <SelectField
          name="triggerType"
          width="full"
          empty={null}
          hint={t(`triggerHint.${trigger}`)}
          options={triggerTypes.map((value) => ({ value, label: t(`triggerType.${value}`) }))}
        />
      </div>
      {trigger === "criteria" ? (
        <FetchedPart load={loadBuilder}>
          <CriteriaBuilder takesFocus={isConverted} />
        </FetchedPart>
      ) : (
        <SimpleFields
          trigger={trigger}
          onConvert={() => {
            begin();
            isConverted.current = true;
          }}
        />
      )}
    </>
  );
}

function SimpleFields({ trigger, onConvert }: { trigger: TriggerType; onConvert: () => void }) {
  const t = useTranslations("achievements");
  const builder = useTranslations("builder.simple");
  const { id } = useFormState();
  const { setValue } = useFormContext();
  const period: unknown = useWatch({ name: "triggerMetadata.period" });
  const shown = fieldsOf(trigger, period);
  const options = <V extends string>(values: readonly V[], label: (value: V) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  const isNeeded = triggersWithThreshold.includes(trigger);

  function convert() {
    onConvert();
    setValue("triggerType", "criteria", { shouldDirty: true });
    announce(builder("converted"), "spoken");
  }

  return (
    <>
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
      {trigger === "manual" ? null : (
        <div className="space-y-1">
          <Button id={`${id}-convert`} aria-describedby={`${id}-convert-help`} onClick={convert}>
            {builder("convert")}
          </Button>
          <p id={`${id}-convert-help`} className="text-muted text-sm">
            {builder("convertHelp")}
          </p>
        </div>
      )}
    </>
  );
}
