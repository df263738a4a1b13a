import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { UsageError } from "./command";
import { parseCall } from "./parse";

test.each([
  [[], "No command"],
  [["nonsense"], "no command nonsense"],
  [["../main"], "no command ../main"],
  [["db"], "db needs one of"],
  [["db", "nonsense"], "db needs one of"],
  [["db", "toString"], "db needs one of"],
  [["db", "rollback", "--nonsense"], "--nonsense"],
  [["db", "rollback", "--steps"], "--steps"],
  [["db", "migrate", "now"], "takes no further words"],
  [["org", "create", "--slug", "x"], "--name is missing"],
  [["import", "people", "no-such-file.csv", "--org", "x"], "There is no file"],
  [["import", "people", tmpdir(), "--org", "x"], "is no ordinary file"],
  [["import", "people", "/dev/zero", "--org", "x"], "is no ordinary file"],
])("the wrong call %j is refused with what is right", async (args, words) => {
  const call = parseCall(args);
  await expect(call).rejects.toBeInstanceOf(UsageError);
  await expect(call).rejects.toThrow(words);
});

test("options arrive by name, switches as true or false", async () => {
  const call = await parseCall(["db", "reset", "--yes-destroy"]);
  expect(call.values).toEqual({ "yes-destroy": true });
  expect((await parseCall(["db", "reset"])).values).toEqual({ "yes-destroy": false });
  expect((await parseCall(["db", "rollback", "--steps", "2"])).values).toEqual({ steps: "2" });
});
