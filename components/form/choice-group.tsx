"use client";
import { GroupFrame } from "@/components/form/field-frame";
import type { Option } from "@/components/form/select-field";
import { type FieldProps, useField } from "@/components/form/use-field";

type Props = FieldProps & { options: readonly Option[] };

/** One of a few; the value is a string. */
export const RadioGroup = (props: Props) => <ChoiceGroup type="radio" {...props} />;

/** Some of a few; the value is a list of strings, and its default value is one too. */
export const CheckboxGroup = (props: Props) => <ChoiceGroup type="checkbox" {...props} />;

function ChoiceGroup({ type, options, ...props }: Props & { type: "radio" | "checkbox" }) {
  const field = useField(props);
  const initial = [field.initial].flat();
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
                type={type}
                id={id}
                value={option.value}
                defaultChecked={initial.includes(option.value)}
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
