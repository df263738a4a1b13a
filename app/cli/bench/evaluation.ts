import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { generatedEvaluation, repeated } from "./evaluation-scale";
import { generated, SMALL } from "./generated";
import { lists } from "./lists";
import { compare, type Measurement, timed } from "./measure";
import { asSuperuser, oulad, type Stage } from "./stage";

/** What one would type by hand for the four achievements: who has it, and since when. */
const BARE = [
  `SELECT user_id, count(DISTINCT course_id), min(completed_on) FROM course_registrations
   WHERE organization_id = $1 AND status = 'completed' AND voided_at IS NULL GROUP BY user_id HAVING count(DISTINCT course_id) >= 1`,
  `SELECT user_id, count(DISTINCT course_id), max(completed_on) FROM course_registrations
   WHERE organization_id = $1 AND status = 'completed' AND voided_at IS NULL GROUP BY user_id HAVING count(DISTINCT course_id) >= 2`,
  `SELECT user_id, count(*), max(occurred_at) FROM activities
   WHERE organization_id = $1 AND voided_at IS NULL GROUP BY user_id HAVING count(*) >= 10`,
  `SELECT user_id, count(DISTINCT date_trunc('week', occurred_at AT TIME ZONE 'Europe/London')), max(occurred_at) FROM activities
   WHERE organization_id = $1 AND voided_at IS NULL GROUP BY user_id
   HAVING count(DISTINCT date_trunc('week', occurred_at AT TIME ZONE 'Europe/London')) >= 5`,
] as const;

/** A history that was, an organisation as large as they come, and the lists of it all. */
export async function evaluation(stage: Stage): Promise<Measurement[]> {
  const real = await realEvaluation(stage);
  const many = await repeated(stage);
  const small = await generated(stage, SMALL);
  await evaluateEverybody(small);
  const large = await generated(stage, stage.people);
  const whole = await generatedEvaluation(stage, large, stage.people);
  const people = stage.people.toLocaleString("en");
  return [...real, whole, many, ...(await lists(small, large, people))];
}

/** Everybody against four achievements when nothing is new, against the bare aggregates over the same rows. */
async function realEvaluation(stage: Stage): Promise<Measurement[]> {
  const ctx = await oulad(stage);
  await evaluateEverybody(ctx);
  const baseline = () =>
    asSuperuser(stage, (client) =>
      timed(async () => {
        for (const query of BARE)
          await client.query(`SELECT count(*) FROM (${query}) q`, [ctx.organization.id]);
      }),
    );
  return [
    await compare({
      group: "evaluation",
      name: "28,785 people, 4 achievements : bare aggregates",
      bound: { atMost: 1.5 },
      ours: () => timed(() => evaluateEverybody(ctx)),
      baseline,
    }),
  ];
}
