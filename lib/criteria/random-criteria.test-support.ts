import * as fc from "fast-check";
import { repeatProblem } from "@/lib/criteria/occurrences";
import { courses, day, kinds } from "@/lib/criteria/random-histories.test-support";
import { type Criteria, type CriteriaInput, criteriaSchema } from "@/lib/criteria/schema";

type Rule = CriteriaInput["rules"][number];
type Leaf = Exclude<Rule, { type: "group" }>;
const small = fc.integer({ min: 1, max: 5 });
const several = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })
  .map((list) => list.sort((a, b) => a - b));

/** One threshold, or, where the achievement repeats and nothing is windowed, several. */
const wanted = (listed: boolean): fc.Arbitrary<{ threshold: number } | { thresholds: number[] }> =>
  listed
    ? fc.oneof(
        small.map((threshold) => ({ threshold })),
        several.map((thresholds) => ({ thresholds })),
      )
    : small.map((threshold) => ({ threshold }));

/** The same in quarters of years; whole ones as often as parts. */
const years = (listed: boolean) => {
  const inQuarters = wanted(listed).map((need) =>
    "threshold" in need
      ? { threshold: need.threshold / 4 }
      : { thresholds: need.thresholds.map((threshold) => threshold / 4) },
  );
  return fc.oneof(wanted(listed), inQuarters);
};

const window = (repeatable: boolean) =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        "lifetime" as const,
        "lifetime" as const,
        "year" as const,
        "quarter" as const,
        "month" as const,
      ),
    },
    ...(repeatable
      ? []
      : [
          {
            weight: 1,
            arbitrary: fc.tuple(day, day).map((days) => {
              const [from = "", to = ""] = days.sort();
              return { from, to };
            }),
          },
          {
            weight: 1,
            arbitrary: fc.record({
              last: small,
              unit: fc.constantFrom("day", "week", "month", "year" as const),
            }),
          },
        ]),
  );

const filter = fc.option(
  fc.record(
    {
      kinds: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1, maxLength: 2 }),
      minMinutes: fc.constantFrom(1, 45, 60),
      minParticipants: fc.constantFrom(1, 3),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined, freq: 2 },
);

/** One arbitrary for each rule type that counts facts or years. */
const leaves = (repeatable: boolean): fc.Arbitrary<Leaf>[] => {
  const measured = (windowed: fc.Arbitrary<unknown>) =>
    windowed.chain((of) => wanted(repeatable && of === "lifetime").map((need) => ({ ...need, window: of })));
  const counted = wanted(repeatable);
  return [
    ...["activity_count", "activity_hours"].map((type) =>
      fc.tuple(measured(window(repeatable)), filter).map(([need, of]) => ({ type, ...need, filter: of })),
    ),
    measured(window(repeatable)).map((need) => ({ type: "referral_count", ...need })),
    fc
      .tuple(counted, fc.constantFrom("day", "week", "month"), filter)
      .map(([need, unit, of]) => ({ type: "activity_streak", unit, ...need, filter: of })),
    fc
      .tuple(counted, fc.constantFrom("day", "week", "month", "year"), fc.integer({ min: 1, max: 3 }), filter)
      .map(([need, unit, minPerUnit, of]) => ({
        type: "active_periods",
        unit,
        minPerUnit,
        ...need,
        filter: of,
      })),
    years(repeatable).map((need) => ({ type: "membership_years", ...need })),
    fc
      .record(
        {
          window: window(repeatable),
          courses: fc.uniqueArray(fc.constantFrom(...courses, "unknown"), { minLength: 1 }),
          match: fc.constantFrom("all", "any"),
          minGrade: fc.constantFrom(40, 59.5, 60),
          by: day,
          threshold: fc.integer({ min: 1, max: 3 }),
        },
        { requiredKeys: ["window"] },
      )
      .map((rest) => ({ type: "course_completion", ...rest })),
  ] as fc.Arbitrary<Leaf>[];
};

const match = (parts: number) =>
  fc.oneof(
    fc.constantFrom("all" as const, "any" as const),
    fc.record({ atLeast: fc.integer({ min: 1, max: parts }) }),
  );

const matched = <T>(rules: fc.Arbitrary<T[]>) =>
  rules.chain((list) => match(list.length).map((of) => ({ match: of, rules: list })));

const valid = (repeatable: boolean, rules: fc.Arbitrary<Rule[]>): fc.Arbitrary<Criteria> =>
  matched(rules)
    .map((rest) => criteriaSchema.safeParse({ version: 1, ...rest }))
    .filter((parsed) => parsed.success && repeatProblem(parsed.data, repeatable) === null)
    .map((parsed) => parsed.data as Criteria);

/** Criteria that the schema takes and that may repeat, or not, as the achievement says: each rule alone, and some together. */
export const criteriaFor = (repeatable: boolean): fc.Arbitrary<Criteria[]> => {
  const each = leaves(repeatable);
  const one = fc.oneof(...each);
  const group = matched(fc.array(one, { minLength: 1, maxLength: 3 })).map((rest) => ({
    type: "group",
    ...rest,
  }));
  const either = fc.oneof(
    { weight: 5, arbitrary: one },
    { weight: 1, arbitrary: group as fc.Arbitrary<never> },
  );
  const together = fc.array(either, { minLength: 2, maxLength: 4 }) as fc.Arbitrary<Rule[]>;
  const alone = each.map((leaf) =>
    valid(
      repeatable,
      leaf.map((rule) => [rule]),
    ),
  );
  return fc
    .tuple(fc.tuple(...alone), fc.array(valid(repeatable, together), { minLength: 3, maxLength: 6 }))
    .map(([single, several]) => [...single, ...several]);
};
