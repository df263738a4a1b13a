import { expect, test } from "vitest";
import { readEnvironment, repositoryRoot } from "@/lib/env";

test("without anything set there is a data folder in the repository, wherever one is called from", () => {
  expect(readEnvironment({})).toMatchObject({
    HEDER_DATA: `${repositoryRoot}/.heder`,
    HEDER_DATABASE_POOL: 10,
    NODE_ENV: "development",
    LOG_LEVEL: "info",
  });
});

test("a relative data folder becomes absolute, and an empty variable counts as unset", () => {
  const read = readEnvironment({ HEDER_DATA: "data", PORT: "", DATABASE_URL: "" });
  expect(read.HEDER_DATA).toBe(`${process.cwd()}/data`);
  expect(read).not.toHaveProperty("PORT");
  expect(read).not.toHaveProperty("DATABASE_URL");
});

test("everything that cannot be used is named in one error, without its value", () => {
  const read = () =>
    readEnvironment({ PORT: "70000", DATABASE_URL: "mysql://a:secret@b/c", HEDER_SECRET: "short" });
  expect(read).toThrow(/PORT[\s\S]*/);
  expect(read).toThrow(/DATABASE_URL: must begin with postgresql/);
  expect(read).toThrow(/HEDER_SECRET/);
  expect(read).not.toThrow(/mysql|short|70000/);
});
