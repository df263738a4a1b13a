import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  dayOf,
  type History,
  insideOf,
  judge,
  type World as NaiveWorld,
  thingsOf,
  windowName,
} from "@/lib/criteria/naive-rules.test-support";
import { layOut } from "@/lib/criteria/occurrences";
import { criteriaFor } from "@/lib/criteria/random-criteria.test-support";
import { historyIn, nowIn, timeZones } from "@/lib/criteria/random-histories.test-support";
import { type CountingRule, type Fact, isCounting, judgeFacts } from "@/lib/evaluation/counted-facts";

/** A naive history as facts, with the place in the history as their ids. */
function factsOf(person: History, timeZone: string): Fact[] {
  const local = { timeZone, now: "", isRepeatable: false };
  const moment = (at: string) => ({ at: new Date(at), day: dayOf(at, local) });
  return [
    ...person.activities.map((one, n) => ({
      ...one,
      ...moment(one.at),
      fact: "activity" as const,
      id: `a${n}`,
    })),
    ...person.referrals.map((one, n) => ({
      ...one,
      ...moment(one.at),
      fact: "referral" as const,
      id: `r${n}`,
    })),
    ...person.registrations.map(({ course: code, completedOn, grade, voided }, n) => ({
      fact: "registration" as const,
      id: `c${n}`,
      courseId: code,
      code,
      title: code,
      at: null,
      day: completedOn,
      status: completedOn === null ? "registered" : "completed",
      grade,
      voided,
    })),
  ];
}

/** What the rule measures, of the facts that count for it alone. */
function only(person: History, counted: readonly Fact[]): History {
  const ids = new Set(counted.map(({ id }) => id));
  return {
    ...person,
    activities: person.activities.filter((_, n) => ids.has(`a${n}`)),
    referrals: person.referrals.filter((_, n) => ids.has(`r${n}`)),
    registrations: person.registrations.filter((_, n) => ids.has(`c${n}`)),
  };
}

const story = fc.tuple(fc.constantFrom(...timeZones), fc.boolean()).chain(([timeZone, isRepeatable]) =>
  fc.record({
    timeZone: fc.constant(timeZone),
    isRepeatable: fc.constant(isRepeatable),
    criteria: criteriaFor(isRepeatable),
    person: historyIn(timeZone),
    now: nowIn(timeZone),
  }),
);

/** How many the naive twin counts, where every fact counts by itself. */
function countedByTwin(rule: CountingRule, person: History, naive: NaiveWorld): number | null {
  if (rule.type === "activity_streak" || rule.type === "active_periods") return null;
  const inside = insideOf(rule, naive);
  const things = thingsOf(rule, person, naive).filter(({ local }) => inside(local.toPlainDate()));
  return rule.type === "activity_hours"
    ? things.filter(({ minutes }) => Boolean(minutes)).length
    : things.length;
}

function agree(rule: CountingRule, need: number, person: History, naive: NaiveWorld) {
  const inside = insideOf(rule, naive);
  const pauses = person.pauses.filter(({ approved }) => approved);
  const world = { now: new Date(naive.now), today: dayOf(naive.now, naive), occurrence: null, pauses };
  const judged = judgeFacts(rule, factsOf(person, naive.timeZone), world);
  const counted = judged.filter(({ reason }) => reason === null).map(({ fact }) => fact);
  const measured = judge(rule, need, only(person, counted), naive, inside).have;
  expect(measured).toBe(judge(rule, need, person, naive, inside).have);
  expect(counted.length).toBe(countedByTwin(rule, person, naive) ?? counted.length);
  const voided = judged.filter(({ reason }) => reason?.code === "voided").map(({ fact }) => fact);
  expect([voided.every((fact) => fact.voided), counted.some((fact) => fact.voided)]).toEqual([true, false]);
}

test("what counts here is what the naive twin counts, on random histories: not one fact less, and not one more", async () => {
  await fc.assert(
    fc.property(story, ({ criteria, person, ...naive }) => {
      for (const { rule, need } of criteria.flatMap((one) => layOut(one).leaves)) {
        if (isCounting(rule)) agree(rule, need, person, naive);
      }
    }),
    { numRuns: 400 },
  );
});

test("the windows of an occurrence are those the naive twin names", async () => {
  await fc.assert(
    fc.property(story, ({ timeZone, person, now }) => {
      const naive = { timeZone, now, isRepeatable: true };
      const facts = factsOf(person, timeZone);
      for (const unit of ["year", "quarter", "month"] as const) {
        const rule: CountingRule = { type: "activity_count", threshold: 1, window: unit };
        const things = thingsOf(rule, person, naive);
        const names = things.map(({ local }) => windowName(local.toPlainDate(), unit));
        for (const occurrence of new Set(names)) {
          const judged = judgeFacts(rule, facts, {
            now: new Date(now),
            today: dayOf(now, naive),
            occurrence,
            pauses: [],
          });
          expect(judged.filter(({ reason }) => reason === null)).toHaveLength(
            names.filter((name) => name === occurrence).length,
          );
        }
      }
    }),
    { numRuns: 100 },
  );
});
