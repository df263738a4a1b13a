import { randomUUID } from "node:crypto";
import { PgBoss } from "pg-boss";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { asNobody } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError, msg } from "@/lib/errors";
import { catalog } from "@/lib/jobs/catalog";
import type { Handlers } from "@/lib/jobs/handler-table";
import { enqueue } from "@/lib/jobs/queue";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
let worker: Worker | undefined;
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await worker?.stop(1);
  worker = undefined;
  await database.everything.query("DELETE FROM pgboss.job");
});
afterAll(() => database.close());

const payload = { organizationId: "00000000-0000-4000-8000-00000000000a" };
const idle = async () => undefined;
/** Handlers that do nothing, but for those given. */
const handlers = (own: Partial<Handlers>): Handlers => {
  const nothing = Object.fromEntries(Object.keys(catalog).map((name) => [name, idle]));
  return { ...(nothing as unknown as Handlers), ...own };
};
const states = async () => {
  const { rows } = await database.everything.query<{ name: string; state: string; output: unknown }>(
    "SELECT name, state, output FROM pgboss.job ORDER BY name, created_on",
  );
  return rows;
};

test("a committed job runs once, with its payload, and is done", async () => {
  const run = vi.fn(idle);
  worker = await startWorker(handlers({ "evaluation.run": run }));
  await asNobody((tx) => enqueue(tx, "evaluation.run", payload));
  await vi.waitFor(async () => expect(await states()).toMatchObject([{ state: "completed" }]), 10_000);
  expect(run).toHaveBeenCalledExactlyOnceWith(payload, expect.any(AbortSignal));
});

test("a job that fails by a bug waits for its next try", async () => {
  const broken = async () => {
    throw new Error("a bug");
  };
  worker = await startWorker(handlers({ "evaluation.run": broken }));
  await asNobody((tx) => enqueue(tx, "evaluation.run", payload));
  await vi.waitFor(async () => expect(await states()).toMatchObject([{ state: "retry" }]), 10_000);
  const { rows } = await database.everything.query("SELECT start_after > now() AS later FROM pgboss.job");
  expect(rows).toEqual([{ later: true }]);
});

test("a refusal and a payload that does not fit go to the dead letters at once", async () => {
  const refuse = async () => {
    throw new AppError("not_found", msg("notFound.organization"));
  };
  worker = await startWorker(handlers({ "evaluation.run": refuse }));
  await asNobody((tx) => enqueue(tx, "evaluation.run", payload));
  await asNobody((tx) => enqueue(tx, "evaluation.run-all", { organizationId: "nobody" }));
  await vi.waitFor(async () => {
    const found = await states();
    expect(found.filter(({ name }) => name === "dead-letters")).toHaveLength(2);
    expect(found.filter(({ state }) => state === "failed")).toHaveLength(2);
  }, 10_000);
});

test("a backlog from before the worker came is emptied without a pause", async () => {
  const run = vi.fn(idle);
  await asNobody(async (tx) => {
    for (let job = 0; job < 90; job += 1) {
      await enqueue(tx, "evaluation.run", { organizationId: randomUUID() });
      await enqueue(tx, "notifications.deliver", { organizationId: randomUUID() });
    }
  });
  worker = await startWorker(handlers({ "evaluation.run": run, "notifications.deliver": run }));
  // Polling alone would need five seconds for each batch.
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(180), 15_000);
});

test("a hundred jobs that say the same are looked at a few times, and all done", async () => {
  const run = vi.fn(idle);
  await asNobody(async (tx) => {
    for (let job = 0; job < 100; job += 1) await enqueue(tx, "notifications.deliver", payload);
  });
  worker = await startWorker(handlers({ "notifications.deliver": run }));
  const isDone = async () =>
    expect(await states()).toEqual(Array(100).fill(expect.objectContaining({ state: "completed" })));
  await vi.waitFor(isDone, 15_000);
  expect(run.mock.calls.length).toBeLessThanOrEqual(10);
});

test("of jobs that say the same and fail, one is tried again for all", async () => {
  const broken = async () => {
    throw new Error("a bug");
  };
  await asNobody(async (tx) => {
    for (let job = 0; job < 5; job += 1) await enqueue(tx, "evaluation.run", payload);
  });
  worker = await startWorker(handlers({ "evaluation.run": broken }));
  await vi.waitFor(async () => {
    const found = (await states()).map(({ state }) => state).sort();
    expect(found).toEqual(["completed", "completed", "completed", "completed", "retry"]);
  }, 10_000);
});

test("stopping lets a running job finish", async () => {
  let finished = false;
  const began = Promise.withResolvers<void>();
  const slow = async () => {
    began.resolve();
    await new Promise((resolve) => setTimeout(resolve, 700));
    finished = true;
  };
  const stopped = await startWorker(handlers({ "evaluation.run": slow }));
  await asNobody((tx) => enqueue(tx, "evaluation.run", payload));
  await began.promise;
  await stopped.stop();
  expect(finished).toBe(true);
  expect(await states()).toMatchObject([{ state: "completed" }]);
});

test("schedules are kept with their time zone, and those the code no longer has are removed", async () => {
  const hourly = { name: "schedule.tick", cron: "0 * * * *", timeZone: "Europe/Oslo" } as const;
  worker = await startWorker(handlers({}), [hourly]);
  const read = async () =>
    (await database.everything.query("SELECT name, cron, timezone FROM pgboss.schedule")).rows;
  expect(await read()).toEqual([{ name: "schedule.tick", cron: "0 * * * *", timezone: "Europe/Oslo" }]);
  await worker.stop(1);
  worker = await startWorker(handlers({}), []);
  expect(await read()).toEqual([]);
});

test.runIf(env.HEDER_TEST_SLOW)(
  "a job whose worker was killed is taken up again within two minutes",
  async () => {
    const run = vi.fn(idle);
    await asNobody((tx) => enqueue(tx, "evaluation.run", payload));
    const killed = new PgBoss({
      connectionString: database.workerUrl,
      migrate: false,
      supervise: false,
      schedule: false,
    });
    await killed.start();
    expect(await killed.fetch("evaluation.run")).toHaveLength(1);
    await killed.stop({ graceful: false });
    worker = await startWorker(handlers({ "evaluation.run": run }));
    await vi.waitFor(() => expect(run).toHaveBeenCalledOnce(), { timeout: 120_000, interval: 500 });
  },
  150_000,
);
