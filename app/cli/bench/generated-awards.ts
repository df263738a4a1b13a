import type { Ctx } from "@/lib/context";
import { refreshDashboard } from "@/lib/dashboard/refresh-service";
import { say } from "../output";
import { generated } from "./generated";
import { timed } from "./measure";
import { asSuperuser, type Stage } from "./stage";

const AWARDS_EACH = 10;

/** Spread over three years, each person's in an order of their own; the same in every run. */
const AWARDS = `
  INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, awarded_at, met_on)
  SELECT m.organization_id, a.id, a.version_id, m.user_id, a.occurrence, 'import', d.at, d.at::date
  FROM (SELECT a.organization_id, a.id, v.id AS version_id, CASE WHEN a.is_repeatable THEN '1' ELSE 'once' END AS occurrence,
      row_number() OVER (ORDER BY a.key) AS place
    FROM achievements a JOIN achievement_versions v ON v.organization_id = a.organization_id AND v.achievement_id = a.id AND v.number = 1
    WHERE a.organization_id = $1 AND a.status = 'active' ORDER BY a.key LIMIT ${AWARDS_EACH}) a
  JOIN memberships m ON m.organization_id = a.organization_id AND m.status = 'active'
  CROSS JOIN LATERAL (SELECT timestamptz '2023-12-01 12:00Z'
    + (hashtextextended(m.user_id::text, a.place) & 2147483647) % 1094 * interval '1 day' AS at) d`;

/** The generated organisation of that many people, with ten badges each, and its dashboard as the worker would have it. */
export async function generatedWithAwards(stage: Stage, people: number): Promise<Ctx> {
  const ctx = await generated(stage, people);
  await asSuperuser(stage, async (client) => {
    await client.query("SET session_replication_role = replica");
    await client.query(AWARDS, [ctx.organization.id]);
  });
  await asSuperuser(stage, (client) => client.query("VACUUM (ANALYZE)"));
  const took = await timed(() => refreshDashboard(ctx));
  const again = await timed(() => refreshDashboard(ctx));
  say(
    `pages: the dashboard of ${people} people is counted in ${Math.round(took)} ms, again in ${Math.round(again)} ms`,
  );
  return ctx;
}
