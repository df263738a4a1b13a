import { afterAll, beforeAll, expect, test } from "vitest";
import { type RevocationWorld, revocationWorld } from "@/lib/badges/revoke-many.test-support";
import { getRevocation } from "@/lib/badges/revoke-many-queries";
import { orderRevokeMany } from "@/lib/badges/revoke-many-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { withJob } from "./with-job";

let database: TestDatabase;
let w: RevocationWorld;

beforeAll(async () => {
  database = await testDatabase();
  w = await revocationWorld(database);
});
afterAll(() => database.close());

const order = async () => orderRevokeMany(w.kari.ctx, await w.ask(w.kari.ctx, { ids: await w.award(2) }));

test("a run that ends while its page is read is shown with what came of it", async () => {
  const { id, runId } = await order();
  const seen = await withJob(w.kari.ctx, async () => {
    const revocation = await getRevocation(w.kari.ctx, id, {});
    if (revocation.revoked === 0) await w.work(runId);
    return revocation;
  });
  expect(seen).toMatchObject({ job: { status: "succeeded" }, made: { runStatus: "succeeded", revoked: 2 } });
  expect(seen.made.undoUntil).not.toBe(null);
});

test("what is at work, and what had ended before, is read once", async () => {
  const { id, runId } = await order();
  let reads = 0;
  const read = () => {
    reads += 1;
    return getRevocation(w.kari.ctx, id, {});
  };
  expect((await withJob(w.kari.ctx, read)).job.status).toBe("queued");
  await w.work(runId);
  expect((await withJob(w.kari.ctx, read)).job.status).toBe("succeeded");
  expect(reads).toBe(2);
});
