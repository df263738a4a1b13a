"use client";
import { useTranslations } from "next-intl";
import { SelectField } from "@/components/form/select-field";
import { shareDays } from "@/lib/badge-page/rules";

/** How long a link works: the field `days` of the form around it. */
export function DaysField() {
  const t = useTranslations("badgePage.own");
  return (
    <SelectField
      name="days"
      empty={null}
      options={shareDays.map((days) => ({ value: days, label: t(`day.${days}`) }))}
    />
  );
}
