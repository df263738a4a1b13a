import { describe, expect, test } from "vitest";
import { layOut } from "@/lib/criteria/occurrences";
import { type LeafRule, parseCriteria } from "@/lib/criteria/schema";
import {
  type ActivityFact,
  type CourseFact,
  type Fact,
  isCounting,
  judgeFacts,
  type Reason,
  type ReferralFact,
} from "@/lib/evaluation/counted-facts";

const ruleOf = (rule: object): LeafRule => {
  const [leaf] = layOut(parseCriteria({ version: 1, rules: [rule as never] })).leaves;
  if (!leaf) throw new Error("no rule");
  return leaf.rule;
};
const world = { now: new Date("2026-11-20T12:00:00Z"), today: "2026-11-20", occurrence: null, pauses: [] };
const activity: ActivityFact = {
  fact: "activity",
  id: "a",
  day: "2026-11-10",
  at: new Date("2026-11-10T12:00:00Z"),
  voided: false,
  kind: "meeting",
  minutes: 60,
  participants: 3,
};
const on = (day: string): Partial<ActivityFact> => ({ day, at: new Date(`${day}T12:00:00Z`) });
const referral: ReferralFact = { ...activity, fact: "referral", status: "completed" };
const course: CourseFact = {
  fact: "registration",
  id: "c",
  courseId: "k",
  day: "2026-11-10",
  at: null,
  voided: false,
  code: "basic",
  title: "Basic",
  status: "completed",
  grade: "60",
};

function reasons(rule: object, facts: readonly Fact[], occurrence: string | null = null): (Reason | null)[] {
  const leaf = ruleOf(rule);
  if (!isCounting(leaf)) throw new Error("not about facts");
  return judgeFacts(leaf, facts, { ...world, occurrence }).map(({ reason }) => reason);
}
const count = { type: "activity_count", threshold: 1 };

describe("an activity", () => {
  test.each<[string, object, Partial<ActivityFact>, Reason | null]>([
    ["counts", count, {}, null],
    ["was voided", count, { voided: true, kind: "visit" }, { code: "voided" }],
    ["lies ahead", count, { at: new Date("2026-11-20T12:00:00.001Z") }, { code: "later" }],
    ["is of another kind", { ...count, filter: { kinds: ["visit"] } }, {}, { code: "kind" }],
    ["is too short", { ...count, filter: { minMinutes: 61 } }, {}, { code: "tooShort", need: 61 }],
    ["is long enough", { ...count, filter: { minMinutes: 60 } }, {}, null],
    ["has no length", { ...count, filter: { minMinutes: 1 } }, { minutes: null }, { code: "minutesUnknown" }],
    ["had too few people", { ...count, filter: { minParticipants: 4 } }, {}, { code: "tooFew", need: 4 }],
    [
      "had nobody knows how many people",
      { ...count, filter: { minParticipants: 1 } },
      { participants: null },
      { code: "participantsUnknown" },
    ],
    ["has no minutes to add up", { ...count, type: "activity_hours" }, { minutes: 0 }, { code: "noMinutes" }],
    [
      "was before this year",
      { ...count, window: "year" },
      on("2025-12-31"),
      { code: "before", day: "2026-01-01" },
    ],
    ["was on the first day of the quarter", { ...count, window: "quarter" }, on("2026-10-01"), null],
    [
      "was after the range",
      { ...count, window: { from: "2026-11-01", to: "2026-11-09" } },
      {},
      { code: "after", day: "2026-11-09" },
    ],
    [
      "was before the last days",
      { ...count, window: { last: 10, unit: "day" } },
      {},
      { code: "before", day: "2026-11-11" },
    ],
  ])("that %s", (_, rule, change, reason) => {
    expect(reasons(rule, [{ ...activity, ...change }])).toEqual([reason]);
  });

  test("counts for the occurrence of its own window", () => {
    const rule = { ...count, window: "quarter" };
    const facts = [activity, { ...activity, ...on("2026-09-30") }, { ...activity, ...on("2025-11-10") }];
    expect(reasons(rule, facts, "2026-Q3")).toEqual([
      { code: "otherOccurrence", occurrence: "2026-Q4" },
      null,
      { code: "otherOccurrence", occurrence: "2025-Q4" },
    ]);
  });

  test("counts for a streak when it lies in the longest run, the first of several as long", () => {
    const days = ["2026-01-01", "2026-01-03", "2026-01-04", "2026-01-04", "2026-01-06", "2026-01-07"];
    const rule = { type: "activity_streak", unit: "day", threshold: 2 };
    const outside = { code: "outsideRun" };
    expect(
      reasons(
        rule,
        days.map((day) => ({ ...activity, ...on(day) })),
      ),
    ).toEqual([outside, null, null, null, outside, outside]);
  });

  test("counts for active weeks when there are enough of them in its ISO week", () => {
    const days = ["2024-12-29", "2024-12-30", "2025-01-05", "2025-01-06"];
    const rule = { type: "active_periods", unit: "week", threshold: 1, minPerUnit: 2 };
    const few = { code: "fewInUnit", need: 2 };
    expect(
      reasons(
        rule,
        days.map((day) => ({ ...activity, ...on(day) })),
      ),
    ).toEqual([few, null, null, few]);
  });
});

test.each<[Partial<ReferralFact>, Reason | null]>([
  [{}, null],
  [{ status: "pending" }, { code: "pending" }],
  [{ status: "declined" }, { code: "declined" }],
  [{ status: "pending", voided: true }, { code: "voided" }],
])("a referral that is %j", (change, reason) => {
  expect(reasons({ type: "referral_count", threshold: 1 }, [activity, { ...referral, ...change }])).toEqual([
    reason,
  ]);
});

const graded = { type: "course_completion", minGrade: 59.5 };
test.each<[string, object, Partial<CourseFact>, Reason | null]>([
  ["was completed", { type: "course_completion" }, {}, null],
  ["is still going on", graded, { status: "registered", day: null }, { code: "registered" }],
  ["was left", graded, { status: "withdrawn", day: null }, { code: "withdrawn" }],
  ["was failed", graded, { status: "failed", day: null }, { code: "failed" }],
  ["ends tomorrow", graded, { day: "2026-11-21" }, { code: "later" }],
  ["is another one", { type: "course_completion", courses: ["leader"] }, {}, { code: "otherCourse" }],
  [
    "was completed too late",
    { type: "course_completion", by: "2026-11-09" },
    {},
    { code: "late", day: "2026-11-09" },
  ],
  ["has a grade with a comma", graded, { grade: " 59,5 " }, null],
  ["has too low a grade", graded, { grade: "59,49" }, { code: "gradeTooLow", need: 59.5 }],
  ["has a word for a grade", graded, { grade: "Bestått" }, { code: "notANumber" }],
  ["has no grade", graded, { grade: null }, { code: "noGrade" }],
])("a course that %s", (_, rule, change, reason) => {
  expect(reasons(rule, [{ ...course, ...change }])).toEqual([reason]);
});
