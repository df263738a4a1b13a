import { describe, expect, test } from "vitest";
import { emptyRule } from "@/lib/criteria/draft-rules";
import { parseCriteria } from "@/lib/criteria/schema";
import { emptyTierForm, type TierForm, tierFormOf, tierOf } from "@/lib/tiers/form-rules";
import { atTierFields, tierForm } from "@/lib/tiers/form-schema";
import { tierInput } from "@/lib/tiers/schema";
import { fieldMessages } from "@/lib/validation";

const form = (more: Partial<TierForm> = {}): TierForm => ({
  ...emptyTierForm(),
  name: "Bronse",
  criteriaThreshold: "3",
  ...more,
});

/** What the form shows at each field, as keys of messages. */
function problems(more: Partial<TierForm>): Record<string, string> {
  const parsed = tierForm.safeParse(form(more), { reportInput: true });
  if (parsed.success) return {};
  return Object.fromEntries(
    Object.entries(fieldMessages(parsed.error)).map(([field, { key }]) => [field, key]),
  );
}

describe("a threshold as typed", () => {
  test.each([
    ["12,5", 12.5],
    ["12.5", 12.5],
    [" 1 000 ", 1000],
    ["0,01", 0.01],
    ["1000000", 1_000_000],
    [7, 7],
  ])("%j is %d", (criteriaThreshold, expected) => {
    expect(problems({ criteriaThreshold })).toEqual({});
    expect(tierOf(form({ criteriaThreshold })).criteriaThreshold).toBe(expected);
  });

  test.each([
    ["0", "tiers.thresholdPositive"],
    ["-1", "tiers.thresholdPositive"],
    ["\u22121", "tiers.thresholdPositive"],
    ["0,001", "tiers.thresholdDecimals"],
    ["1,005", "tiers.thresholdDecimals"],
    ["1000001", "field.tooBig"],
    ["1000000000", "field.tooBig"],
    ["1e9", "field.type"],
    ["tolv", "field.type"],
    ["1,2,3", "field.type"],
    ["", "field.required"],
    [Number.POSITIVE_INFINITY, "field.type"],
  ])("%j is refused: %s", (criteriaThreshold, key) => {
    expect(problems({ criteriaThreshold })).toEqual({ criteriaThreshold: key });
  });
});

describe("years as a member", () => {
  test.each(["0,25", "0.5", "1", "1,5", "20"])("can be %s", (criteriaThreshold) => {
    expect(problems({ criteriaType: "membership_years", criteriaThreshold })).toEqual({});
  });

  test.each(["0,1", "0,3", "1,33"])("cannot be %s, for they are counted in quarters", (criteriaThreshold) => {
    expect(problems({ criteriaType: "membership_years", criteriaThreshold })).toEqual({
      criteriaThreshold: "criteria.quarterYears",
    });
  });
});

describe("what seed 001 asks of a tier", () => {
  test.each([
    ["a name", { name: "   " }, { name: "field.required" }],
    ["a name on one line", { name: "a\nb" }, { name: "tiers.oneLine" }],
    ["an icon key", { iconKey: " " }, { iconKey: "field.required" }],
    ["a metric there is", { criteriaType: "likes" as "badge_count" }, { criteriaType: "field.choice" }],
    ["a period there is", { awardPeriod: "weekly" as "annual" }, { awardPeriod: "field.choice" }],
    ["text that can be kept", { description: "a\u0000" }, { description: "tiers.text" }],
  ])("%s", (_, wrong, expected) => {
    expect(problems(wrong)).toEqual(expected);
  });

  test("any icon key and any colour token is taken: what is doubtful only warns", () => {
    expect(problems({ iconKey: "dragon", colorToken: "#ff0000" })).toEqual({});
  });

  test("place and use are not for the form to say", () => {
    const more = { displayOrder: 1, isActive: false };
    expect(tierInput.safeParse({ ...tierOf(form()), ...more }).success).toBe(false);
  });
});

describe("which activities count", () => {
  const counted = { filter: { kinds: ["samtale"], minMinutes: 30, minParticipants: "" as const } };

  test("is said with activities, and forgotten with what is no activity", () => {
    expect(tierOf(form({ counted })).criteriaFilter).toEqual({ kinds: ["samtale"], minMinutes: 30 });
    expect(tierOf(form({ counted, criteriaType: "badge_count" }))).not.toHaveProperty("criteriaFilter");
    expect(tierOf(form())).not.toHaveProperty("criteriaFilter");
  });

  test("is wrong at its own field", () => {
    const wrong = { filter: { ...counted.filter, minMinutes: "mange" } };
    expect(problems({ counted: wrong })).toEqual({ "counted.filter.minMinutes": "field.type" });
  });
});

describe("more criteria", () => {
  const asking = (...rules: ReturnType<typeof emptyRule>[]): Partial<TierForm> => ({
    asksMore: true,
    criteria: { ...emptyTierForm().criteria, rules },
  });

  test("count only while they are asked for", () => {
    const rule = { ...emptyRule("membership_years"), threshold: 2 };
    expect(tierInput.parse(tierOf(form(asking(rule)))).extraCriteria).toEqual(
      parseCriteria({ version: 1, rules: [{ type: "membership_years", threshold: 2 }] }),
    );
    expect(tierOf(form({ ...asking(rule), asksMore: false }))).not.toHaveProperty("extraCriteria");
  });

  test("are wrong at the field of the rule that is to blame", () => {
    expect(problems(asking(emptyRule("membership_years")))).toEqual({
      "criteria.rules.0.threshold": "criteria.thresholdMissing",
    });
    expect(Object.keys(problems(asking()))).toEqual(["criteria.rules"]);
  });

  test.each(["tier_held", "manual_approval"] as const)("of the kind %s could never be met", (type) => {
    const rule = { ...emptyRule(type), tier: "Gull", roles: ["coordinator"] };
    expect(problems(asking(rule))).toEqual({ "criteria.rules.0.type": "tiers.extraNever" });
    const group = { ...emptyRule("group"), rules: [rule] };
    expect(problems(asking(group))).toEqual({ "criteria.rules.0.rules.0.type": "tiers.extraNever" });
  });
});

test("a stored tier fills the form, and the form says the same tier again", () => {
  const stored = {
    name: "Ildsjel",
    iconKey: "star",
    colorToken: "gold",
    description: "For dem som brenner",
    metric: "activity_hours" as const,
    threshold: 12.5,
    awardPeriod: "seasonal" as const,
    filter: { kinds: ["samtale"], minParticipants: 2 },
    extra: parseCriteria({ version: 1, rules: [{ type: "membership_years", threshold: 2 }] }),
  };
  const filled = tierFormOf(stored, true);
  expect(filled.criteriaThreshold).toBe("12,5");
  expect(tierFormOf(stored, false).criteriaThreshold).toBe("12.5");
  expect(tierInput.parse(tierOf(filled))).toEqual({
    name: "Ildsjel",
    iconKey: "star",
    colorToken: "gold",
    description: "For dem som brenner",
    criteriaType: "activity_hours",
    criteriaThreshold: 12.5,
    awardPeriod: "seasonal",
    criteriaFilter: { kinds: ["samtale"], minParticipants: 2 },
    extraCriteria: stored.extra,
  });
});

test("what the server refuses is shown at the fields of the form", () => {
  const refused = atTierFields(form(), {
    ok: false,
    error: {
      code: "invalid",
      text: { key: "form" },
      fields: { name: { key: "tiers.nameTaken" }, "criteriaFilter.kinds.0": { key: "criteria.text" } },
    },
  });
  expect(refused).toMatchObject({
    error: { fields: { name: { key: "tiers.nameTaken" }, "counted.filter.kinds": { key: "criteria.text" } } },
  });
});
