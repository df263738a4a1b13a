import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { batchWorld, upTo } from "@/lib/certifications/batch.test-support";
import { orderIssueMany } from "@/lib/certifications/batch-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { killHard, missHeartbeats, startKillable } from "@/lib/testing/killed-worker";

let database: TestDatabase;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await Promise.all([...children].map(killHard));
  await database.close();
});

const WORKS = `{ issue_many: (await load("lib/certifications/batch-work-service.ts")).issueManyWork(5) }`;

test("an issue to many whose workers are killed at any moment gives each one certificate, without a gap", async () => {
  const people = 200;
  const w = await batchWorld(database);
  await w.members(people);
  const list = upTo(people).map((n) => w.line(n + 1, { person: n % 100 === 0 ? "nobody" : `k-${n}` }));
  const { runId } = await orderIssueMany(w.coordinator.ctx, w.ask({ list }));
  const isOver = async () => !["queued", "running"].includes((await w.run(runId)).status);
  for (let kills = 0; !(await isOver()); kills += 1) {
    const child = await startKillable(database, WORKS);
    children.add(child);
    const goal = (await w.run(runId)).done + 1 + Math.floor(Math.random() * 60);
    while (!(await isOver()) && (kills >= 2 || (await w.run(runId)).done < goal)) await pause(2);
    await pause(Math.random() * 15);
    await killHard(child);
    await missHeartbeats(database);
  }
  expect(await w.run(runId)).toMatchObject({ status: "succeeded", done: 198, result: { issued: 198 } });
  expect(await w.sequences()).toEqual(upTo(198));
  expect(new Set((await w.certificates()).map((one) => one.user_id)).size).toBe(198);
  const entries = await w.query(
    "SELECT FROM audit_log WHERE organization_id = $1 AND action = 'certification.issued'",
  );
  expect(entries).toHaveLength(198);
  const without = await w.query(
    `SELECT FROM certification_batch_rows r LEFT JOIN certifications c ON c.id = r.certification_id AND c.user_id = r.user_id
     WHERE r.organization_id = $1 AND r.outcome = 'issued' AND c.id IS NULL`,
  );
  expect(without).toEqual([]);
}, 120_000);
