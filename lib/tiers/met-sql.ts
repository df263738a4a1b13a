import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { criteriaSql, occurrencesSql } from "@/lib/criteria/compile";
import type { Criteria } from "@/lib/criteria/schema";
import { ofPeople, type People, type Sql } from "@/lib/criteria/sql/people";
import { type LaterScope, membersOf, type Scope, scopeOf } from "@/lib/criteria/sql/scope";
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
  const { tables, met } = metIn(scope, { ...asked, timeZone: ctx.organization.timeZone }, (extra) =>
    criteriaSql(extra, context),
  );
  return sql`WITH ${scope.bounds.tables()}${sql.join(tables)} ${met}`;
}

/** The same for a few people whose period still runs, who are only named when the query runs. */
export function metLaterSql(
  scope: LaterScope,
  asked: Pick<AskedOfTiers, "steps" | "period"> & Readonly<{ timeZone: string }>,
): Sql {
  const members = sql`${membersOf(scope, undefined)}${ofPeople(scope.people, sql`m.user_id`)}`;
  const question = { isRepeatable: false, members };
  const { tables, met } = metIn(scope, asked, (extra) => occurrencesSql(scope, extra, question));
  return sql`WITH ${scope.taken.table()}${scope.bounds.tables()}${sql.join(tables)} ${met}`;
}

/** A table for each different measurement, and the query that compares them with the steps. */
function metIn(
  scope: Scope,
  asked: Pick<AskedOfTiers, "steps" | "period"> & Readonly<{ timeZone: string }>,
  extraSql: (extra: Criteria) => Sql,
): { tables: Sql[]; met: Sql } {
  const metrics = [...new Set(asked.steps.map(({ metric }) => JSON.stringify(metric)))];
  const named = (index: number) => sql.raw(`m${index}`);
  const tables = metrics.map((text, index) => {
    const rows = metricSql(scope, JSON.parse(text), asked.period, asked.timeZone);
    return sql`${named(index)} AS MATERIALIZED (SELECT v.user_id, v.value FROM (${rows}) v
      WHERE v.user_id IN (${membersOf(scope, undefined)}))`;
  });
  const steps = asked.steps.map((step) => {
    const extra = step.extra
      ? sql` AND v.user_id IN (SELECT q.user_id FROM (${extraSql(step.extra)}) q)`
      : sql``;
    return sql`SELECT ${step.id}::uuid AS tier_id, v.user_id, v.value
      FROM ${named(metrics.indexOf(JSON.stringify(step.metric)))} v WHERE v.value >= ${step.threshold}::text::numeric${extra}`;
  });
  return { tables, met: sql.join(steps, sql` UNION ALL `) };
}
