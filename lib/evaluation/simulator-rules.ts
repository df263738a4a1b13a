/** How many people had how much in one period, or by its end, as the browser gets it. */
export type SimulatedPeriod = Readonly<{
  /** `2026`, `2026-Q4`, `2026-03`; or `range` for a rule that counts between two dates. */
  name: string;
  isCurrent: boolean;
  /** People who would have qualified whatever the threshold: the other rules are enough. */
  always: number;
  /** `[what they had, how many people]` of those for whom the threshold decides, ascending, multiples of the step. */
  values: readonly (readonly [number, number])[];
}>;

/** People who would have qualified in the period with this threshold. */
export function qualifiedAt({ always, values }: SimulatedPeriod, threshold: number): number {
  return values.reduce((sum, [value, people]) => (value >= threshold ? sum + people : sum), always);
}

/** The same for many thresholds at once, by one pass over the values: element 0 is for a threshold of one step. */
export function qualifiedUpTo({ always, values }: SimulatedPeriod, maximum: number, step = 1): number[] {
  const people = Array.from({ length: maximum / step }, () => 0);
  for (const [value, count] of values) {
    const at = Math.min(value, maximum) / step - 1;
    people[at] = (people[at] ?? 0) + count;
  }
  let sum = always;
  for (let at = people.length - 1; at >= 0; at -= 1) {
    sum += people[at] ?? 0;
    people[at] = sum;
  }
  return people;
}

/** A slider that ends where one in a hundred still gets, so that one eager person does not make it useless. */
const TAIL = 0.01;
const SHORTEST = 10;

/**
 * The last threshold worth looking at: where hardly anybody gets in any period, but never below twice the present
 * threshold; never above `limit`, which is the length of a list the rule names.
 */
export function lastThreshold(
  periods: readonly SimulatedPeriod[],
  present: number,
  limit = Number.POSITIVE_INFINITY,
): number {
  const reach = periods.map(({ values }) => {
    const all = values.reduce((sum, [, people]) => sum + people, 0);
    let above = 0;
    for (const [value, people] of values.toReversed()) {
      above += people;
      if (above > all * TAIL) return value;
    }
    return 1;
  });
  return Math.min(Math.max(...reach, present * 2, SHORTEST), limit);
}

const SHARES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** Thresholds for a table: the present one and some on both sides of it, ascending. */
export function shownThresholds(present: number, last: number, step = 1): number[] {
  const near = SHARES.map((share) => Math.round((present * share) / step) * step);
  return [...new Set([step, ...near, present])]
    .filter((threshold) => threshold >= step && threshold <= Math.max(last, present))
    .sort((a, b) => a - b);
}
