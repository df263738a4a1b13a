"use client";
import { useTranslations } from "next-intl";
import { FieldFrame } from "@/components/form/field-frame";
import { type InputWidth, inputStyle } from "@/components/form/input-style";
import { type FieldProps, useField } from "@/components/form/use-field";

export type Option = Readonly<{ value: string; label: string; hint?: string }>;

type Props = FieldProps & {
  options: readonly Option[];
  width?: InputWidth;
  /** Text of the empty choice; `null` when one of the options is always chosen. */
  empty?: string | null;
};

export function SelectField({ options, width = "medium", empty, ...props }: Props) {
  const t = useTranslations("common.form");
  const field = useField(props);
  return (
    <FieldFrame {...field} hint={props.hint} optional={props.optional}>
      <select
        {...field.register()}
        id={field.id}
        defaultValue={typeof field.initial === "string" ? field.initial : ""}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={field.describedBy}
        aria-required={!props.optional}
        className={inputStyle(width, field.error !== null)}
      >
        {empty === null ? null : <option value="">{empty ?? t("choose")}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
