import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QUEUE_SCHEMA } from "@/lib/database/job-queue";
import { withClient } from "@/lib/database/session";
import { asNobody } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const payload = { organizationId: "00000000-0000-4000-8000-00000000000a" };
const jobs = async () =>
  (await database.everything.query("SELECT * FROM pgboss.job ORDER BY created_on")).rows;

test("a job exists exactly when its transaction commits", async () => {
  const refused = asNobody(async (tx) => {
    await enqueue(tx, "evaluation.run", payload);
    throw new Error("the fact was refused");
  });
  await expect(refused).rejects.toThrow("the fact was refused");
  expect(await jobs()).toEqual([]);

  const id = await asNobody((tx) => enqueue(tx, "evaluation.run", payload));
  expect(await jobs()).toMatchObject([{ id, name: "evaluation.run", data: payload, state: "created" }]);
});

test("a job is filed exactly as pg-boss itself files one", async () => {
  await database.everything.query("DELETE FROM pgboss.job");
  const boss = new PgBoss({
    connectionString: database.ownerUrl,
    schema: QUEUE_SCHEMA,
    migrate: false,
    supervise: false,
    schedule: false,
  });
  await boss.start();
  await boss.send("evaluation.run", payload, { singletonKey: "one", startAfter: 60 });
  await boss.stop({ graceful: false });
  await asNobody((tx) => enqueue(tx, "evaluation.run", payload, { singletonKey: "one", delaySeconds: 60 }));

  const [theirs, ours] = (await jobs()).map(({ id: _id, created_on, start_after, keep_until, ...row }) => ({
    ...row,
    delay: start_after - created_on,
    kept: keep_until - start_after,
  }));
  expect(ours).toEqual(theirs);
  expect(ours).toMatchObject({ delay: 60_000, dead_letter: "dead-letters", heartbeat_seconds: 30 });
});

test("an unknown queue and pg-boss's own queues are refused", async () => {
  for (const name of ["nonsense", "__pgboss__send-it"]) {
    const sent = asNobody((tx) => enqueue(tx, name as "evaluation.run", payload));
    await expect(sent).rejects.toThrow(/unknown job queue/);
  }
});

test("a waiting worker is notified when the transaction commits", async () => {
  await withClient(database.workerUrl, async (client) => {
    const channel = "SELECT 'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24) AS name";
    const { rows } = await client.query<{ name: string }>(channel);
    const heard = new Promise((resolve) => client.on("notification", resolve));
    await client.query(`LISTEN ${rows[0]?.name}`);
    await asNobody((tx) => enqueue(tx, "evaluation.run", payload));
    expect(await heard).toMatchObject({ payload: "evaluation.run" });
  });
});

test.each(["appUrl", "publicUrl"] as const)("%s cannot read, change or add jobs by itself", async (role) => {
  await withClient(database[role], async (client) => {
    for (const statement of [
      "SELECT data FROM pgboss.job",
      "SELECT name FROM pgboss.queue",
      "INSERT INTO pgboss.job (name) VALUES ('evaluation.run')",
      "DELETE FROM pgboss.job",
      "SELECT pgboss.create_queue('mine', '{}')",
    ]) {
      await expect(client.query(statement)).rejects.toMatchObject({ code: "42501" });
    }
  });
});

test("the public role cannot enqueue at all", async () => {
  await withClient(database.publicUrl, async (client) => {
    const statement = "SELECT jobs.enqueue('evaluation.run', '{}', NULL, 0)";
    await expect(client.query(statement)).rejects.toMatchObject({ code: "42501" });
  });
});
