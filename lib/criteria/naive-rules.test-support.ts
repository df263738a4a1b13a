import { Temporal } from "temporal-polyfill";
import type { ActivityFilter } from "@/lib/criteria/rule-schema";
import type { LeafRule, LeafRuleOf } from "@/lib/criteria/schema";

/** One person's whole history, as plain values: instants as ISO strings with Z, days as yyyy-mm-dd. */
export type History = {
  active: boolean;
  joinedOn: string | null;
  activities: {
    kind: string;
    at: string;
    minutes: number | null;
    participants: number | null;
    voided: boolean;
  }[];
  referrals: { at: string; status: "pending" | "completed" | "declined"; voided: boolean }[];
  /** At most one that is not voided per course. */
  registrations: { course: string; completedOn: string | null; grade: string | null; voided: boolean }[];
  /** First and last day; those that are approved lie apart. */
  pauses: { from: string; to: string; approved: boolean }[];
};

export type World = { timeZone: string; now: string; isRepeatable: boolean };
export type Judged = { have: number; tip: string | null };
/** A thing that counts, and when: all rules but membership are "how much is there among the things so far". */
type Counted = { at: string; minutes?: number | null; course?: string };
type Thing = Counted & { local: Temporal.ZonedDateTime };

const local = (at: string, { timeZone }: World) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
const midnight = (day: Temporal.PlainDate, { timeZone }: World) =>
  day.toZonedDateTime({ timeZone }).toInstant().toString();
export const dayOf = (at: string, world: World) => local(at, world).toPlainDate().toString();

const referralsOf = (person: History): Counted[] =>
  person.referrals.filter((one) => !one.voided && one.status === "completed");

const coursesOf = (rule: LeafRuleOf<"course_completion">, person: History, world: World): Counted[] =>
  person.registrations
    .filter((one) => !one.voided && countsAsCompleted(rule, one))
    .map(({ course, completedOn }) => ({
      at: midnight(Temporal.PlainDate.from(completedOn ?? ""), world),
      course,
    }));

const activitiesOf = (filter: ActivityFilter, person: History): Counted[] =>
  person.activities.filter(
    (one) =>
      !one.voided &&
      (!filter.kinds || filter.kinds.includes(one.kind)) &&
      (one.minutes ?? -1) >= (filter.minMinutes ?? -1) &&
      (one.participants ?? -1) >= (filter.minParticipants ?? -1),
  );

export function thingsOf(rule: LeafRule, person: History, world: World): Thing[] {
  const counted =
    rule.type === "referral_count"
      ? referralsOf(person)
      : rule.type === "course_completion"
        ? coursesOf(rule, person, world)
        : activitiesOf(("filter" in rule && rule.filter) || {}, person);
  return counted
    .filter(({ at }) => Temporal.Instant.compare(at, world.now) <= 0)
    .map((one) => ({ ...one, local: local(one.at, world) }))
    .sort((x, y) => Temporal.Instant.compare(x.at, y.at));
}

function countsAsCompleted(
  rule: LeafRuleOf<"course_completion">,
  one: History["registrations"][number],
): boolean {
  if (one.completedOn === null) return false;
  if (rule.courses && !rule.courses.includes(one.course)) return false;
  if (rule.by && one.completedOn > rule.by) return false;
  if (rule.minGrade === undefined) return true;
  const grade = Number((one.grade ?? "none").replace(",", "."));
  return !Number.isNaN(grade) && grade >= rule.minGrade;
}

/** Days since the epoch of the first day of the unit, or the number of the month: neighbours differ by one unit. */
function unitOf(when: Temporal.PlainDate | Temporal.ZonedDateTime, unit: string): number {
  const days = Math.round(Date.UTC(when.year, when.month - 1, when.day) / 86_400_000);
  if (unit === "day") return days;
  if (unit === "week") return Math.floor((days + 3) / 7);
  return unit === "month" ? when.year * 12 + when.month : when.year;
}

/** Every unit in which at least one day was paused. */
function pausedUnits({ pauses }: History, unit: string): Set<number> {
  const units = new Set<number>();
  for (const { from, to, approved } of pauses) {
    if (!approved) continue;
    let day = Temporal.PlainDate.from(from);
    for (; day.toString() <= to; day = day.add({ days: 1 })) units.add(unitOf(day, unit));
  }
  return units;
}

/** From each unit on as long as there is activity or a pause; only units with activity are counted. */
function longestRun(active: ReadonlySet<number>, paused: ReadonlySet<number>): number {
  let best = 0;
  for (const unit of active) {
    let length = 0;
    for (let next = unit; active.has(next) || paused.has(next); next += 1) {
      if (active.has(next)) length += 1;
    }
    best = Math.max(best, length);
  }
  return best;
}

function measure(rule: LeafRule, things: Thing[], paused: ReadonlySet<number>): number {
  switch (rule.type) {
    case "activity_hours":
      return things.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0) / 60;
    case "activity_streak":
      return longestRun(new Set(things.map((thing) => unitOf(thing.local, rule.unit))), paused);
    case "active_periods": {
      const units = things.map((thing) => unitOf(thing.local, rule.unit));
      return [...new Set(units)].filter(
        (unit) => units.filter((other) => other === unit).length >= rule.minPerUnit,
      ).length;
    }
    case "course_completion":
      return new Set(things.map(({ course }) => course)).size;
    default:
      return things.length;
  }
}

export type Inside = (day: Temporal.PlainDate) => boolean;

/** How much there is, and when it became `need`: every prefix of the history is measured anew. */
export function judge(rule: LeafRule, need: number, person: History, world: World, inside: Inside): Judged {
  if (rule.type === "membership_years") return judgeYears(need, person, world);
  const things = thingsOf(rule, person, world).filter((thing) => inside(thing.local.toPlainDate()));
  const paused = rule.type === "activity_streak" ? pausedUnits(person, rule.unit) : new Set<number>();
  for (let count = 1; count <= things.length; count += 1) {
    if (measure(rule, things.slice(0, count), paused) < need) continue;
    return { have: measure(rule, things, paused), tip: things[count - 1]?.at ?? null };
  }
  return { have: measure(rule, things, paused), tip: null };
}

function judgeYears(need: number, { joinedOn }: History, world: World): Judged {
  if (joinedOn === null) return { have: 0, tip: null };
  const joined = Temporal.PlainDate.from(joinedOn);
  const today = local(world.now, world).toPlainDate();
  let quarters = 0;
  while (Temporal.PlainDate.compare(joined.add({ months: 3 * (quarters + 1) }), today) <= 0) quarters += 1;
  const have = quarters / 4;
  return { have, tip: have >= need ? midnight(joined.add({ months: 12 * need }), world) : null };
}

export const windowName = (day: Temporal.PlainDate, unit: string) => {
  if (unit === "year") return String(day.year);
  if (unit === "quarter") return `${day.year}-Q${Math.ceil(day.month / 3)}`;
  return `${day.year}-${String(day.month).padStart(2, "0")}`;
};

/** The one window of a rule where nothing repeats. */
export function insideOf(rule: LeafRule, world: World): Inside {
  const window = "window" in rule ? rule.window : "lifetime";
  if (window === "lifetime") return () => true;
  const today = local(world.now, world).toPlainDate();
  if (typeof window === "string") return (day) => windowName(day, window) === windowName(today, window);
  if ("last" in window) {
    const before = today.subtract({ [`${window.unit}s`]: window.last });
    return (day) => Temporal.PlainDate.compare(day, before) > 0;
  }
  return (day) => day.toString() >= window.from && day.toString() <= window.to;
}
