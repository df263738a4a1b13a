import { afterAll, beforeAll, expect, test } from "vitest";
import { batchWorld, upTo } from "@/lib/certifications/batch.test-support";
import { orderIssueMany } from "@/lib/certifications/batch-service";
import { env } from "@/lib/env";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

/** As many as a batch may have; in a run that is not to take long, a tenth. */
const ROWS = env.HEDER_TEST_SLOW ? 50_000 : 5_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("of a large list with one bad row in a hundred the good ones get the numbers without a gap, and each bad one its reason", async () => {
  const w = await batchWorld(database);
  await w.members(ROWS);
  const bad = (line: number) => line % 100 === 0;
  const list = upTo(ROWS).map((line) =>
    bad(line)
      ? w.line(
          line,
          line % 200 === 0 ? { person: "nobody" } : { person: `k-${line}`, issuedOn: "2026-06-16" },
        )
      : w.line(line, { person: `k-${line}` }),
  );
  const { runId, waiting } = await orderIssueMany(w.issuer, w.ask({ list }));
  const good = ROWS * 0.99;
  expect(waiting).toBe(good);
  await w.work(runId);
  expect(await w.run(runId)).toMatchObject({ status: "succeeded", done: good, result: { issued: good } });
  expect(await w.sequences()).toEqual(upTo(good));
  const outcomes = await w.outcomes();
  expect(outcomes.filter(({ line, outcome }) => bad(line) && outcome === "unknown_person")).toHaveLength(
    ROWS / 200,
  );
  expect(outcomes.filter(({ line, outcome }) => bad(line) && outcome === "in_future")).toHaveLength(
    ROWS / 200,
  );
  expect(outcomes.filter(({ outcome }) => outcome === "issued")).toHaveLength(good);
});
