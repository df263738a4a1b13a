import { expect, test } from "vitest";
import { describeError } from "@/lib/log";

test("an error in the log has its words and its place, and nothing of the row it is about", () => {
  const detail = "Failing row contains (1, kari@example.org).";
  const refused = Object.assign(
    new Error("refused", { cause: Object.assign(new Error("below"), { detail }) }),
    {
      code: "P2010",
      meta: { driverAdapterError: { cause: { detail } } },
    },
  );
  const described = describeError(refused);
  expect(described).toMatchObject({
    name: "Error",
    message: "refused",
    code: "P2010",
    stack: expect.stringContaining("log.test.ts"),
    cause: { message: "below" },
  });
  expect(JSON.stringify(described)).not.toContain("kari");
  expect(describeError("kari@example.org")).toEqual({ message: "string" });
});
