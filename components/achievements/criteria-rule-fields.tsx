"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useWatch } from "react-hook-form";
import { ChoiceList, useChoices } from "@/components/achievements/criteria-choices";
import { AmountFields, FieldRow, FilterFields, WindowFields } from "@/components/achievements/criteria-parts";
import { RadioGroup } from "@/components/form/choice-group";
import { DateField } from "@/components/form/date-field";
import { NumberField } from "@/components/form/number-field";
import { type Option, SelectField } from "@/components/form/select-field";
import { approvalRoles, calendarUnits, type LeafType, streakDraftUnits } from "@/lib/criteria/draft-rules";

type At = { at: string };

/** What each kind of rule asks for. */
const FIELDS: Readonly<Record<LeafType, (props: At) => ReactNode>> = {
  activity_count: ({ at }) => <Counted at={at} label="threshold" filtered />,
  activity_hours: ({ at }) => <Counted at={at} label="hours" filtered />,
  referral_count: ({ at }) => <Counted at={at} label="threshold" />,
  activity_streak: ({ at }) => <Periods at={at} unit="streakUnit" units={streakDraftUnits} />,
  active_periods: ({ at }) => <Periods at={at} unit="periodUnit" units={calendarUnits} perUnit />,
  course_completion: Courses,
  certification_held: ({ at }) => <Held at={at} list="certifications" what="certification" />,
  badge_held: ({ at }) => <Held at={at} list="badges" what="badge" />,
  tier_held: Tier,
  membership_years: ({ at }) => <AmountFields at={at} label="years" />,
  group_member: Groups,
  profile_complete: () => null,
  manual_approval: Approval,
};

export function RuleFields({ at, type }: At & { type: LeafType }) {
  const Fields = FIELDS[type];
  return <Fields at={at} />;
}

function Counted({ at, label, filtered }: At & { label: "threshold" | "hours"; filtered?: boolean }) {
  return (
    <>
      <AmountFields at={at} label={label} />
      <WindowFields at={at} />
      {filtered ? <FilterFields at={at} /> : null}
    </>
  );
}

type PeriodsProps = At & {
  unit: "streakUnit" | "periodUnit";
  units: readonly ("day" | "week" | "month" | "year")[];
  perUnit?: boolean;
};

function Periods({ at, unit, units, perUnit }: PeriodsProps) {
  const t = useTranslations("builder.amount");
  return (
    <>
      <FieldRow>
        <AmountFields at={at} />
        <SelectField
          name={`${at}.${unit}`}
          label={t("unitLabel")}
          width="medium"
          empty={null}
          options={units.map((value) => ({ value, label: t(`unit.${value}`) }))}
        />
      </FieldRow>
      {perUnit ? (
        <NumberField name={`${at}.minPerUnit`} label={t("minPerUnit")} hint={t("minPerUnitHint")} optional />
      ) : null}
      <FilterFields at={at} />
    </>
  );
}

type HeldProps = At &
  (
    | { list: "courses"; what: "course" }
    | { list: "certifications"; what: "certification" }
    | { list: "badges"; what: "badge" }
  );

/** Some of a list, or all of it; without a list, any. */
function Held({ at, list, what }: HeldProps) {
  const t = useTranslations("builder.list");
  const choices = useChoices(what);
  const match: unknown = useWatch({ name: `${at}.match` });
  return (
    <>
      <ChoiceList name={`${at}.${list}`} label={t(list)} hint={t(`${list}Hint`)} choices={choices} optional />
      <HowMany at={at} some={t("matchAny")} />
      {match === "all" ? null : <AmountFields at={at} optional />}
    </>
  );
}

function HowMany({ at, some }: At & { some: string }) {
  const t = useTranslations("builder.list");
  const options: Option[] = [
    { value: "any", label: some },
    { value: "all", label: t("matchAll") },
  ];
  return <SelectField name={`${at}.match`} label={t("match")} empty={null} options={options} />;
}

function Courses({ at }: At) {
  const t = useTranslations("builder.list");
  return (
    <>
      <Held at={at} list="courses" what="course" />
      <NumberField name={`${at}.minGrade`} label={t("minGrade")} hint={t("minGradeHint")} decimals optional />
      <DateField name={`${at}.by`} label={t("by")} optional />
      <WindowFields at={at} />
    </>
  );
}

function Tier({ at }: At) {
  const t = useTranslations("builder.list");
  const choose = useTranslations("builder.choose");
  const tiers = useChoices("tier");
  const chosen: unknown = useWatch({ name: `${at}.tier` });
  const known = tiers.map(({ key, name }) => ({ value: key, label: name }));
  const gone =
    typeof chosen === "string" && chosen !== "" && !known.some(({ value }) => value === chosen)
      ? [{ value: chosen, label: choose("gone", { name: chosen }) }]
      : [];
  return <SelectField name={`${at}.tier`} label={t("tier")} options={[...gone, ...known]} />;
}

function Groups({ at }: At) {
  const t = useTranslations("builder.list");
  return (
    <>
      <ChoiceList name={`${at}.groups`} label={t("groups")} choices={useChoices("group")} />
      <HowMany at={at} some={t("groupAny")} />
    </>
  );
}

function Approval({ at }: At) {
  const t = useTranslations("builder.list");
  return (
    <>
      <ChoiceList
        name={`${at}.roles`}
        label={t("roles")}
        choices={approvalRoles.map((key) => ({ key, name: t(`role.${key}`) }))}
      />
      <RadioGroup
        name={`${at}.signOff`}
        label={t("match")}
        options={[
          { value: "all", label: t("signAll") },
          { value: "any", label: t("signAny") },
        ]}
      />
    </>
  );
}
