import { describe, expect, test } from "vitest";
import { parseSort, tableLink } from "@/components/data-table/table-link";

describe("a link within a list", () => {
  test("keeps the other filters and begins at the first page", () => {
    const current = { q: "kari", status: "active", after: "abc" };
    expect(tableLink("/o/nhf/badges", current, { sort: "-hours" })).toBe(
      "/o/nhf/badges?q=kari&status=active&sort=-hours",
    );
  });

  test("to another page keeps everything but the other cursor", () => {
    expect(tableLink("/x", { q: "å", before: "b" }, { after: "c d" })).toBe("/x?q=%C3%A5&after=c+d");
  });

  test("drops what is emptied, and the question mark with it", () => {
    expect(tableLink("/x", { q: "kari", status: "" }, { q: undefined })).toBe("/x");
  });

  test("keeps a parameter given several times", () => {
    expect(tableLink("/x", { kind: ["a", "b"] }, {})).toBe("/x?kind=a&kind=b");
  });
});

describe("the sorting in an address", () => {
  const own = { column: "name", direction: "ascending" } as const;

  test("is a column, with a minus for the other way round", () => {
    expect(parseSort("-hours", ["name", "hours"], own)).toEqual({ column: "hours", direction: "descending" });
    expect(parseSort("hours", ["name", "hours"], own)).toEqual({ column: "hours", direction: "ascending" });
  });

  test("is the page's own when the column is not one that can be sorted", () => {
    expect(parseSort("password_hash", ["name", "hours"], own)).toBe(own);
    expect(parseSort(["name", "hours"], ["name", "hours"], own)).toBe(own);
  });
});
