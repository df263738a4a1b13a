"use client";
import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { CriteriaBuilder } from "@/components/achievements/criteria-builder";
import { ChoicesProvider } from "@/components/achievements/criteria-choices";
import { FieldRow, FilterFields } from "@/components/achievements/criteria-parts";
import { useRuleLabels, useRulePlace } from "@/components/achievements/form-labels";
import { CheckboxField } from "@/components/form/checkbox-field";
import { Form } from "@/components/form/form";
import { FormSection } from "@/components/form/form-section";
import { NumberField } from "@/components/form/number-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { LookFields } from "@/components/tiers/look-fields";
import type { Choices } from "@/lib/achievements/reference-queries";
import { emptyRule } from "@/lib/criteria/draft-rules";
import type { Result } from "@/lib/result";
import { tierOf, type TierForm as Values } from "@/lib/tiers/form-rules";
import { atTierFields, tierForm } from "@/lib/tiers/form-schema";
import { type TierMetric, tierMetrics } from "@/lib/tiers/keys";
import { type TierInput, takesFilter } from "@/lib/tiers/schema";

type Props = Readonly<{
  /** Address of the ladder, below which each tier has its page. */
  path: string;
  choices: Choices;
  initial: Values;
  isNew: boolean;
  save: (input: TierInput) => Promise<Result<{ id: string }>>;
}>;

const PERIODS = ["annual", "seasonal", "lifetime"] as const;

/** Creates or changes a tier. */
export function TierForm({ path, choices, initial, isNew, save }: Props) {
  const t = useTranslations("tierForm");
  const state = useActionForm<Values, { id: string }>({
    schema: tierForm,
    // The schema has judged it; the server parses it again.
    action: async (form) => atTierFields(form, await save(tierOf(form) as TierInput)),
    defaultValues: initial,
    labels: useLabels(),
    placeOf: useRulePlace(),
    saved: t("saved"),
    redirectTo: ({ id }) => `${path}/${id}`,
  });
  return (
    <ChoicesProvider choices={choices}>
      <Form state={state}>
        <FormSection title={t("aboutSection")}>
          <TextField name="name" width="medium" />
          <TextareaField name="description" hint={t("descriptionHint")} limit={5000} rows={3} optional />
        </FormSection>
        <FormSection title={t("looksSection")}>
          <LookFields />
        </FormSection>
        <FormSection title={t("takesSection")}>
          <Measured />
          <MoreCriteria />
        </FormSection>
        {isNew ? <p className="max-w-prose text-muted">{t("newHelp")}</p> : null}
        <SubmitButton>{t(isNew ? "create" : "save")}</SubmitButton>
      </Form>
    </ChoicesProvider>
  );
}

function useLabels(): Record<string, string> {
  const t = useTranslations("tierForm");
  const builder = useTranslations("builder");
  return {
    name: t("name"),
    description: t("description"),
    iconKey: t("icon"),
    colorToken: t("colour"),
    criteriaType: t("metric"),
    criteriaThreshold: t("threshold"),
    awardPeriod: t("period"),
    "counted.filter": builder("filter.title"),
    "counted.filter.kinds": builder("filter.kinds"),
    "counted.filter.minMinutes": builder("filter.minMinutes"),
    "counted.filter.minParticipants": builder("filter.minParticipants"),
    asksMore: t("asksMore"),
    criteria: t("asksMore"),
    "criteria.parts.kind": builder("match.label"),
    "criteria.parts.atLeast": builder("match.number"),
    "criteria.rules": builder("rules.legend"),
    ...useRuleLabels(),
    "criteria.description": builder("rules.wholeNote"),
  };
}

/** The number, what is counted and when. */
function Measured() {
  const t = useTranslations("tierForm");
  const metric = useWatch({ name: "criteriaType" }) as TierMetric;
  const isYears = metric === "membership_years";
  return (
    <>
      <FieldRow>
        <SelectField
          name="criteriaType"
          hint={t("metricHint")}
          empty={null}
          options={tierMetrics.map((value) => ({ value, label: t(`metrics.${value}`) }))}
        />
        <NumberField
          name="criteriaThreshold"
          hint={t(isYears ? "thresholdYearsHint" : "thresholdHint")}
          decimals
        />
        <SelectField
          name="awardPeriod"
          hint={t(isYears ? "periodYearsHint" : "periodHint")}
          empty={null}
          options={PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))}
        />
      </FieldRow>
      {takesFilter(metric) ? <FilterFields at="counted" /> : null}
    </>
  );
}

/** Conditions that must be met as well; the first look at them begins with one. */
function MoreCriteria() {
  const t = useTranslations("tierForm");
  const { getValues, setValue } = useFormContext();
  const asks: unknown = useWatch({ name: "asksMore" });
  function begin() {
    if (getValues("criteria.rules").length === 0) setValue("criteria.rules", [emptyRule("membership_years")]);
  }
  return (
    <>
      <div onChangeCapture={begin}>
        <CheckboxField name="asksMore" hint={t("asksMoreHint")} />
      </div>
      {asks ? <CriteriaBuilder /> : null}
    </>
  );
}
