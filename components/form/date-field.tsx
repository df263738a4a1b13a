"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useController } from "react-hook-form";
import { type DateParts, fromParts, isRealDate, toParts } from "@/components/form/date-parts";
import { GroupFrame } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { type FieldProps, useField } from "@/components/form/use-field";

const PARTS = [
  { part: "day", size: 2 },
  { part: "month", size: 2 },
  { part: "year", size: 4 },
] as const;

type Props = FieldProps & { /** For birthdays: lets the browser fill in. */ birthday?: boolean };

/** A known date as day, month and year; its value is `yyyy-mm-dd` or undefined. Nothing moves focus by itself. */
export function DateField({ birthday, ...props }: Props) {
  const t = useTranslations("common.date");
  const hint = props.hint ?? t("example");
  const field = useField({ ...props, hint });
  const { field: control } = useController({ name: props.name, control: field.form.control });
  const [parts, setParts] = useState<DateParts>(() => toParts(control.value));

  function change(part: keyof DateParts, typed: string) {
    const next = { ...parts, [part]: typed };
    setParts(next);
    control.onChange(fromParts(next));
  }

  return (
    <GroupFrame {...field} hint={hint} optional={props.optional}>
      <div className="flex flex-wrap items-end gap-3">
        {PARTS.map(({ part, size }) => {
          const id = part === "day" ? field.id : `${field.id}-${part}`;
          return (
            <div key={part}>
              <label htmlFor={id} className="block text-sm">
                {t(part)}
              </label>
              <input
                id={id}
                ref={part === "day" ? control.ref : undefined}
                type="text"
                inputMode="numeric"
                autoComplete={birthday ? `bday-${part}` : "off"}
                maxLength={size + 2}
                value={parts[part]}
                onChange={(event) => change(part, event.target.value)}
                onBlur={control.onBlur}
                aria-invalid={field.error ? true : undefined}
                aria-describedby={field.describedBy}
                aria-required={!props.optional}
                className={`${inputStyle("tiny", field.error !== null)} ${size === 4 ? "w-24" : "w-16"}`}
              />
            </div>
          );
        })}
        <DateEcho parts={parts} />
      </div>
    </GroupFrame>
  );
}

/** The month in letters: a swapped day and month is seen and heard at once. */
function DateEcho({ parts }: { parts: DateParts }) {
  const t = useTranslations("common.date");
  const real = isRealDate(fromParts(parts));
  return (
    <p role="status" className="py-2 text-muted">
      {real
        ? t("written", {
            day: String(Number(parts.day)),
            month: t(`months.${Number(parts.month)}`),
            year: parts.year.trim(),
          })
        : null}
    </p>
  );
}
