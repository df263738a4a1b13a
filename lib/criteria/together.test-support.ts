import { type CompiledQuery, sql } from "kysely";
import { compiler } from "@/lib/criteria/sql/compiler";
import { laterScope } from "@/lib/criteria/sql/scope";
import { bind } from "@/lib/criteria/sql/slots";
import { type OneOfMany, tablesTogether, togetherSql } from "@/lib/criteria/together";

/** All of them in one statement about a few people, which are named when it runs; half of it also asked for the day. */
export function allAtOnce(
  asked: readonly Pick<OneOfMany, "achievementId" | "criteria">[],
  given: Readonly<{
    organizationId: string;
    timeZone: string;
    isRepeatable: boolean;
    now: Date;
    few: string[];
  }>,
): CompiledQuery<{ key: string }> {
  const { isRepeatable, organizationId: organization, timeZone: zone, now, few: people } = given;
  const scope = laterScope();
  const met = togetherSql(
    scope,
    asked.map((one, n) => ({
      ...one,
      isRepeatable,
      courseId: null,
      where: n % 2 === 0 ? undefined : sql` WHERE q.met_on >= '-infinity'`,
    })),
  );
  const query = sql<{ key: string }>`WITH ${tablesTogether(scope)}met AS (${met})
    SELECT concat_ws(' ', achievement_id, user_id, occurrence) AS key FROM met`;
  return bind(query.compile(compiler), { organization, zone, now, people });
}
