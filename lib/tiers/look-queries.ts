import { type CompiledQuery, sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import { ofPeople, type Sql } from "@/lib/criteria/sql/people";
import { laterScope } from "@/lib/criteria/sql/scope";
import { bind } from "@/lib/criteria/sql/slots";
import { runQuery, type Tx } from "@/lib/db";
import type { Step } from "@/lib/tiers/ladder-queries";
import { metLaterSql } from "@/lib/tiers/met-sql";
import type { Period } from "@/lib/tiers/period-rules";
import { settling } from "@/lib/tiers/settle-service";

type Row = { due: boolean; already: number };

/** Statements by period and time zone; the ladder is the same object for as long as nothing of it changes. */
const known = new WeakMap<readonly Step[], Map<string, CompiledQuery<Row>>>();

type Asked = Readonly<{
  ladder: readonly Step[];
  /** Those of the ladder that are climbed in the period. */
  steps: readonly Step[];
  /** One that runs. */
  period: Period;
  people: readonly string[];
  now: Date;
}>;

/**
 * Whether something would change if the tiers of a few people were worked out anew, by the same queries that would
 * change it, and how many stand. Most activities lift nobody, and then nobody has to wait for anybody.
 */
export async function lookAtTiers(tx: Tx, ctx: Ctx, asked: Asked): Promise<Row> {
  const { id: organization, timeZone: zone } = ctx.organization;
  const ofThese = known.get(asked.ladder) ?? new Map<string, CompiledQuery<Row>>();
  known.set(asked.ladder, ofThese);
  const name = `${asked.period.key} ${zone}`;
  const statement = ofThese.get(name) ?? lookSql(asked, zone).compile(compiler);
  ofThese.set(name, statement);
  const { people, now } = asked;
  const [row] = await runQuery(tx, bind(statement, { organization, zone, now, people }), { isKept: true });
  return row ?? { due: false, already: 0 };
}

const idsOf = (steps: readonly Step[]) => sql.join(steps.map(({ id }) => sql`${id}::uuid`));

/** What of these steps stands for people, of active members only: a query with `id`, `tier_id` and `user_id`. */
export const standingSql = (
  organization: Sql,
  {
    steps,
    period,
    people,
  }: Pick<Asked, "steps" | "period"> & Readonly<{ people: Parameters<typeof ofPeople>[0] }>,
): Sql => sql`
      SELECT s.id, s.tier_id, s.user_id FROM tier_assignments s
      WHERE s.organization_id = ${organization} AND s.period_key = ${period.key} AND s.status <> 'revoked'
        AND s.tier_id IN (${idsOf(steps)})${ofPeople(people, sql`s.user_id`)}
        AND EXISTS (SELECT FROM memberships m WHERE m.organization_id = s.organization_id AND m.user_id = s.user_id AND m.status = 'active')`;

/** A period that is closed stays as it is. */
function lookSql({ steps, period }: Asked, timeZone: string) {
  const scope = laterScope();
  const { organization, people } = scope;
  const met = metLaterSql(scope, { steps, period, timeZone });
  const { highest, isDue } = settling({ organization, people, periodKey: period.key });
  return sql<Row>`WITH met AS MATERIALIZED (${met}), standing AS MATERIALIZED (${standingSql(organization, { steps, period, people })}
    ), highest AS MATERIALIZED (${highest}),
    closed AS (SELECT FROM tier_periods c WHERE c.organization_id = ${organization} AND c.period_key = ${period.key})
    SELECT NOT EXISTS (SELECT FROM closed) AND (${isDue}
        OR EXISTS (SELECT FROM met WHERE NOT EXISTS (SELECT FROM standing s WHERE s.tier_id = met.tier_id AND s.user_id = met.user_id))
        OR EXISTS (SELECT FROM standing s WHERE NOT EXISTS (SELECT FROM met WHERE met.tier_id = s.tier_id AND met.user_id = s.user_id))) AS due,
      CASE WHEN EXISTS (SELECT FROM closed) THEN 0 ELSE (SELECT count(*)::int FROM standing) END AS already`;
}
