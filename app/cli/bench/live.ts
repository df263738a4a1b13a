import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import type { Ctx } from "@/lib/context";
import { recordActivity } from "@/lib/facts/activity-service";
import { importRecords } from "@/lib/imports/import-service";
import { handlers } from "@/lib/jobs/handlers";
import { startWorker } from "@/lib/jobs/worker";
import { type Measurement, measurementOf, percentile, timed } from "./measure";
import { asSuperuser, type Stage } from "./stage";

const SAMPLES = 200;
/** Left out: connections open, plans are made, code is compiled. */
const WARM = 20;
const group = "live";

/** An achievement that every activity of this kind earns anew, beside those that are there. */
const every = {
  key: "every-one",
  name: "Every one",
  category: "activity",
  trigger_type: "criteria",
  is_repeatable: true,
  criteria: { version: 1, rules: [{ type: "activity_count", threshold: 1, filter: { kinds: ["live"] } }] },
};

const countOf = async (client: Client, ctx: Ctx, userId: string): Promise<number> => {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int FROM earned_badges e JOIN achievements a ON a.id = e.achievement_id
     WHERE e.organization_id = $1 AND e.user_id = $2 AND a.key = $3 AND e.status = 'awarded'`,
    [ctx.organization.id, userId, every.key],
  );
  return rows[0]?.count ?? 0;
};

/** Milliseconds from the call that records an activity until its badge can be read by others, person after person. */
async function toBadge(stage: Stage, ctx: Ctx): Promise<number[]> {
  return asSuperuser(stage, async (client) => {
    const { rows } = await client.query<{ user_id: string }>(
      "SELECT user_id FROM memberships WHERE organization_id = $1 AND status = 'active' ORDER BY md5(user_id::text) LIMIT $2",
      [ctx.organization.id, SAMPLES + WARM],
    );
    const times: number[] = [];
    for (const { user_id: userId } of rows) {
      const before = await countOf(client, ctx, userId);
      const said = { userId, kind: "live", occurredOn: "2026-01-01", idempotencyKey: randomUUID() };
      times.push(
        await timed(async () => {
          await recordActivity(ctx, said);
          while ((await countOf(client, ctx, userId)) === before) await pause(1);
        }),
      );
    }
    return times.slice(WARM);
  });
}

/** Waits until the worker has done what was filed before: a new achievement has everybody evaluated. */
const untilQuiet = (stage: Stage): Promise<void> =>
  asSuperuser(stage, async (client) => {
    for (;;) {
      const { rowCount } = await client.query(
        "SELECT FROM pgboss.job WHERE state IN ('created', 'retry', 'active') AND start_after <= now() LIMIT 1",
      );
      if (rowCount === 0) return;
      await pause(250);
    }
  });

/** One bare insert of an activity, committed on its own. */
const bareInserts = (stage: Stage, ctx: Ctx): Promise<number[]> =>
  asSuperuser(stage, async (client) => {
    await client.query("CREATE TABLE activities_bare (LIKE activities INCLUDING DEFAULTS)");
    const times: number[] = [];
    for (let number = 0; number < SAMPLES + WARM; number += 1) {
      times.push(
        await timed(() =>
          client.query(
            "INSERT INTO activities_bare (organization_id, user_id, kind, occurred_at) VALUES ($1, gen_random_uuid(), 'live', now())",
            [ctx.organization.id],
          ),
        ),
      );
    }
    await client.query("DROP TABLE activities_bare");
    return times.slice(WARM);
  });

/** Through the service, the queue and a worker as they run, in a small organisation and in a large one. */
export async function live(stage: Stage, small: Ctx, large: Ctx): Promise<Measurement[]> {
  const worker = await startWorker(handlers);
  try {
    for (const ctx of [small, large]) {
      await importRecords(ctx, { kind: "achievements", records: [every], fileName: "every.json" });
    }
    await untilQuiet(stage);
    const bare = await bareInserts(stage, small);
    const inSmall = await toBadge(stage, small);
    const inLarge = await toBadge(stage, large);
    const one = percentile(bare, 0.5);
    return [
      measurementOf({
        group,
        name: "one activity to its badge, 99 of 100 : one bare insert and commit, the median",
        bound: { atMost: 25 },
        ours: percentile(inLarge, 0.99),
        baseline: one,
      }),
      measurementOf({
        group,
        name: "one activity to its badge in the large organisation, median : among 1,000 people",
        bound: { atMost: 1.3 },
        ours: percentile(inLarge, 0.5),
        baseline: percentile(inSmall, 0.5),
      }),
    ];
  } finally {
    await worker.stop(5);
  }
}
