import { expect, test } from "vitest";
import { changedValues } from "@/lib/events/audit-rules";

test("only what differs is shown, each with what it was and is", () => {
  const before = { name: "Likeperson", threshold: 3, tags: ["a", "b"], note: null };
  const after = { name: "Likeperson", threshold: 15, tags: ["a"], note: "" };
  expect(changedValues(before, after)).toEqual([
    { name: "threshold", before: "3", after: "15" },
    { name: "tags", before: "a, b", after: "a" },
  ]);
});

test("something new has nothing before, something removed nothing after", () => {
  expect(changedValues(null, { role: "coordinator" })).toEqual([
    { name: "role", before: null, after: "coordinator" },
  ]);
  expect(changedValues({ active: false }, undefined)).toEqual([
    { name: "active", before: "false", after: null },
  ]);
});

test("a state that is no object is shown as its value, and long ones are cut", () => {
  expect(changedValues(undefined, ["x"])).toEqual([{ name: "value", before: null, after: "x" }]);
  const [long] = changedValues(null, { text: "a".repeat(1000) });
  expect(long?.after).toHaveLength(302);
});

test("an id whose name is known is shown by name", () => {
  expect(changedValues(null, { userId: "u1", other: "u2" }, { u1: "Kari" })).toEqual([
    { name: "userId", before: null, after: "Kari" },
    { name: "other", before: null, after: "u2" },
  ]);
});
