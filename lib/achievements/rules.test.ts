import { describe, expect, test } from "vitest";
import { statuses, triggerTypes } from "@/lib/achievements/definition-keys";
import {
  canBecome,
  copyKey,
  iconWarnings,
  isIconAddress,
  keyOf,
  thresholdProblem,
} from "@/lib/achievements/rules";
import { achievementInput } from "@/lib/achievements/schema";

describe("a threshold", () => {
  test.each(["activity_count", "activity_streak", "referral_count", "course_completion"] as const)(
    "is required for %s (seed 000 threshold_required_for_trigger_types)",
    (trigger) => {
      expect(thresholdProblem(trigger, undefined)).toBe("achievements.thresholdRequired");
      expect(thresholdProblem(trigger, 1)).toBeNull();
    },
  );

  test("is positive", () => {
    expect(thresholdProblem("activity_count", 0)).toBe("achievements.thresholdPositive");
  });

  test("is optional for an issued certificate, and refused where nothing is counted", () => {
    expect(thresholdProblem("certification_issued", undefined)).toBeNull();
    expect(thresholdProblem("certification_issued", 2)).toBeNull();
    expect(thresholdProblem("manual", undefined)).toBeNull();
    expect(thresholdProblem("manual", 1)).toBe("achievements.thresholdNotUsed");
  });

  test("has a rule for every trigger", () => {
    for (const trigger of triggerTypes) expect(() => thresholdProblem(trigger, 3)).not.toThrow();
  });
});

test("everything that is wrong with a definition is told at once", () => {
  const empty = {
    category: "activity",
    triggerType: "activity_count",
    triggerMetadata: { year: 2026, period: "month" },
  };
  const parsed = achievementInput.safeParse(empty);
  expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([
    "key",
    "name",
    "description",
    "triggerThreshold",
    "triggerMetadata",
  ]);
  const half = achievementInput.safeParse({ triggerType: "criteria", criteria: "{", triggerMetadata: 3 });
  expect(half.error?.issues.filter(({ path }) => path[0] === "criteria")).toHaveLength(1);
});

test.each([
  ["name", { name: "a\u0000b" }],
  ["name", { name: "two\nlines" }],
  ["description", { description: "\udc00" }],
  ["key", { key: "Ti aktiviteter" }],
  ["triggerThreshold", { triggerThreshold: "10" }],
  ["triggerThreshold", { triggerThreshold: 2 ** 40 }],
  ["category", { category: { not: "" } }],
])("a strange %s is refused there", (field, changes) => {
  const good = {
    key: "a",
    name: "A",
    description: "A",
    category: "special",
    triggerType: "activity_count",
    triggerThreshold: 1,
  };
  const parsed = achievementInput.safeParse({ ...good, ...changes });
  expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
});

describe("an icon", () => {
  test.each(["star", "https://example.org/badge.svg", undefined, null, ""])("%s is not invalid", (icon) => {
    const keys = iconWarnings(icon).map(({ message }) => message.key);
    expect(keys.filter((key) => key !== "achievements.iconContrastUnknown")).toEqual([]);
  });

  test.each([
    ["http://example.org/a.png", "achievements.iconAddressInvalid"],
    ["javascript:alert(1)", "achievements.iconAddressInvalid"],
    ["//evil.example/a.png", "achievements.iconAddressInvalid"],
    ["https://user@evil.example/a.png", "achievements.iconAddressInvalid"],
    ["no-such-icon", "achievements.iconKeyUnknown"],
    ["https://example.org/a.png", "achievements.iconContrastUnknown"],
  ])("%s warns, and never blocks", (badgeIconUrl, key) => {
    expect(iconWarnings(badgeIconUrl)).toMatchObject([{ field: "badgeIconUrl", message: { key } }]);
    const input = {
      key: "a",
      name: "A",
      description: "A",
      category: "special",
      triggerType: "manual",
    } as const;
    expect(achievementInput.safeParse({ ...input, badgeIconUrl }).success).toBe(true);
  });

  test("is shown as a picture only from https or from us", () => {
    expect(isIconAddress("/uploads/a.png")).toBe(true);
    expect(isIconAddress("star")).toBe(false);
  });
});

describe("a status", () => {
  test("reaches every other from the draft, and nothing returns to draft", () => {
    const reached = new Set<string>(["draft"]);
    for (const from of ["draft", "active", "inactive", "archived"] as const)
      for (const to of statuses) if (canBecome(from, to)) reached.add(to);
    expect(reached).toEqual(new Set(statuses));
    expect(statuses.some((from) => canBecome(from, "draft"))).toBe(false);
  });
});

test("the key of a copy is free, and fits", () => {
  expect(copyKey("ten", new Set(["ten"]))).toBe("ten_copy");
  expect(copyKey("ten", new Set(["ten", "ten_copy", "ten_copy_2"]))).toBe("ten_copy_3");
  const long = copyKey("a".repeat(80), new Set());
  expect(long).toHaveLength(80);
  expect(copyKey(`${"a".repeat(74)}_bbbbb`, new Set())).toMatch(/^[a-z0-9]+([_-][a-z0-9]+)*$/);
});

test.each([
  ["Første møte!", "forste_mote"],
  ["  Årets «aktive» 2026 ", "arets_aktive_2026"],
  ["Čáppa", "cappa"],
  ["🏅", ""],
  ["x".repeat(200), "x".repeat(80)],
])("the name %s suggests a key", (name, key) => expect(keyOf(name)).toBe(key));
