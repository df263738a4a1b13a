import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/env";
import { fileOf } from "@/lib/imports/import.test-support";
import { importFromPage } from "@/lib/imports/large-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { killHard, missHeartbeats, startKillable } from "@/lib/testing/killed-worker";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let child: ChildProcess | undefined;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  if (child) await killHard(child);
  await database.close();
});

const ROWS = 4_000;
const WORKS = `{ import: (await load("lib/imports/chunk-service.ts")).importWork(40) }`;

/** Imports a file while its workers are killed; answers what came of it, and how often they were. */
async function importKilled(kills: number) {
  const organization = await createTestOrganization(database);
  await createTestMember(database, organization, { externalRef: "p" });
  const { ctx } = await createTestMember(database, organization, { role: "coordinator" });
  // Every tenth row has no id of its own and equals others; every fiftieth is refused.
  const lines = Array.from({ length: ROWS }, (_, index) => {
    if (index % 50 === 0) return `nobody,visit,2026-01-01 10:00,x${index}`;
    return `p,visit,2026-01-01 10:00,${index % 10 === 3 ? "" : `e${index}`}`;
  });
  const content = ["person,kind,occurred_at,external_id", ...lines].join("\n");
  const started = await importFromPage(ctx, {
    kind: "activities",
    path: fileOf(content),
    fileName: "large.csv",
  });
  const id = "runId" in started ? started.runId : "";
  const read = async () =>
    (await database.everything.query("SELECT * FROM job_runs WHERE id = $1", [id])).rows[0];
  let killed = 0;
  for (;;) {
    child = await startKillable(database, WORKS);
    const goal = killed < kills ? (await read()).done + 40 + Math.random() * 1_200 : Number.POSITIVE_INFINITY;
    let run = await read();
    while (run.status !== "succeeded" && run.status !== "failed" && run.done < goal) {
      await pause(2);
      run = await read();
    }
    await pause(Math.random() * 15);
    await killHard(child);
    if (run.status === "succeeded" || run.status === "failed") return { run, killed, ctx };
    killed += 1;
    await missHeartbeats(database);
  }
}

async function everythingOnce(kills: number) {
  const { run, killed, ctx } = await importKilled(kills);
  expect(killed).toBeGreaterThan(0);
  const refused = ROWS / 50;
  expect(run).toMatchObject({
    status: "succeeded",
    done: ROWS,
    result: { created: ROWS - refused, updated: 0, unchanged: 0, rejected: refused },
  });
  const { rows } = await database.everything.query(
    `SELECT (SELECT count(*)::int FROM activities WHERE organization_id = $1) AS activities,
       (SELECT count(*)::int FROM import_rows WHERE organization_id = $1) AS remarks,
       (SELECT count(DISTINCT line)::int FROM import_rows WHERE organization_id = $1) AS lines,
       (SELECT created_count FROM imports WHERE organization_id = $1) AS created,
       (SELECT count(*)::int FROM job_run_files WHERE organization_id = $1) AS files,
       (SELECT count(*)::int FROM audit_log WHERE organization_id = $1 AND action = 'import.done') AS done`,
    [ctx.organization.id],
  );
  expect(rows).toEqual([
    {
      activities: ROWS - refused,
      remarks: refused,
      lines: refused,
      created: ROWS - refused,
      files: 0,
      done: 1,
    },
  ]);
}

test("an import whose workers are killed at any moment writes every row once", async () => {
  await everythingOnce(3);
}, 120_000);

test.runIf(env.HEDER_TEST_SLOW)(
  "also when they are killed again and again",
  async () => {
    for (let time = 0; time < 25; time += 1) await everythingOnce(5);
  },
  3_600_000,
);
