import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { revocationWorld } from "@/lib/badges/revoke-many.test-support";
import { orderRevokeMany } from "@/lib/badges/revoke-many-service";
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

const WORKS = `{ revoke_badges: (await load("lib/badges/revoke-many-work-service.ts")).revokeManyWork(5) }`;

test("a revocation of many whose workers are killed at any moment revokes each badge once", async () => {
  const w = await revocationWorld(database);
  const ids = await w.award(200);
  const { runId } = await orderRevokeMany(w.kari.ctx, await w.ask(w.kari.ctx, { ids }));
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
  expect(await w.run(runId)).toMatchObject({
    status: "succeeded",
    done: 200,
    result: { revoked: 200, left: 0 },
  });
  expect(new Set((await w.badges(ids)).map(({ status }) => status))).toEqual(new Set(["revoked"]));
  const entries = await w.query(
    "SELECT DISTINCT subject_id FROM audit_log WHERE organization_id = $1 AND action = 'badge.revoked'",
  );
  const all = await w.query("SELECT FROM audit_log WHERE organization_id = $1 AND action = 'badge.revoked'");
  expect([entries.length, all.length]).toEqual([200, 200]);
}, 120_000);
