"use client";
import { useTranslations } from "next-intl";
import { FieldFrame } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { type FieldProps, useField } from "@/components/form/use-field";

type Props = FieldProps & {
  /** Such as ".csv,.gz"; only a help for the file picker. */
  accept?: string;
  megabytes?: number;
};

/** The value is a `File` or undefined: `z.file()` in the schema. The server refuses requests above 10 MB. */
export function FileField({ accept, megabytes = 9, ...props }: Props) {
  const t = useTranslations("common.form");
  const hint = [props.hint, t("fileHint", { megabytes })].filter(Boolean).join(" ");
  const field = useField({ ...props, hint });
  return (
    <FieldFrame {...field} hint={hint} optional={props.optional}>
      <input
        {...field.register()}
        type="file"
        id={field.id}
        accept={accept}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={field.describedBy}
        className={`${inputStyle("full", field.error !== null)} file:mr-3 file:rounded-md file:border file:border-control file:bg-paper file:px-3 file:py-0.5 file:font-semibold file:text-ink`}
      />
    </FieldFrame>
  );
}
