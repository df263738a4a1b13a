import { describe, expect, test } from "vitest";
import { undoOf } from "@/lib/badges/batch-undo-rules";

const createdAt = new Date("2026-03-28T12:00:00Z");
const until = new Date("2026-03-29T12:00:00Z");
const now = new Date("2026-03-28T13:00:00Z");
const made = { undoneAt: null, undoneBy: null, undoneCount: null, createdAt, made: 3 };
const asked = { mayUndo: true, now };

describe("a batch can be undone", () => {
  test.each([
    ["as long as it is younger than a day", made, asked, until],
    ["until the last millisecond of it", made, { ...asked, now: new Date(until.getTime() - 1) }, until],
    ["not from then on", made, { ...asked, now: until }, null],
    ["not by whoever may not", made, { ...asked, mayUndo: false }, null],
    ["not when nothing came of it", { ...made, made: 0 }, asked, null],
    ["not while it waits for its run", { ...made, runStatus: "queued" }, asked, null],
    ["not while its run is at it", { ...made, runStatus: "running" }, asked, null],
    ["when its run is through", { ...made, runStatus: "succeeded" }, asked, until],
    ["when its run failed half-way", { ...made, runStatus: "failed" }, asked, until],
    ["when its run was stopped half-way", { ...made, runStatus: "cancelled" }, asked, until],
    ["not when it was undone", { ...made, undoneAt: now, undoneBy: "Ola", undoneCount: 3 }, asked, null],
  ] as const)("%s", (_, batch, by, expected) => {
    expect(undoOf(batch, by).undoUntil).toEqual(expected);
  });
});

describe("what is said of the undoing of a batch", () => {
  test.each([
    ["nothing before it was undone", made, null],
    [
      "when, by whom and how many",
      { ...made, undoneAt: now, undoneBy: "Ola", undoneCount: 2 },
      { at: now, by: "Ola", count: 2 },
    ],
    [
      "nobody's name for who is no member",
      { ...made, undoneAt: now, undoneBy: null, undoneCount: 0 },
      { at: now, by: null, count: 0 },
    ],
  ])("%s", (_, batch, expected) => {
    expect(undoOf(batch, asked).undone).toEqual(expected);
    expect(undoOf(batch, { ...asked, mayUndo: false }).undone).toEqual(expected);
  });
});
