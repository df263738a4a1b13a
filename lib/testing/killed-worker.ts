import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "@/lib/env";
import type { JobName } from "@/lib/jobs/catalog";
import type { TestDatabase } from "@/lib/testing/database";

const loader = join(repositoryRoot, "node_modules", "tsx", "dist", "loader.mjs");

type Serving = Readonly<{
  /** Which other jobs it serves, as the product does. */
  jobs?: readonly JobName[];
  environment?: Readonly<Record<string, string>>;
}>;

/**
 * A real worker in a process of its own, to be killed. It serves `jobs.run`; `works` is an expression in which
 * `load` imports a file of the repository, with chunks small enough to be killed between.
 */
export async function startKillable(
  database: Pick<TestDatabase, "appUrl" | "workerUrl">,
  works: string,
  { jobs = [], environment = {} }: Serving = {},
): Promise<ChildProcess> {
  const folder = mkdtempSync(join(tmpdir(), "heder-killed-"));
  const file = join(folder, "worker.mts");
  writeFileSync(
    file,
    `const load = (path) => import(${JSON.stringify(`${repositoryRoot}/`)} + path);
     const [{ startWorker }, { runJob }, { organizationContext }, { handlers }] = await Promise.all(
       ["lib/jobs/worker.ts", "lib/jobs/run-job.ts", "lib/organizations/context-queries.ts", "lib/jobs/handlers.ts"].map(load));
     const works = ${works};
     const idle = Object.fromEntries(Object.keys(handlers).map((name) => [name, async () => undefined]));
     const served = Object.fromEntries(${JSON.stringify(jobs)}.map((name) => [name, handlers[name]]));
     await startWorker({ ...idle, ...served, "jobs.run": ({ organizationId, runId }, signal) => runJob({
       context: () => organizationContext({ id: organizationId }, { kind: "system" }), runId, works, signal }) });
     process.send?.("ready");`,
  );
  const child = spawn(process.execPath, ["--import", loader, file], {
    cwd: repositoryRoot,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      NODE_ENV: "test",
      HEDER_APP_DATABASE_URL: database.appUrl,
      HEDER_WORKER_DATABASE_URL: database.workerUrl,
      LOG_LEVEL: "fatal",
      ...environment,
    },
  });
  child.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await Promise.race([once(child, "message"), once(child, "exit")]);
  return child;
}

/** SIGKILL, as a power cut or the kernel does it. */
export async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** What pg-boss does with the job of a dead worker once its heartbeat is missed: tests need not wait for that. */
export const missHeartbeats = (database: Pick<TestDatabase, "everything">) =>
  database.everything.query(
    "UPDATE pgboss.job SET state = 'retry', start_after = now() WHERE state = 'active' AND name = 'jobs.run'",
  );
