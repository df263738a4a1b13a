import { type CompiledQuery, sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import { ofPeople } from "@/lib/criteria/sql/people";
import { laterScope } from "@/lib/criteria/sql/scope";
import { bind } from "@/lib/criteria/sql/slots";
import { type OneOfMany, tablesTogether, togetherSql } from "@/lib/criteria/together";
import { runQuery, type Tx } from "@/lib/db";
import type { Definition } from "@/lib/evaluation/definition-queries";
import { isFinal, isHeld, sinceEarnFrom } from "@/lib/evaluation/evaluate-achievement";

/** `held` is null for who meets it anew, else how many of its badges they have. */
type Row = { achievement_id: string; user_id: string; held: number | null };

/** By achievement and person: how many of its badges they have, and who meets it for an occurrence nothing stands of. */
export type Look = Readonly<{
  held: (achievementId: string, userId: string) => number;
  isNew: (achievementId: string, userId: string) => boolean;
}>;

/** Statements by what they look for; definitions are the same objects for as long as nothing of them changes. */
const known = new WeakMap<readonly Definition[], Map<string, CompiledQuery<Row>>>();

/**
 * What a few people could be awarded, of all these achievements at once: the criteria of each as they are compiled for
 * awarding, without when and by what they were met, in one statement that reads the people's activities, badges and
 * membership once. Nobody is left out who would be awarded; awarding decides for itself. `definitions` are among `all`,
 * and the same ones whenever `name` is.
 */
export async function lookAtFew(
  tx: Tx,
  ctx: Ctx,
  asked: Readonly<{
    all: readonly Definition[];
    name: string;
    definitions: readonly Definition[];
    people: readonly string[];
    now: Date;
  }>,
): Promise<Look> {
  const { id: organization, timeZone: zone } = ctx.organization;
  const { people, now } = asked;
  const rows = await runQuery(tx, bind(statementOf(asked), { organization, zone, now, people }), {
    isKept: true,
  });
  const held = new Map<string, number>();
  const fresh = new Set<string>();
  for (const row of rows) {
    const key = `${row.achievement_id} ${row.user_id}`;
    if (row.held === null) fresh.add(key);
    else held.set(key, row.held);
  }
  return {
    held: (achievementId, userId) => held.get(`${achievementId} ${userId}`) ?? 0,
    isNew: (achievementId, userId) => fresh.has(`${achievementId} ${userId}`),
  };
}

function statementOf({ all, name, definitions }: Parameters<typeof lookAtFew>[2]): CompiledQuery<Row> {
  const ofThese = known.get(all) ?? new Map<string, CompiledQuery<Row>>();
  known.set(all, ofThese);
  const statement = ofThese.get(name) ?? lookSql(definitions).compile(compiler);
  ofThese.set(name, statement);
  return statement;
}

/** A badge that evaluation leaves alone stands in the way of its occurrence. */
function lookSql(definitions: readonly Definition[]) {
  const scope = laterScope();
  const fresh = togetherSql(scope, definitions.map(askedOf));
  const theirs = sql`e.organization_id = ${scope.organization}${ofPeople(scope.people, sql`e.user_id`)}`;
  return sql<Row>`WITH ${tablesTogether(scope)}badges AS MATERIALIZED (
      SELECT e.achievement_id, e.user_id, e.occurrence, ${isHeld(scope.now)} AS is_held,
        ${isFinal(false, scope.now)} AS is_final, ${isFinal(true, scope.now)} AS is_final_until_renewed
      FROM earned_badges e WHERE ${theirs}
    )
    SELECT f.achievement_id, f.user_id, NULL::int AS held FROM (${fresh}) f UNION ALL
    SELECT b.achievement_id, b.user_id, count(*)::int FROM badges b WHERE b.is_held GROUP BY 1, 2`;
}

function askedOf(definition: Definition): OneOfMany {
  const { id, criteria, isRepeatable, renewable, courseId, earnFrom } = definition;
  const final = sql.raw(renewable ? "is_final_until_renewed" : "is_final");
  const held = sql`SELECT b.user_id, b.occurrence FROM badges b WHERE b.achievement_id = ${id}::uuid AND b.${final}`;
  const where = earnFrom ? sinceEarnFrom(definition) : undefined;
  return { achievementId: id, criteria, isRepeatable, courseId, held, where };
}
