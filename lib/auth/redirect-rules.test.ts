import { describe, expect, test } from "vitest";
import { ownPath } from "@/lib/auth/redirect-rules";

describe("where to go after signing in", () => {
  test.each([
    ["/o/nhf/badges?status=awarded", "/o/nhf/badges?status=awarded"],
    ["/", "/"],
    ["/o/nhf#main", "/o/nhf#main"],
  ])("%s is ours", (to, expected) => expect(ownPath(to)).toBe(expected));

  test.each([
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "https://evil.example/o/nhf",
    "javascript:alert(1)",
    "o/nhf",
    "",
    undefined,
    ["/o/nhf"],
  ])("%j is not", (to) => expect(ownPath(to)).toBeNull());
});
