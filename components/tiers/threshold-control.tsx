"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { FieldError } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { parseNumber } from "@/components/form/parse-number";
import type { ShownMetric } from "@/components/tiers/use-thresholds";

type Props = Readonly<{
  name: string;
  metric: ShownMetric | undefined;
  present: number;
  typed: string;
  isWrong: boolean;
  /** End of the slider. */
  top: number;
  onType: (text: string) => void;
}>;

/** The threshold of one tier, to be typed exactly or moved. */
export function ThresholdControl({ name, metric, present, typed, isWrong, top, onType }: Props) {
  const t = useTranslations("tierSimulator.try");
  const plain = useTranslations("tierSimulator");
  const id = useId();
  const value = parseNumber(typed);
  const step = metric?.step ?? 1;
  return (
    <fieldset className="min-w-0 space-y-2">
      <legend className="font-bold">{name}</legend>
      <p id={`${id}-hint`} className="text-muted text-sm">
        {t("present", { metric: metric?.label ?? "", present })}
      </p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <label htmlFor={`${id}-number`}>{t("threshold")}</label>
        <input
          type="text"
          inputMode="decimal"
          autoComplete="off"
          id={`${id}-number`}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          aria-invalid={isWrong ? true : undefined}
          aria-describedby={`${id}-hint${isWrong ? ` ${id}-error` : ""}`}
          className={inputStyle("short", isWrong)}
        />
        <input
          type="range"
          aria-label={t("slider", { name })}
          min={step}
          max={Math.max(top, step)}
          step={step}
          value={typeof value === "number" ? Math.min(value, top) : present}
          onChange={(event) => onType(plain("plain", { value: event.target.valueAsNumber }))}
          aria-valuetext={typed}
          className="h-10 min-w-40 flex-1 accent-accent"
        />
      </div>
      <FieldError id={`${id}-error`}>
        {isWrong ? t(metric?.isStepped ? "rangeYears" : "range") : null}
      </FieldError>
    </fieldset>
  );
}
