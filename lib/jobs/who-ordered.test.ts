import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { runJob } from "@/lib/jobs/run-job";
import { retryRun, startRun } from "@/lib/jobs/run-service";
import { counting } from "@/lib/jobs/runs.test-support";
import { tellWhoOrdered } from "@/lib/notifications/run-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let kari: Awaited<ReturnType<typeof createTestMember>>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  const email = `${randomUUID()}@example.org`;
  kari = await createTestMember(database, ctx, { name: "Kari", role: "coordinator", email });
});

const told = async (): Promise<string[]> => {
  const { rows } = await database.everything.query<{ name: string; values: Record<string, unknown> }>(
    `SELECT m.display_name AS name, n."values" FROM notifications n JOIN memberships m USING (organization_id, user_id)
     WHERE n.organization_id = $1 AND n.kind = 'job_finished' ORDER BY n.created_at`,
    [ctx.organization.id],
  );
  return rows.map(({ name, values }) => `${name}: ${Object.values(values).join(" ")}`);
};

describe("who ordered a run hears its end", () => {
  const start = (who: Ctx) => inTenant(who, (tx) => startRun(tx, who, "reconcile", {}, { total: 10 }));
  const work = (runId: string, open: ReturnType<typeof counting>) =>
    runJob({
      context: async () => ({ ...ctx, actor: { kind: "system" } }),
      runId,
      works: { reconcile: open },
      signal: new AbortController().signal,
      afterEnd: tellWhoOrdered,
    });

  test("when it is done, once, and with how much", async () => {
    const { id } = await start(kari.ctx);
    await work(id, counting());
    await work(id, counting());
    expect(await told()).toEqual(["Kari: reconcile 10 10 succeeded"]);
  });

  test("when it has failed, and again when a second try has", async () => {
    const { id } = await start(kari.ctx);
    const failing = counting((at) => {
      if (at === 3) throw new AppError("invalid", msg("jobs.unknownKind"));
    });
    await work(id, failing);
    await retryRun(kari.ctx, { id });
    await work(id, failing);
    expect(await told()).toHaveLength(2);
    expect((await told())[0]).toContain("failed");
  });

  const channels = async () => {
    const { rows } = await database.everything.query(
      `SELECT mail_state::text AS mail, push_state::text AS push, web_push_state::text AS "webPush" FROM notifications
       WHERE organization_id = $1 AND user_id = $2 AND kind = 'job_finished' ORDER BY created_at`,
      [ctx.organization.id, kari.userId],
    );
    return rows;
  };
  const everywhere = { mail: "pending", push: "pending", webPush: "pending" };
  const reachable = async () => {
    await database.everything.query(
      `INSERT INTO webhooks (organization_id, url, events, secret) VALUES ($1, 'https://app.example.org', '{notification.created}', 'x')`,
      [ctx.organization.id],
    );
    await database.everything.query(
      "INSERT INTO push_subscriptions (organization_id, user_id, endpoint, keys) VALUES ($1, $2, 'https://example.org/x', 'x')",
      [ctx.organization.id, kari.userId],
    );
  };

  test("in the inbox alone when it is done within a minute, as they still look at it", async () => {
    await reachable();
    const { id } = await start(kari.ctx);
    await work(id, counting());
    expect(await channels()).toEqual([{ mail: "none", push: "none", webPush: "none" }]);
  });

  test("everywhere when it took longer than a minute", async () => {
    await reachable();
    const { rows } = await database.everything.query(
      `INSERT INTO job_runs (organization_id, kind, total, created_by_user_id, created_at)
       VALUES ($1, 'reconcile', 10, $2, now() - interval '61 seconds') RETURNING id`,
      [ctx.organization.id, kari.userId],
    );
    await work(rows[0].id, counting());
    expect(await channels()).toEqual([everywhere]);
  });

  test("everywhere when it has failed, however soon", async () => {
    await reachable();
    const { id } = await start(kari.ctx);
    const failing = () => {
      throw new AppError("invalid", msg("jobs.unknownKind"));
    };
    await work(id, counting(failing));
    expect(await channels()).toEqual([everywhere]);
  });

  test("but nobody when nobody of the organisation ordered it", async () => {
    const global = { kind: "user", role: "global_admin", name: "Drift" } as const;
    const { rows } = await database.everything.query(
      "INSERT INTO users (name) VALUES ('Drift') RETURNING id",
    );
    for (const actor of [{ kind: "system" } as const, { ...global, userId: rows[0].id }]) {
      const { id } = await start({ ...ctx, actor });
      await work(id, counting());
      await database.everything.query("DELETE FROM courses WHERE organization_id = $1", [
        ctx.organization.id,
      ]);
    }
    expect(await told()).toEqual([]);
  });
});
