import { expect, test } from "vitest";
import { setConnections } from "@/lib/database/connection";
import { databaseAnswers } from "@/lib/database/health";
import { testDatabase } from "@/lib/testing/database";

test("the database answers while it is there, and its absence is an answer too", async () => {
  const { close, ...database } = await testDatabase();
  expect(await databaseAnswers()).toBe(true);
  const nowhere = new URL(database.appUrl);
  nowhere.port = "1";
  setConnections({ ...database, appUrl: nowhere.toString() });
  expect(await databaseAnswers()).toBe(false);
  setConnections(database);
  expect(await databaseAnswers()).toBe(true);
  await close();
});
