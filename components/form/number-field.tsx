"use client";
import { FieldFrame } from "@/components/form/field-frame";
import { type InputWidth, inputStyle } from "@/components/form/input-style";
import { parseNumber } from "@/components/form/parse-number";
import { type FieldProps, useField } from "@/components/form/use-field";

type Props = FieldProps & { width?: InputWidth; decimals?: boolean; unit?: string };

/** A number typed as text: no arrows that change it by accident, and a comma is as good as a point. */
export function NumberField({ width = "short", decimals = false, unit, ...props }: Props) {
  const field = useField(props, { setValueAs: parseNumber });
  const { initial } = field;
  return (
    <FieldFrame {...field} hint={props.hint} optional={props.optional}>
      <div className="flex items-center gap-2">
        <input
          {...field.register()}
          type="text"
          inputMode={decimals ? "decimal" : "numeric"}
          autoComplete="off"
          id={field.id}
          defaultValue={typeof initial === "number" || typeof initial === "string" ? initial : ""}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={
            [field.describedBy, unit ? `${field.id}-unit` : null].filter(Boolean).join(" ") || undefined
          }
          aria-required={!props.optional}
          className={inputStyle(width, field.error !== null)}
        />
        {unit ? <span id={`${field.id}-unit`}>{unit}</span> : null}
      </div>
    </FieldFrame>
  );
}
