"use client";
import type { ComponentProps } from "react";
import { FieldFrame } from "@/components/form/field-frame";
import { type InputWidth, inputStyle } from "@/components/form/input-style";
import { type FieldProps, useField } from "@/components/form/use-field";

type Props = FieldProps & {
  width?: InputWidth;
  type?: "text" | "email" | "url" | "tel" | "search";
} & Pick<
    ComponentProps<"input">,
    "autoComplete" | "inputMode" | "spellCheck" | "maxLength" | "lang" | "list" | "readOnly"
  >;

export function TextField({ name, label, hint, optional, width, type = "text", ...input }: Props) {
  const field = useField({ name, label, hint });
  return (
    <FieldFrame {...field} hint={hint} optional={optional}>
      <input
        {...input}
        {...field.register()}
        type={type}
        id={field.id}
        defaultValue={typeof field.initial === "string" ? field.initial : ""}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={field.describedBy}
        aria-required={!optional}
        className={inputStyle(width, field.error !== null)}
      />
    </FieldFrame>
  );
}
