import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { recalculatePeriod } from "@/lib/tiers/close-service";
import { importLadder } from "@/lib/tiers/import-service";
import { activeLadder } from "@/lib/tiers/ladder-queries";
import { ACTIVITIES_EACH, generated } from "./generated";
import { compare, type Measurement, timed } from "./measure";
import { asSuperuser, type Stage } from "./stage";

/** The last whole year that the generated people were active in. */
const YEAR = "2025";

const step = (name: string, display_order: number, criteria_type: string, criteria_threshold: number) => ({
  name,
  display_order,
  criteria_type,
  criteria_threshold,
  award_period: "annual",
  icon_key: "medal",
});

/** Two ladders in one, by what is done and by how long; Gold stands there already. */
const LADDER = [
  step("Bronze", 1, "activity_count", 25),
  step("Silver", 2, "activity_count", 33),
  step("Hours", 3, "activity_hours", 30),
  step("Courses", 4, "course_completion_count", 1),
];

/** The same counts by hand. */
const BARE = [
  "SELECT user_id, count(*) FROM activities WHERE organization_id = $1 AND voided_at IS NULL AND occurred_at >= '2025-01-01' AND occurred_at < '2026-01-01' GROUP BY 1",
  "SELECT user_id, sum(minutes) FROM activities WHERE organization_id = $1 AND voided_at IS NULL AND minutes > 0 AND occurred_at >= '2025-01-01' AND occurred_at < '2026-01-01' GROUP BY 1",
  "SELECT user_id, count(*) FROM course_registrations WHERE organization_id = $1 AND voided_at IS NULL AND status = 'completed' AND completed_on BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY 1",
];

async function steps(ctx: Ctx): Promise<number> {
  return (await inTenant(ctx, (tx) => activeLadder(tx, ctx))).length;
}

/** A year's tiers of everybody, worked out with nothing new, against the bare aggregates. */
export async function tiers(stage: Stage): Promise<Measurement[]> {
  const ctx = await generated(stage, stage.people);
  await importLadder(ctx, LADDER);
  await recalculatePeriod(ctx, { period: YEAR });
  await asSuperuser(stage, (client) => client.query("VACUUM (ANALYZE) tier_assignments"));
  const people = stage.people.toLocaleString("en");
  const activities = (stage.people * ACTIVITIES_EACH).toLocaleString("en");
  const measured = await compare({
    group: "tiers",
    name: `${people} people, ${activities} activities, ${await steps(ctx)} tiers : bare aggregates`,
    bound: { atMost: 1.5 },
    ours: () => timed(() => recalculatePeriod(ctx, { period: YEAR })),
    baseline: () =>
      asSuperuser(stage, (client) =>
        timed(async () => {
          for (const bare of BARE)
            await client.query(`SELECT count(*) FROM (${bare}) q`, [ctx.organization.id]);
        }),
      ),
    repetitions: 3,
  });
  return [measured];
}
