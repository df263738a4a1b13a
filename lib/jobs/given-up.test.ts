import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/context";
import { withClient } from "@/lib/database/session";
import { asNobody } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { catalog } from "@/lib/jobs/catalog";
import type { Handlers } from "@/lib/jobs/handler-table";
import { enqueue } from "@/lib/jobs/queue";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { listGivenUp } from "@/lib/runs/given-up-queries";
import { retryGivenUp } from "@/lib/runs/given-up-service";
import { failureMessage } from "@/lib/runs/rules";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let worker: Worker | undefined;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await worker?.stop(1);
  await database.close();
});

const operator: Actor = { kind: "command" };
const runId = "00000000-0000-4000-8000-00000000000b";

test("a global admin sees what the queue gave up on, in which organisation and why, and files it again", async () => {
  const ctx = await createTestOrganization(database, { name: "Foreningen" });
  const organizationId = ctx.organization.id;
  const refuse = vi.fn(async () => {
    throw new AppError("conflict", msg("issuingPaused"));
  });
  const idle = Object.fromEntries(Object.keys(catalog).map((name) => [name, async () => undefined]));
  const handlers = { ...(idle as unknown as Handlers), "evaluation.run": refuse, "jobs.run": refuse };
  worker = await startWorker(handlers);
  await asNobody(async (tx) => {
    await enqueue(tx, "evaluation.run", { organizationId });
    await enqueue(tx, "jobs.run", { organizationId, runId });
    // No such organisation: the payload does not even fit.
    await enqueue(tx, "certifications.expire", { organizationId: "nobody" });
  });
  await vi.waitFor(async () => expect(await listGivenUp(operator)).toHaveLength(2), 20_000);
  expect(refuse).toHaveBeenCalledTimes(2);
  const found = (await listGivenUp(operator)).toSorted((a, b) => b.name.localeCompare(a.name));
  expect(found).toMatchObject([
    { name: "evaluation.run", organization: "Foreningen", tries: 1 },
    { name: "certifications.expire", organization: null },
  ]);
  expect(failureMessage(found[0]?.output)).toEqual({ kind: "message", message: msg("issuingPaused") });
  expect(failureMessage(found[1]?.output)).toMatchObject({
    kind: "text",
    text: expect.stringContaining("Invalid"),
  });
  expect(failureMessage(null)).toEqual({ kind: "text", text: "?" });

  refuse.mockResolvedValue(undefined as never);
  const id = found[0]?.id ?? "";
  const tries = await Promise.allSettled([retryGivenUp(operator, { id }), retryGivenUp(operator, { id })]);
  expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await vi.waitFor(() => expect(refuse).toHaveBeenCalledTimes(3), 20_000);
  expect((await listGivenUp(operator)).map(({ name }) => name)).toEqual(["certifications.expire"]);
});

test("nobody else does", async () => {
  const ctx = await createTestOrganization(database);
  const { ctx: admin } = await createTestMember(database, ctx, { role: "org_admin" });
  await expect(listGivenUp(admin.actor)).rejects.toMatchObject({ code: "forbidden" });
  await expect(retryGivenUp(admin.actor, { id: runId })).rejects.toMatchObject({ code: "forbidden" });
  // Past the service, as the application's own role outside of a platform transaction.
  await withClient(database.appUrl, async (client) => {
    expect((await client.query("SELECT * FROM jobs.given_up(100)")).rows).toEqual([]);
    const { rows } = await client.query(
      "SELECT jobs.retry_given_up(id) FROM (SELECT gen_random_uuid() AS id) x",
    );
    expect(rows).toEqual([{ retry_given_up: null }]);
  });
  await withClient(database.publicUrl, async (client) => {
    await expect(client.query("SELECT * FROM jobs.given_up(100)")).rejects.toMatchObject({ code: "42501" });
  });
});
