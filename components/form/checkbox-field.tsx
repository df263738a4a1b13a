"use client";
import { FieldError, FieldHint } from "@/components/form/field-frame";
import { type FieldProps, useField } from "@/components/form/use-field";

/** One yes or no. A yes that is demanded (consent) is the schema's business: `z.literal(true)`. */
export function CheckboxField(props: FieldProps) {
  const field = useField(props);
  return (
    <div className={field.error ? "space-y-1 border-danger border-l-4 pl-3" : "space-y-1"}>
      <div className="flex items-start gap-2.5">
        <input
          {...field.register()}
          type="checkbox"
          id={field.id}
          defaultChecked={field.initial === true}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={field.describedBy}
          className="mt-0.5 size-5 shrink-0 accent-accent"
        />
        <label htmlFor={field.id}>{field.label}</label>
      </div>
      <FieldHint id={field.hintId}>{props.hint}</FieldHint>
      <FieldError id={field.errorId}>{field.error}</FieldError>
    </div>
  );
}
