/** So many people had just this in a period: of each metric how much, and which extra conditions they met (bit n is condition n). */
export type DistributionGroup = readonly [values: readonly number[], extras: number, people: number];

/** How many people had how much in one period, as the browser gets it. */
export type TierDistribution = Readonly<{
  /** `2026`, `2026-Q4`; of a lifetime the year at whose end it was looked at. */
  key: string;
  isCurrent: boolean;
  /** Values were rounded down to steps of so much, because the exact ones were too many to send; 0 when they are exact. */
  step: number;
  groups: readonly DistributionGroup[];
}>;

/** A tier as the simulator needs it; `metric` and `extra` are places in its lists. */
export type SimulatedTier = Readonly<{
  id: string;
  name: string;
  threshold: number;
  metric: number;
  extra: number | null;
}>;

export type Counted = Readonly<{
  /** For how many each tier would count, in the order of the tiers: everybody at the highest they reach. */
  people: readonly number[];
  none: number;
}>;

/** Who would hold what with these thresholds; tiers and thresholds lowest first. */
export function countsAt(
  { groups }: TierDistribution,
  tiers: readonly SimulatedTier[],
  thresholds: readonly number[],
): Counted {
  const people = tiers.map(() => 0);
  let none = 0;
  for (const [values, extras, count] of groups) {
    const highest = tiers.findLastIndex(
      ({ metric, extra }, at) =>
        (values[metric] ?? 0) >= (thresholds[at] ?? Number.POSITIVE_INFINITY) &&
        (extra === null || Math.floor(extras / 2 ** extra) % 2 === 1),
    );
    if (highest < 0) none += count;
    else people[highest] = (people[highest] ?? 0) + count;
  }
  return { people, none };
}

export type Bin = Readonly<{ from: number; to: number; people: number }>;

const BINS = 16;
const ROUND = [1, 2, 5, 10];
/** Beyond what one in a hundred has, everything is in the last bin. */
const TAIL = 0.01;

/** A round width of the bins, so that about sixteen reach `top`. */
function widthFor(top: number): number {
  const rough = Math.max(top / BINS, 1);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  return magnitude * (ROUND.find((step) => step * magnitude >= rough) ?? 10);
}

/** A metric's values of those who have any, ascending, with how many people. */
const valuesOf = ({ groups }: TierDistribution, metric: number): (readonly [number, number])[] =>
  groups
    .map(([values, , people]) => [values[metric] ?? 0, people] as const)
    .filter(([value]) => value > 0)
    .sort(([a], [b]) => a - b);

/** What all but one in a hundred stay below, at least `least`. */
export function reachOf(period: TierDistribution, metric: number, least: number): number {
  const values = valuesOf(period, metric);
  const all = values.reduce((sum, [, people]) => sum + people, 0);
  let above = 0;
  for (const [value, people] of values.toReversed()) {
    above += people;
    if (above > all * TAIL) return Math.max(value, least);
  }
  return least;
}

/**
 * How a metric is spread among those who have any of it: bins from `from` up to but without `to`, the last one open
 * (`to` is infinite). `least` is shown whatever there is, so that every threshold has its place.
 */
export function histogramOf(period: TierDistribution, metric: number, least: number): Bin[] {
  const reach = reachOf(period, metric, least);
  const width = widthFor(reach);
  const count = Math.floor(reach / width) + 1;
  const people = Array.from({ length: count }, () => 0);
  for (const [value, some] of valuesOf(period, metric)) {
    const at = Math.min(Math.floor(value / width), count - 1);
    people[at] = (people[at] ?? 0) + some;
  }
  return people.map((some, at) => ({
    from: at * width,
    to: at === count - 1 ? Number.POSITIVE_INFINITY : (at + 1) * width,
    people: some,
  }));
}

/** The same with values rounded down to steps, for when there are too many different ones. */
export function coarser(groups: readonly DistributionGroup[], step: number): DistributionGroup[] {
  const merged = new Map<string, [number[], number, number]>();
  for (const [values, extras, people] of groups) {
    const rounded = values.map((value) => Math.floor(value / step) * step);
    const key = `${rounded} ${extras}`;
    const known = merged.get(key);
    if (known) known[2] += people;
    else merged.set(key, [rounded, extras, people]);
  }
  return [...merged.values()];
}
