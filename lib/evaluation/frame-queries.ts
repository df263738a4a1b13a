import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import { areNamed, ofPeople, type People } from "@/lib/criteria/sql/people";
import { runQuery, type Tx } from "@/lib/db";
import { type Definition, readDefinitions, writtenDefinitions } from "@/lib/evaluation/definition-queries";
import { hasBadges } from "@/lib/evaluation/found";
import { isMany, prepareForMany } from "@/lib/evaluation/requests-service";
import { ladderFrom, type Step, writtenLadder } from "@/lib/tiers/ladder-queries";

/** What an evaluation goes by, as it stands when it begins. */
export type Frame = Readonly<{
  /**
   * The time facts are judged at, or `ctx.asOf`. Read after the requests: the transaction may have begun, and then
   * waited, long before a fact whose request it has just taken. Rounded up, as a Date has no microseconds.
   */
  now: Date;
  definitions: readonly Definition[];
  ladder: readonly Step[];
  /** Of named people: whether a badge of theirs is flagged, so that a new fact may take the flag away. */
  hasFlags: boolean;
}>;

type Row = { at: Date; definitions: string; ladder: string; has_flags: boolean };

/**
 * All of it in one question, and the planner is told how to go about these people. Of few people, plans that
 * connections keep are used whatever the values: making one takes longer than running it.
 */
export async function readFrame(tx: Tx, ctx: Ctx, people: People): Promise<Frame> {
  const organization = sql`${ctx.organization.id}::uuid`;
  const flagged = areNamed(people)
    ? sql`EXISTS (SELECT FROM earned_badges e WHERE e.organization_id = ${organization}${ofPeople(people, sql`e.user_id`)}
        AND e.flagged_at IS NOT NULL AND e.status = 'awarded')`
    : sql`true`;
  const planning = isMany(people) ? sql`` : sql`, set_config('plan_cache_mode', 'force_generic_plan', true)`;
  const query = sql<Row>`SELECT date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond' AS at,
    ${writtenDefinitions(organization)} AS definitions, ${writtenLadder(organization)} AS ladder, ${flagged} AS has_flags${planning}`;
  const [row] = await runQuery(tx, query.compile(compiler), { isKept: true });
  if (isMany(people)) await prepareForMany(tx, people);
  return {
    now: ctx.asOf ?? row?.at ?? new Date(Number.NaN),
    definitions: hasBadges(ctx) ? readDefinitions(ctx, row?.definitions ?? "[]") : [],
    ladder: ladderFrom(ctx, row?.ladder ?? "[]"),
    hasFlags: row?.has_flags ?? true,
  };
}
