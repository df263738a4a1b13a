"use client";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { useChoices } from "@/components/achievements/criteria-choices";
import { SelectField } from "@/components/form/select-field";

/** One course of the organisation; a chosen one that is gone stays in sight. */
export function ChoiceOfCourse({ name }: { name: string }) {
  const t = useTranslations("builder.choose");
  const chosen: unknown = useWatch({ name });
  const known = useChoices("course").map((course) => ({ value: course.key, label: course.name }));
  const isGone = typeof chosen === "string" && chosen !== "" && !known.some(({ value }) => value === chosen);
  const gone = isGone ? [{ value: chosen, label: t("gone", { name: chosen }) }] : [];
  return <SelectField name={name} width="full" options={[...gone, ...known]} />;
}
