"use client";
import { GroupFrame } from "@/components/form/field-frame";
import type { Option } from "@/components/form/select-field";
import { type FieldProps, useField } from "@/components/form/use-field";

type Props = FieldProps & { options: readonly Option[] };

/** One of a few; the value is a string. */
export function RadioGroup({ options, ...props }: Props) {
  const field = useField(props);
  const initial = field.initial;
  return (
    <GroupFrame {...field} hint={props.hint} optional={props.optional}>
      <div className="space-y-2 pt-1">
        {options.map((option, index) => {
          // The summary links to the field's own id, which is the first choice.
          const id = index === 0 ? field.id : `${field.id}-${option.value}`;
          return (
            <div key={option.value} className="flex items-start gap-2.5">
              <input
                {...field.register()}
                type="radio"
                id={id}
                value={option.value}
                defaultChecked={initial === option.value}
                aria-invalid={field.error ? true : undefined}
                aria-describedby={option.hint ? `${id}-hint` : undefined}
                className="mt-0.5 size-5 shrink-0 accent-accent"
              />
              <div>
                <label htmlFor={id}>{option.label}</label>
                {option.hint ? (
                  <p id={`${id}-hint`} className="text-muted text-sm">
                    {option.hint}
                  </p>
                ) : null}
              </div>
            </div>
          );
        })}
      </div>
    </GroupFrame>
  );
}
