import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { criteriaSql } from "@/lib/criteria/compile";
import type { People, Sql } from "@/lib/criteria/sql/people";
import { membersOf, scopeOf } from "@/lib/criteria/sql/scope";
import type { Step } from "@/lib/tiers/ladder-queries";
import { metricSql } from "@/lib/tiers/metric-sql";
import type { Period } from "@/lib/tiers/period-rules";

export type AskedOfTiers = Readonly<{
  steps: readonly Step[];
  period: Period;
  people: People;
  /** What happened after it does not count yet; never later than the end of the period. */
  now: Date;
}>;

/** Facts of a period that has ended are judged as they stood at its end: years, windows and what was held. */
export const judgedBy = ({ period, now }: Pick<AskedOfTiers, "period" | "now">): Date =>
  period.to && period.to <= now ? new Date(period.to.getTime() - 1) : now;

const scoped = (ctx: Ctx, asked: AskedOfTiers) => {
  const now = judgedBy(asked);
  return {
    organizationId: ctx.organization.id,
    timeZone: ctx.organization.timeZone,
    now,
    people: asked.people,
    isRepeatable: false,
    inThePast: now < asked.now,
  };
};

/**
 * Who has reached which of these steps in a period: a query with `tier_id`, `user_id` and `value`, one row for each
 * step a person reached. Steps that measure the same share one measurement. Active members only, whatever their role.
 */
export function metSql(ctx: Ctx, asked: AskedOfTiers): Sql {
  const context = scoped(ctx, asked);
  const scope = scopeOf(context);
  const { timeZone } = ctx.organization;
  const metrics = [...new Set(asked.steps.map(({ metric }) => JSON.stringify(metric)))];
  const named = (index: number) => sql.raw(`m${index}`);
  const values = metrics.map((text, index) => {
    const rows = metricSql(scope, JSON.parse(text), asked.period, timeZone);
    return sql`${named(index)} AS MATERIALIZED (SELECT v.user_id, v.value FROM (${rows}) v
      WHERE v.user_id IN (${membersOf(scope, undefined)}))`;
  });
  const steps = asked.steps.map((step) => {
    const extra = step.extra
      ? sql` AND v.user_id IN (SELECT q.user_id FROM (${criteriaSql(step.extra, context)}) q)`
      : sql``;
    return sql`SELECT ${step.id}::uuid AS tier_id, v.user_id, v.value
      FROM ${named(metrics.indexOf(JSON.stringify(step.metric)))} v WHERE v.value >= ${step.threshold}::text::numeric${extra}`;
  });
  return sql`WITH ${scope.bounds.tables()}${sql.join(values)} ${sql.join(steps, sql` UNION ALL `)}`;
}
