import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import type { Ctx } from "@/lib/context";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { recordActivity } from "@/lib/facts/activity-service";
import { importRecords } from "@/lib/imports/import-service";
import { handlers } from "@/lib/jobs/handlers";
import { startWorker } from "@/lib/jobs/worker";
import { say } from "../output";
import { generated, SMALL } from "./generated";
import { type Measurement, measurementOf, percentile, timed } from "./measure";
import { nodeSpent, serverSpent } from "./processor";
import { asSuperuser, type Stage, serverFolder } from "./stage";

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

type Times = Readonly<{
  /** Milliseconds each took. */
  elapsed: number[];
  /** Milliseconds of processor time that one took on average: of the server, and of this process. */
  server: number;
  node: number;
}>;

/** The same thing over and over, one after the other; the first few do not count. */
async function repeated(folder: string, one: (place: number) => Promise<number>): Promise<Times> {
  const elapsed: number[] = [];
  for (let place = 0; place < WARM; place += 1) await one(place);
  const [server, node] = [serverSpent(folder), nodeSpent()];
  for (let place = 0; place < SAMPLES; place += 1) elapsed.push(await one(WARM + place));
  const each = (before: number, after: number) => (after - before) / SAMPLES;
  return { elapsed, server: each(server, serverSpent(folder)), node: each(node, nodeSpent()) };
}

/** From the call that records an activity until its badge can be read by others, person after person. */
async function toBadge(stage: Stage, folder: string, ctx: Ctx): Promise<Times> {
  return asSuperuser(stage, async (client) => {
    const { rows } = await client.query<{ user_id: string }>(
      "SELECT user_id FROM memberships WHERE organization_id = $1 AND status = 'active' ORDER BY md5(user_id::text) LIMIT $2",
      [ctx.organization.id, SAMPLES + WARM],
    );
    return repeated(folder, async (place) => {
      const userId = rows[place % rows.length]?.user_id ?? "";
      const before = await countOf(client, ctx, userId);
      const said = { userId, kind: "live", occurredOn: "2026-01-01", idempotencyKey: randomUUID() };
      return timed(async () => {
        await recordActivity(ctx, said);
        while ((await countOf(client, ctx, userId)) === before) await pause(1);
      });
    });
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
const bareInserts = (stage: Stage, folder: string, ctx: Ctx): Promise<Times> =>
  asSuperuser(stage, async (client) => {
    await client.query("CREATE TABLE activities_bare (LIKE activities INCLUDING DEFAULTS)");
    const insert =
      "INSERT INTO activities_bare (organization_id, user_id, kind, occurred_at) VALUES ($1, gen_random_uuid(), 'live', now())";
    const times = await repeated(folder, () => timed(() => client.query(insert, [ctx.organization.id])));
    await client.query("DROP TABLE activities_bare");
    return times;
  });

const milliseconds = (value: number) => `${value.toFixed(1)} ms`;

/** In words, as processor time is no ratio of two things that somebody waits for. */
const sayOf = (what: string, { elapsed, server, node }: Times) =>
  say(
    `${what}: median ${milliseconds(percentile(elapsed, 0.5))}, 99 of 100 ${milliseconds(percentile(elapsed, 0.99))}; processor time on average ${milliseconds(server)} (PostgreSQL) and ${milliseconds(node)} (Node).`,
  );

/** Through the service, the queue and a worker as they run, in a small organisation and in a large one. */
export async function live(stage: Stage): Promise<Measurement[]> {
  const folder = await serverFolder(stage);
  const small = await evaluated(stage, SMALL);
  const large = await evaluated(stage, stage.people);
  const worker = await startWorker(handlers);
  try {
    for (const ctx of [small, large]) {
      await importRecords(ctx, { kind: "achievements", records: [every], fileName: "every.json" });
    }
    await untilQuiet(stage);
    const bare = await bareInserts(stage, folder, small);
    const inSmall = await toBadge(stage, folder, small);
    const inLarge = await toBadge(stage, folder, large);
    sayOf("One bare insert and commit", bare);
    sayOf(`One activity to its badge among ${SMALL.toLocaleString("en")} people`, inSmall);
    sayOf(`One activity to its badge among ${stage.people.toLocaleString("en")} people`, inLarge);
    return measurementsOf({ bare, inSmall, inLarge });
  } finally {
    await worker.stop(5);
  }
}

/**
 * Everybody has what they have earned and has been told of it, so that nothing but the new activity gives anybody anything;
 * ten thousand letters would otherwise be what the worker is busy with.
 */
async function evaluated(stage: Stage, people: number): Promise<Ctx> {
  const ctx = await generated(stage, people);
  await evaluateEverybody(ctx);
  await asSuperuser(stage, (client) =>
    client.query(
      "UPDATE notifications SET mail_state = 'none', mail_next_try_at = NULL WHERE organization_id = $1 AND mail_state = 'pending'",
      [ctx.organization.id],
    ),
  );
  return ctx;
}

const measurementsOf = ({
  bare,
  inSmall,
  inLarge,
}: Readonly<Record<"bare" | "inSmall" | "inLarge", Times>>): Measurement[] => [
  measurementOf({
    group,
    name: "one activity to its badge, 99 of 100 : one bare insert and commit, the median",
    bound: { atMost: 25 },
    ours: percentile(inLarge.elapsed, 0.99),
    baseline: percentile(bare.elapsed, 0.5),
  }),
  measurementOf({
    group,
    name: "the same, in processor time, on average : the same",
    bound: { atMost: 25 },
    ours: inLarge.server + inLarge.node,
    baseline: bare.server + bare.node,
  }),
  measurementOf({
    group,
    name: "one activity to its badge in the large organisation, median : among 1,000 people",
    bound: { atMost: 1.3 },
    ours: percentile(inLarge.elapsed, 0.5),
    baseline: percentile(inSmall.elapsed, 0.5),
  }),
];
