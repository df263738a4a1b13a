import { say } from "../output";

/** Two things measured in one run. Times are milliseconds of the median repetition; only their ratio means anything. */
export type Measurement = Readonly<{
  group: string;
  name: string;
  ours: number;
  baseline: number;
  ratio: number;
  limit: number;
  ok: boolean;
}>;

/** What the ratio must reach: a cost stays at most a multiple, a throughput is at least a share. */
export type Bound = Readonly<{ atMost: number } | { atLeast: number }>;

type Subject = Readonly<{
  group: string;
  name: string;
  bound: Bound;
  /** Prepares, runs and times one repetition; answers its milliseconds, without the preparation. */
  ours: () => Promise<number>;
  baseline: () => Promise<number>;
  repetitions?: number;
}>;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

const rounded = (value: number) => Number(value.toPrecision(4));

/** Milliseconds that one run takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

/** The value that this share of all values does not exceed. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

/** What was measured, beside what it should reach. */
export function measurementOf({
  group,
  name,
  bound,
  ours,
  baseline,
}: Readonly<{ group: string; name: string; bound: Bound; ours: number; baseline: number }>): Measurement {
  const ratio = "atMost" in bound ? ours / baseline : baseline / ours;
  const limit = "atMost" in bound ? bound.atMost : bound.atLeast;
  const ok = "atMost" in bound ? ratio <= limit : ratio >= limit;
  // At once, so that a later group that fails takes nothing away.
  say(`${group}: ${name}: ${ratio.toPrecision(3)} (${limit})${ok ? "" : ", missed"}`);
  return { group, name, ours: rounded(ours), baseline: rounded(baseline), ratio: rounded(ratio), limit, ok };
}

/** Repeats both in turn, so that what slows the machine slows both, and compares the medians. */
export async function compare(subject: Subject): Promise<Measurement> {
  const { group, name, bound, repetitions = 5 } = subject;
  const ours: number[] = [];
  const baseline: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    baseline.push(await subject.baseline());
    ours.push(await subject.ours());
  }
  return measurementOf({ group, name, bound, ours: median(ours), baseline: median(baseline) });
}
