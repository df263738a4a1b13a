import { describe, expect, test } from "vitest";
import { activityFilter, registrationFilter } from "@/lib/facts/filter-schema";
import { UNDONE_REASON } from "@/lib/facts/rules";
import { activityInput, registrationInput, voidInput } from "@/lib/facts/schema";
import { fieldMessages } from "@/lib/validation";

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

const activity = (changes: object) =>
  activityInput.safeParse({
    userId: id,
    kind: "besøk",
    occurredOn: "2026-03-01",
    idempotencyKey: id,
    ...changes,
  });

describe("an activity", () => {
  test.each([
    ["14:05", "14:05"],
    ["14.05", "14:05"],
    ["1405", "14:05"],
    ["9:30", "09:30"],
    [" 00:00 ", "00:00"],
  ])("takes the time %s as %s", (time, expected) => {
    expect(activity({ time }).data?.time).toBe(expected);
  });

  test.each([
    ["a time of day that is none", { time: "24:00" }, "time"],
    ["a time with a word", { time: "kl. 14" }, "time"],
    ["29 February in a common year", { occurredOn: "2026-02-29" }, "occurredOn"],
    ["31 April", { occurredOn: "2026-04-31" }, "occurredOn"],
    ["a day before 1900", { occurredOn: "1899-12-31" }, "occurredOn"],
    ["no kind", { kind: "  " }, "kind"],
    ["a kind of 101 characters", { kind: "x".repeat(101) }, "kind"],
    ["a kind with a null character", { kind: "besøk\u0000" }, "kind"],
    ["a kind on two lines", { kind: "be\nsøk" }, "kind"],
    ["half a minute", { minutes: 0.5 }, "minutes"],
    ["minutes below nothing", { minutes: -1 }, "minutes"],
    ["more minutes than a table holds", { minutes: 100_001 }, "minutes"],
    ["a text for a number", { participants: "to" }, "participants"],
    ["a person who is no id", { userId: "kari" }, "userId"],
    ["a field nobody knows", { organizationId: id }, ""],
  ])("refuses %s", (_, changes, field) => {
    const parsed = activity(changes);
    expect(Object.keys(parsed.error ? fieldMessages(parsed.error) : {})).toEqual([field]);
  });

  test("takes emoji and text from right to left", () => {
    expect(activity({ kind: "🎉 زيارة" }).success).toBe(true);
  });
});

describe("a registration", () => {
  test.each([
    ["registered", undefined, undefined, null],
    ["registered", "2026-01-01", undefined, null],
    ["completed", "2026-01-01", "2026-01-01", null],
    ["completed", undefined, "2026-01-01", null],
    ["completed", "2026-01-01", undefined, "facts.completedNeedsDay"],
    ["completed", "2026-01-02", "2026-01-01", "facts.completedBeforeRegistered"],
    ["registered", undefined, "2026-01-01", "facts.dayNeedsCompleted"],
    ["withdrawn", "2026-01-01", "2026-01-02", "facts.dayNeedsCompleted"],
    ["failed", undefined, "2026-01-01", "facts.dayNeedsCompleted"],
  ])("that is %s, registered %s and completed %s: %s", (status, registeredOn, completedOn, expected) => {
    const parsed = registrationInput.safeParse({
      courseId: id,
      userId: id,
      status,
      registeredOn,
      completedOn,
    });
    const messages = parsed.error ? fieldMessages(parsed.error) : {};
    expect(messages.completedOn?.key ?? null).toBe(expected);
  });
});

test.each([["  "], ["a\u0000b"], [UNDONE_REASON], ["x".repeat(2001)]])(
  "%j is no reason to void",
  (reason) => {
    expect(voidInput.safeParse({ id, reason }).success).toBe(false);
  },
);

describe("the address of a list", () => {
  test.each([
    ["2026-03-01", "2026-03-01"],
    ["1.3.2026", "2026-03-01"],
    ["01. 03. 2026", "2026-03-01"],
    ["29.2.2026", undefined],
    ["i går", undefined],
    [["2026-03-01", "2026-03-02"], undefined],
  ])("reads the day %j as %s", (from, expected) => {
    expect(activityFilter.parse({ from }).from).toBe(expected);
  });

  test("that nobody gave out says nothing", () => {
    const strange = { q: "\u0000", status: "gone", shown: "yes", after: "x".repeat(2000) };
    expect(Object.values(registrationFilter.parse(strange)).filter(Boolean)).toEqual([]);
  });
});
