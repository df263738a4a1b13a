"use client";
import { useTranslations } from "next-intl";
import { useId, useMemo, useState } from "react";
import { type ShownPeriod, SimulatorChart } from "@/components/achievements/simulator-chart";
import type { Axis } from "@/components/chart/scale";
import { FieldError } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { parseNumber } from "@/components/form/parse-number";
import { LinkButton } from "@/components/ui/link-button";
import { Spoken } from "@/components/ui/spoken";
import { qualifiedAt } from "@/lib/evaluation/simulator-rules";

export type Board = Readonly<{
  /** Oldest first, the one under way last. */
  periods: readonly ShownPeriod[];
  present: number;
  last: number;
  /** What thresholds are multiples of: one, or a quarter of a year. */
  step: number;
  people: number;
  axis: Axis;
  /** How the latest period is told in a sentence. */
  latest: "year" | "quarter" | "month" | "total" | "range";
}>;

type Props = Board &
  Readonly<{
    /** Address of the edit form, for who may change a rule with one threshold. */ edit: string | null;
  }>;

const HIGHEST = 1_000_000;

/** A threshold that can be moved, and what follows from it, at once: the distribution came with the page. */
export function SimulatorBoard({ edit, ...board }: Props) {
  const t = useTranslations("simulator.try");
  const [threshold, setThreshold] = useState(board.present);
  const { sentence, comparison } = useSentences(board, threshold);
  return (
    <div className="space-y-4">
      <Controls {...board} threshold={threshold} onChange={setThreshold} />
      <div>
        <p className="font-bold text-xl">{sentence}</p>
        <p className="text-muted">{comparison}</p>
        <Spoken text={`${sentence} ${comparison}`} />
      </div>
      {edit === null || threshold === board.present ? null : (
        <div className="space-y-1">
          <LinkButton href={`${edit}&threshold=${threshold}`} variant="primary">
            {t("use", { threshold })}
          </LinkButton>
          <p className="text-muted text-sm">{t("useHelp")}</p>
        </div>
      )}
      <SimulatorChart {...board} threshold={threshold} />
    </div>
  );
}

function useSentences({ periods, present, people, latest }: Board, threshold: number) {
  const t = useTranslations("simulator.try");
  const now = periods.at(-1);
  const qualified = now ? qualifiedAt(now, threshold) : 0;
  const before = useMemo(() => (now ? qualifiedAt(now, present) : 0), [now, present]);
  const sentence = t("result", { threshold, people: qualified, of: people, period: t(`now.${latest}`) });
  const difference = qualified - before;
  if (difference === 0) return { sentence, comparison: t("same") };
  return {
    sentence,
    comparison: difference > 0 ? t("more", { difference }) : t("fewer", { difference: -difference }),
  };
}

function Controls({
  present,
  last,
  step,
  threshold,
  onChange,
}: Board & { threshold: number; onChange: (threshold: number) => void }) {
  const t = useTranslations("simulator.try");
  const id = useId();
  const [typed, setTyped] = useState(String(present));
  const [isWrong, setIsWrong] = useState(false);

  function slide(value: number) {
    setTyped(String(value));
    setIsWrong(false);
    onChange(value);
  }

  function type(text: string) {
    setTyped(text);
    const value = parseNumber(text);
    const isStep = typeof value === "number" && value > 0 && value <= HIGHEST && value % step === 0;
    setIsWrong(!isStep);
    if (isStep) onChange(value);
  }

  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
      <div className="min-w-60 flex-1 space-y-1">
        <label htmlFor={`${id}-range`} className="block font-semibold">
          {t("threshold")}
        </label>
        <p id={`${id}-hint`} className="text-muted text-sm">
          {t("present", { present })}
        </p>
        <input
          type="range"
          id={`${id}-range`}
          min={step}
          max={last}
          step={step}
          value={Math.min(threshold, last)}
          onChange={(event) => slide(event.target.valueAsNumber)}
          aria-valuetext={String(threshold)}
          aria-describedby={`${id}-hint`}
          className="h-10 w-full accent-accent"
        />
        <p aria-hidden="true" className="flex justify-between text-muted text-sm tabular-nums">
          <span>{t("end", { threshold: step })}</span>
          <span>{t("end", { threshold: last })}</span>
        </p>
      </div>
      <div className="space-y-1">
        <label htmlFor={`${id}-number`} className="block font-semibold">
          {t("exact")}
        </label>
        <input
          type="text"
          inputMode={step < 1 ? "decimal" : "numeric"}
          autoComplete="off"
          id={`${id}-number`}
          value={typed}
          onChange={(event) => type(event.target.value)}
          aria-invalid={isWrong ? true : undefined}
          aria-describedby={isWrong ? `${id}-error` : undefined}
          className={inputStyle("short", isWrong)}
        />
        <FieldError id={`${id}-error`}>{isWrong ? t(step < 1 ? "rangeYears" : "range") : null}</FieldError>
      </div>
    </div>
  );
}
