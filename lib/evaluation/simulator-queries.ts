import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { type PeriodUnit, startOfDay } from "@/lib/badges/rules";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { type Leaf, layOut, namedIn } from "@/lib/criteria/occurrences";
import { QUARTER_YEAR, type Window } from "@/lib/criteria/rule-schema";
import type { Criteria, LeafRule } from "@/lib/criteria/schema";
import { compiler } from "@/lib/criteria/sql/compiler";
import { inTenant, runQuery, type Tx } from "@/lib/db";
import type { Message } from "@/lib/errors";
import type { ReferenceNames } from "@/lib/evaluation/names-queries";
import {
  type PreviewedDefinition,
  previewed,
  readDefinition,
  references,
} from "@/lib/evaluation/preview-definition-queries";
import { prepareForMany } from "@/lib/evaluation/requests-service";
import { latestPeriods, type Period } from "@/lib/evaluation/simulator-periods";
import { lastThreshold, type SimulatedPeriod } from "@/lib/evaluation/simulator-rules";
import type { SimulatorFilter } from "@/lib/evaluation/simulator-schema";
import { askedOnce, distributionSql } from "@/lib/evaluation/simulator-sql";

export type Simulated = Readonly<{
  criteria: Criteria;
  names: ReferenceNames;
  /** Paths of the rules with a threshold that can be tried, and the one that is. */
  rules: readonly string[];
  rule: string;
  /** Whether it has one threshold, which a form can be opened with. */
  isSingle: boolean;
  /** Length of the periods; null for a rule between two dates, which has one. */
  unit: PeriodUnit | null;
  /** Whether the reader may choose `unit`: the rule counts from the beginning, and each period is how it stood at its end. */
  isUnitFree: boolean;
  /** The threshold as it is saved, and the last worth trying. */
  present: number;
  last: number;
  /** What thresholds are multiples of. */
  step: number;
  /** People whom evaluation looks at today. */
  people: number;
  /** Oldest first; periods before anything was recorded are left out. */
  periods: readonly SimulatedPeriod[];
}>;

export type Simulation = Readonly<{
  achievement: PreviewedDefinition;
  /** Null where there is nothing to try: given by hand, broken, or no rule with a threshold. */
  simulated: Simulated | null;
  problem: Message | null;
}>;

/** Past periods that are looked at, the one under way included. */
const PERIODS = 12;
const timeout = 120_000;

/** What can be counted in the past as it was then. */
const COUNTED = new Set([
  "activity_count",
  "activity_hours",
  "activity_streak",
  "active_periods",
  "referral_count",
  "course_completion",
  "certification_held",
  "badge_held",
  "membership_years",
]);

/** Membership is told apart by quarters of a year, everything else by ones. */
const stepOf = ({ type }: LeafRule): number => (type === "membership_years" ? QUARTER_YEAR : 1);

const canBeTried = ({ rule }: Leaf): boolean =>
  COUNTED.has(rule.type) && !("match" in rule && rule.match === "all");

/**
 * How many people would have qualified in each past period at any threshold of one rule, the other rules as they
 * stand: from the same SQL as the awards, asked at the end of each period, for those who are active members today.
 */
export async function simulateThresholds(ctx: Ctx, id: string, filter: SimulatorFilter): Promise<Simulation> {
  authorize(ctx, "achievements:read");
  requireModule(ctx, "achievements_gamification");
  return inTenant(
    ctx,
    async (tx, now) => {
      const read = await readDefinition(tx, ctx, id, now);
      const { achievement } = read;
      if (read.kind !== "criteria") {
        return { achievement, simulated: null, problem: read.kind === "broken" ? read.problem : null };
      }
      const leaves = layOut(read.criteria).leaves.filter(canBeTried);
      const chosen = leaves.find(({ path }) => path === filter.rule) ?? leaves[0];
      if (!chosen) return { achievement, simulated: null, problem: null };
      await prepareForMany(tx, "all");
      const asking = { tx, ctx, achievement, criteria: read.criteria, now };
      const simulated = await simulate(asking, chosen, filter.per ?? "year");
      const rules = leaves.map(({ path }) => path);
      return { achievement, simulated: { ...simulated, rules }, problem: null };
    },
    { timeout },
  );
}

type Asking = Readonly<{
  tx: Tx;
  ctx: Ctx;
  achievement: PreviewedDefinition;
  criteria: Criteria;
  now: Date;
}>;

async function simulate(
  { tx, ctx, achievement, criteria, now }: Asking,
  chosen: Leaf,
  wanted: PeriodUnit,
): Promise<Omit<Simulated, "rules">> {
  const window: Window = "window" in chosen.rule ? chosen.rule.window : "lifetime";
  const unit = unitOf(window, wanted);
  const periods = unit
    ? latestPeriods(now, ctx.organization.timeZone, unit, PERIODS)
    : [rangePeriod(window, ctx.organization.timeZone, now)];
  const step = stepOf(chosen.rule);
  const found: { period: SimulatedPeriod; people: number }[] = [];
  for (const period of periods) {
    const query = distributionSql(ctx, previewed(achievement, criteria), { ...chosen, step }, period);
    const rows = await runQuery(tx, sql<Row>`${query}`.compile(compiler));
    found.push(periodOfRows(period, rows));
  }
  const named = namedIn(chosen.rule).length;
  const began = found.findIndex(({ period }) => period.always > 0 || period.values.length > 0);
  const shown = found.slice(began === -1 ? -1 : began).map(({ period }) => period);
  const present = presentOf(criteria, chosen.index);
  return {
    criteria,
    names: (await references(tx, ctx, criteria)).names,
    rule: chosen.path,
    isSingle: !("thresholds" in chosen.rule && chosen.rule.thresholds),
    unit,
    isUnitFree: typeof window !== "string" ? unit !== null : window === "lifetime",
    present,
    last: lastThreshold(shown, present, named || undefined),
    step,
    people: found.at(-1)?.people ?? 0,
    periods: shown,
  };
}

const presentOf = (criteria: Criteria, index: number): number =>
  layOut(askedOnce(criteria)).leaves[index]?.need ?? 1;

/** A window of its own decides the periods; a range between two dates has only itself. */
function unitOf(window: Window, wanted: PeriodUnit): PeriodUnit | null {
  if (typeof window !== "string") return "last" in window ? wanted : null;
  return window === "lifetime" ? wanted : window;
}

function rangePeriod(window: Window, timeZone: string, now: Date): Period {
  if (typeof window === "string" || !("to" in window)) return { name: "range", at: now, isCurrent: true };
  const end = startOfDay(Temporal.PlainDate.from(window.to).add({ days: 1 }), timeZone);
  return { name: "range", at: end > now ? now : new Date(end.getTime() - 1), isCurrent: end > now };
}

type Row = { value: number; people: number };

function periodOfRows({ name, isCurrent }: Period, rows: readonly Row[]) {
  const always = rows.find(({ value }) => value === -1)?.people ?? 0;
  const values = rows
    .filter(({ value }) => value > 0)
    .map(({ value, people }): readonly [number, number] => [value, people]);
  const people = rows.reduce((sum, row) => sum + row.people, 0);
  return { period: { name, isCurrent, always, values }, people };
}
