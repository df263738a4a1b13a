import type { Ctx } from "@/lib/context";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { importRecords } from "@/lib/imports/import-service";
import { say } from "../output";
import { ACTIVITIES_EACH } from "./generated";
import { DEFINITIONS } from "./generated-achievements";
import { compare, type Measurement, timed } from "./measure";
import { peakMemory } from "./memory";
import { asSuperuser, newOrganization, type Stage, serverFolder } from "./stage";

const group = "evaluation";
const readable = (number: number) => number.toLocaleString("en");

async function firstTime(stage: Stage, ctx: Ctx): Promise<void> {
  const folder = await serverFolder(stage);
  let awarded = 0;
  let ms = 0;
  const peak = await peakMemory(folder, async () => {
    ms = await timed(async () => {
      awarded = (await evaluateEverybody(ctx)).awarded;
    });
  });
  say(
    `The first evaluation made ${readable(awarded)} badges in ${(ms / 1000).toFixed(0)} s, ${readable(Math.round((awarded * 1000) / ms))} a second; memory at most ${peak.node} MB (Node) and ${peak.postgres} MB (all processes of PostgreSQL, shared buffers apart).`,
  );
  await asSuperuser(stage, (client) => client.query("VACUUM (ANALYZE) earned_badges, earned_badge_criteria"));
}

/** Everybody of a large organisation against thirty achievements, when nothing is new, against the bare aggregates. */
export async function generatedEvaluation(stage: Stage, ctx: Ctx, people: number): Promise<Measurement> {
  await firstTime(stage, ctx);
  const baseline = () =>
    asSuperuser(stage, (client) =>
      timed(async () => {
        for (const { bare } of DEFINITIONS)
          await client.query(`SELECT count(*) FROM (${bare}) q`, [ctx.organization.id]);
      }),
    );
  const name = `${readable(people)} people, ${readable(people * ACTIVITIES_EACH)} activities, ${DEFINITIONS.length} achievements : bare aggregates`;
  return compare({
    group,
    name,
    bound: { atMost: 1.5 },
    ours: () => timed(() => evaluateEverybody(ctx)),
    baseline,
    repetitions: 2,
  });
}

const FEW_PEOPLE = 3;
const EACH = 22_222;

/** Three people with so many activities each, and a badge for every one of them. */
async function dense(stage: Stage, slug: string, each: number): Promise<Ctx> {
  const ctx = await newOrganization(slug);
  const persons = Array.from({ length: FEW_PEOPLE }, (_, at) => ({
    person: `p-${at}`,
    name: `Person ${at}`,
  }));
  await importRecords(ctx, { kind: "people", records: persons, fileName: "people.json" });
  await asSuperuser(stage, (client) =>
    client.query(
      `INSERT INTO activities (organization_id, user_id, kind, occurred_at)
       SELECT $1, user_id, 'visit', timestamptz '2024-01-01' + n * interval '7 minutes' FROM memberships, generate_series(1, $2::int) n
       WHERE organization_id = $1`,
      [ctx.organization.id, each],
    ),
  );
  const every = {
    key: "every",
    name: "Every visit",
    category: "activity",
    trigger_type: "activity_count",
    trigger_threshold: 1,
    is_repeatable: true,
  };
  await importRecords(ctx, { kind: "achievements", records: [every], fileName: "achievements.json" });
  return ctx;
}

/** Ten times as many badges of the same three people must take about ten times as long: nothing is quadratic. */
export async function repeated(stage: Stage): Promise<Measurement> {
  let made = 0;
  const share = 10;
  const evaluated = (each: number, per: number) => async () => {
    made += 1;
    const ctx = await dense(stage, `dense-${made}`, each);
    return (await timed(() => evaluateEverybody(ctx))) / per;
  };
  return compare({
    group,
    name: `${readable(FEW_PEOPLE * EACH)} badges of 3 people, a tenth of the time : ${readable(Math.round((FEW_PEOPLE * EACH) / share))} badges`,
    bound: { atMost: 2 },
    ours: evaluated(EACH, share),
    baseline: evaluated(Math.round(EACH / share), 1),
    repetitions: 2,
  });
}
