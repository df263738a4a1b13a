"use client";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { FieldFrame } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { type FieldProps, useField } from "@/components/form/use-field";

type Props = FieldProps & {
  rows?: number;
  /** Shows how much is left. Typing more is allowed and told on submit; nothing is cut. */
  limit?: number;
};

export function TextareaField({ rows = 4, limit, ...props }: Props) {
  const field = useField(props);
  const countId = limit ? `${field.id}-count` : null;
  return (
    <FieldFrame {...field} hint={props.hint} optional={props.optional}>
      <textarea
        {...field.register()}
        id={field.id}
        rows={rows}
        defaultValue={typeof field.initial === "string" ? field.initial : ""}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={[field.describedBy, countId].filter(Boolean).join(" ") || undefined}
        aria-required={!props.optional}
        className={inputStyle("full", field.error !== null)}
      />
      {limit && countId ? <CharacterCount id={countId} name={props.name} limit={limit} /> : null}
    </FieldFrame>
  );
}

function CharacterCount({ id, name, limit }: { id: string; name: string; limit: number }) {
  const t = useTranslations("common.form");
  const value: unknown = useWatch({ name });
  const left = limit - (typeof value === "string" ? value.length : 0);
  return (
    <p id={id} className="text-muted text-sm">
      {left >= 0 ? t("characters", { left }) : t("tooMany", { over: -left })}
    </p>
  );
}
