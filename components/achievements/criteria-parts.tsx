"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useWatch } from "react-hook-form";
import { ChoiceList, useChoices } from "@/components/achievements/criteria-choices";
import { MoreFields } from "@/components/achievements/more-fields";
import { CheckboxField } from "@/components/form/checkbox-field";
import { DateField } from "@/components/form/date-field";
import { NumberField } from "@/components/form/number-field";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { calendarUnits, windowKinds } from "@/lib/criteria/draft-rules";

type At = { /** Path of the rule in the form: `criteria.rules.0`. */ at: string };

/** Fields that stand beside each other where there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-start gap-x-8 gap-y-4">{children}</div>;
}

type AmountProps = At & {
  label?: "threshold" | "hours" | "years";
  optional?: boolean;
};

/** One number, or several where each gives a badge of its own. */
export function AmountFields({ at, label = "threshold", optional }: AmountProps) {
  const t = useTranslations("builder.amount");
  const several: unknown = useWatch({ name: `${at}.several` });
  const repeats: unknown = useWatch({ name: "isRepeatable" });
  const isYears = label === "years";
  return (
    <>
      {several ? (
        <TextField
          name={`${at}.thresholds`}
          label={t("thresholds")}
          hint={t(isYears ? "yearsSeveralHint" : "thresholdsHint")}
          width="medium"
          autoComplete="off"
        />
      ) : (
        <NumberField
          name={`${at}.threshold`}
          label={t(label)}
          hint={isYears ? t("yearsHint") : optional ? t("optionalHint") : undefined}
          decimals={isYears}
          optional={optional}
        />
      )}
      {several || repeats ? <CheckboxField name={`${at}.several`} label={t("several")} /> : null}
    </>
  );
}

/** When it must have happened. */
export function WindowFields({ at }: At) {
  const t = useTranslations("builder.window");
  const units = useTranslations("builder.amount.unit");
  const kind: unknown = useWatch({ name: `${at}.window.kind` });
  return (
    <>
      <SelectField
        name={`${at}.window.kind`}
        label={t("label")}
        empty={null}
        options={windowKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      {kind === "range" ? (
        <FieldRow>
          <DateField name={`${at}.window.from`} label={t("from")} />
          <DateField name={`${at}.window.to`} label={t("to")} />
        </FieldRow>
      ) : null}
      {kind === "last" ? (
        <FieldRow>
          <NumberField name={`${at}.window.last`} label={t("last")} />
          <SelectField
            name={`${at}.window.unit`}
            label={t("unit")}
            width="medium"
            empty={null}
            options={calendarUnits.map((value) => ({ value, label: units(value) }))}
          />
        </FieldRow>
      ) : null}
    </>
  );
}

/** Which activities count. */
export function FilterFields({ at }: At) {
  const t = useTranslations("builder.filter");
  const kinds = useChoices("kind");
  const names = ["kinds", "minMinutes", "minParticipants"].map((name) => `${at}.filter.${name}`);
  return (
    <MoreFields title={t("title")} names={names}>
      <ChoiceList
        name={`${at}.filter.kinds`}
        label={t("kinds")}
        hint={t("kindsHint")}
        choices={kinds}
        open
        optional
      />
      <FieldRow>
        <NumberField name={`${at}.filter.minMinutes`} label={t("minMinutes")} unit={t("minutes")} optional />
        <NumberField name={`${at}.filter.minParticipants`} label={t("minParticipants")} optional />
      </FieldRow>
    </MoreFields>
  );
}

/** How many of the rules must be met, of the whole or of a group. */
export function MatchFields({ at, label }: At & { label: string }) {
  const t = useTranslations("builder.match");
  const kind: unknown = useWatch({ name: `${at}.parts.kind` });
  const kinds = ["all", "any", "atLeast"] as const;
  return (
    <FieldRow>
      <SelectField
        name={`${at}.parts.kind`}
        label={label}
        empty={null}
        options={kinds.map((value) => ({ value, label: t(value) }))}
      />
      {kind === "atLeast" ? <NumberField name={`${at}.parts.atLeast`} label={t("number")} /> : null}
    </FieldRow>
  );
}
