import { describe, expect, test } from "vitest";
import { passwordProblem } from "@/lib/auth/password-rules";

describe("a new password", () => {
  test.each([
    ["aaaaaaaaaaaa", "auth.passwordRepeats"],
    ["ababababababab", "auth.passwordRepeats"],
    ["kari.nordmann@nhf.example", "auth.passwordIsOwner"],
    ["Kari.Nordmann1", "auth.passwordIsOwner"],
    ["KARI NORDMANN", "auth.passwordIsOwner"],
    ["Passord123456!", "auth.passwordIsCommon"],
    ["qwerty-2026-2027", "auth.passwordIsCommon"],
    ["likeperson i heder", null],
    ["blå hest under bordet", null],
    ["e7$kQz!vLp02", null],
  ])("%s gives %s", (password, problem) => {
    expect(passwordProblem(password, ["kari.nordmann@nhf.example", "Kari Nordmann"])).toBe(problem);
  });

  test("may be anything not common when nothing is known of its owner", () => {
    expect(passwordProblem("kari.nordmann@nhf.example", [null, ""])).toBeNull();
  });
});
