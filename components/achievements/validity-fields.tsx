"use client";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { ChoiceOfCourse } from "@/components/achievements/course-choice";
import { CheckboxField } from "@/components/form/checkbox-field";
import { RadioGroup } from "@/components/form/choice-group";
import { DateField } from "@/components/form/date-field";
import { FormSection } from "@/components/form/form-section";
import { NumberField } from "@/components/form/number-field";
import { TextField } from "@/components/form/text-field";
import { achievementTypes, unmetPolicies } from "@/lib/achievements/definition-keys";
import { expiries } from "@/lib/achievements/form-rules";

/** Who it is for, whether somebody must say yes, and what happens when the requirements are no longer met. */
export function AwardingFields() {
  const t = useTranslations("builder.form");
  const own = useTranslations("achievements.form");
  const type: unknown = useWatch({ name: "type" });
  return (
    <>
      <CheckboxField name="isRepeatable" hint={own("repeatableHint")} />
      <CheckboxField name="needsApproval" hint={t("needsApprovalHint")} />
      <RadioGroup
        name="type"
        options={achievementTypes.map((value) => ({
          value,
          label: t(`types.${value}`),
          hint: value === "course" ? t("typeHints.course") : undefined,
        }))}
      />
      {type === "course" ? <ChoiceOfCourse name="course" /> : null}
      <RadioGroup
        name="unmetPolicy"
        hint={t("unmetHint")}
        options={unmetPolicies.map((value) => ({
          value,
          label: own(`unmetPolicies.${value}`),
          hint: t(`unmetHints.${value}`),
        }))}
      />
    </>
  );
}

/** For ever, for some days, or until a day. */
export function ValidityFields() {
  const t = useTranslations("builder.form");
  const own = useTranslations("achievements.form");
  const expiry: unknown = useWatch({ name: "expiry" });
  return (
    <FormSection title={own("validitySection")}>
      <RadioGroup
        name="expiry"
        options={expiries.map((value) => ({ value, label: t(`expiries.${value}`) }))}
      />
      {expiry === "period" ? <NumberField name="expirePeriod" unit={own("days")} /> : null}
      {expiry === "date" ? <DateField name="expireDate" /> : null}
      {expiry === "never" ? null : <CheckboxField name="renewable" hint={t("renewableHint")} />}
    </FormSection>
  );
}

/** What somebody is paid each time they earn it. */
export function PaymentFields() {
  const t = useTranslations("builder.form");
  return (
    <FormSection title={t("payment")}>
      <NumberField name="paymentAmount" hint={t("paymentHint")} decimals optional />
      <TextField name="paymentCurrency" hint={t("paymentCurrencyHint")} width="short" optional />
    </FormSection>
  );
}
