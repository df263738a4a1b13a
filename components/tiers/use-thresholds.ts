"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { parseNumber } from "@/components/form/parse-number";
import type { Result } from "@/lib/result";
import type { SimulatedTier, TierDistribution } from "@/lib/tiers/simulator-rules";

/** A period with its name in the reader's language. */
export type ShownDistribution = TierDistribution & Readonly<{ label: string }>;

export type ShownMetric = Readonly<{
  label: string;
  /** How far the slider moves at once. */
  step: number;
  /** Whether no threshold may lie between the steps. */
  isStepped: boolean;
}>;

export type BoardProps = Readonly<{
  /** Lowest first. */
  tiers: readonly SimulatedTier[];
  /** What is counted, in words, by its place. */
  metrics: readonly ShownMetric[];
  /** Oldest first. */
  periods: readonly ShownDistribution[];
}>;

export type SaveThresholds = (input: {
  thresholds: { id: string; was: number; threshold: number }[];
}) => Promise<Result<{ changed: number }>>;

/** The most a tier can take. */
const HIGHEST = 1_000_000;

/** What somebody typed as a threshold; null for what no tier can have. */
const thresholdOf = (typed: string, metric: ShownMetric | undefined): number | null => {
  const value = parseNumber(typed);
  if (typeof value !== "number" || !(value > 0) || value > HIGHEST) return null;
  if (metric?.isStepped) return value % metric.step === 0 ? value : null;
  return Math.abs(value * 100 - Math.round(value * 100)) < 1e-6 ? value : null;
};

export type Thresholds = Readonly<{
  typed: readonly string[];
  /** What is no number counts as the saved one. */
  thresholds: readonly number[];
  isWrong: readonly boolean[];
  type: (at: number, text: string) => void;
  reset: () => void;
}>;

/** What stands in the fields of the thresholds. */
export function useThresholds({ tiers, metrics }: Pick<BoardProps, "tiers" | "metrics">): Thresholds {
  const t = useTranslations("tierSimulator");
  // Written as the reader's language writes it; thousands without a space are typed more easily.
  const written = (value: number) => t("plain", { value });
  const [typed, setTyped] = useState<readonly string[]>(() =>
    tiers.map(({ threshold }) => written(threshold)),
  );
  const tried = tiers.map(({ metric }, at) => thresholdOf(typed[at] ?? "", metrics[metric]));
  return {
    typed,
    thresholds: tiers.map(({ threshold }, at) => tried[at] ?? threshold),
    isWrong: tried.map((threshold) => threshold === null),
    type: (at, text) => setTyped((before) => before.with(at, text)),
    reset: () => setTyped(tiers.map(({ threshold }) => written(threshold))),
  };
}
