"use client";
import { useTranslations } from "next-intl";
import { DateField } from "@/components/form/date-field";
import { TextField } from "@/components/form/text-field";

/** The day of a fact, and its time where it is known. */
export function MomentFields() {
  const t = useTranslations("facts");
  return (
    <>
      <DateField name="occurredOn" />
      <TextField name="time" hint={t("timeHint")} width="short" autoComplete="off" optional />
    </>
  );
}
