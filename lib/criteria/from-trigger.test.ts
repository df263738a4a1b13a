import { describe, expect, test } from "vitest";
import { criteriaOf, type Trigger } from "@/lib/criteria/from-trigger";
import { AppError } from "@/lib/errors";

const ruleOf = (trigger: Trigger) => criteriaOf(trigger)?.rules[0];

describe("the simple form of an achievement becomes the same value as written criteria:", () => {
  test.each<[string, Trigger, object]>([
    [
      "ten activities",
      { triggerType: "activity_count", triggerThreshold: 10, triggerMetadata: {} },
      { type: "activity_count", threshold: 10, window: "lifetime" },
    ],
    [
      "ten each quarter",
      { triggerType: "activity_count", triggerThreshold: 10, triggerMetadata: { period: "quarter" } },
      { type: "activity_count", threshold: 10, window: "quarter" },
    ],
    [
      "the annual example of seed 000",
      {
        triggerType: "activity_count",
        triggerThreshold: 12,
        triggerMetadata: { period: "year", year: 2024 },
      },
      { type: "activity_count", threshold: 12, window: { from: "2024-01-01", to: "2024-12-31" } },
    ],
    [
      "a streak of months",
      { triggerType: "activity_streak", triggerThreshold: 6, triggerMetadata: { unit: "month" } },
      { type: "activity_streak", threshold: 6, unit: "month" },
    ],
    [
      "a streak that says nothing else",
      { triggerType: "activity_streak", triggerThreshold: 6 },
      { type: "activity_streak", threshold: 6, unit: "week" },
    ],
    [
      "referrals this month",
      { triggerType: "referral_count", triggerThreshold: 2, triggerMetadata: { period: "month" } },
      { type: "referral_count", threshold: 2, window: "month" },
    ],
    [
      "two courses",
      { triggerType: "course_completion", triggerThreshold: 2, triggerMetadata: { period: "lifetime" } },
      { type: "course_completion", threshold: 2, match: "any", window: "lifetime" },
    ],
    [
      "a certificate",
      { triggerType: "certification_issued", triggerThreshold: null },
      { type: "certification_held", threshold: 1, match: "any" },
    ],
  ])("%s", (_, trigger, rule) => {
    expect(ruleOf(trigger)).toEqual(rule);
  });
});

test("a manual achievement has no criteria, so nothing awards it by itself", () => {
  expect(criteriaOf({ triggerType: "manual" })).toBeNull();
});

test("written criteria are read as they are", () => {
  const criteria = { version: 1, match: "any", rules: [{ type: "profile_complete" }] };
  expect(criteriaOf({ triggerType: "criteria", criteria })).toEqual(criteria);
});

describe("what cannot be meant is refused at its field:", () => {
  const refused = (trigger: Trigger) => {
    try {
      return criteriaOf(trigger);
    } catch (error) {
      return error instanceof AppError ? Object.keys(error.fields) : error;
    }
  };
  test.each<[string, Trigger, string]>([
    ["no threshold for courses", { triggerType: "course_completion" }, "triggerThreshold"],
    ["no threshold for activities", { triggerType: "activity_count" }, "rules.0.threshold"],
    [
      "a period nobody knows",
      { triggerType: "activity_count", triggerThreshold: 1, triggerMetadata: { period: "decade" } },
      "triggerMetadata",
    ],
    [
      "a year of a month",
      {
        triggerType: "activity_count",
        triggerThreshold: 1,
        triggerMetadata: { period: "month", year: 2024 },
      },
      "triggerMetadata",
    ],
    [
      "a streak of a year",
      { triggerType: "activity_streak", triggerThreshold: 3, triggerMetadata: { period: "year" } },
      "triggerMetadata",
    ],
    [
      "a list as metadata",
      { triggerType: "activity_count", triggerThreshold: 1, triggerMetadata: [] },
      "triggerMetadata",
    ],
    ["criteria that are missing", { triggerType: "criteria", criteria: null }, ""],
  ])("%s", (_, trigger, field) => {
    expect(refused(trigger)).toEqual([field]);
  });
});
