import { type CompiledQuery, sql } from "kysely";
import { compiler } from "@/lib/criteria/sql/compiler";
import { laterScope } from "@/lib/criteria/sql/scope";
import { bind } from "@/lib/criteria/sql/slots";
import { type OneOfMany, progressTogetherSql, tablesTogether, togetherSql } from "@/lib/criteria/together";

type Asked = readonly Pick<OneOfMany, "achievementId" | "criteria">[];
type ProgressRow = Readonly<{
  achievement_id: string;
  user_id: string;
  rule_path: string;
  have: number;
  need: number;
}>;
type Given = Readonly<{
  organizationId: string;
  timeZone: string;
  isRepeatable: boolean;
  now: Date;
  few: string[];
}>;

const valuesOf = ({ organizationId: organization, timeZone: zone, now, few: people }: Given) => ({
  organization,
  zone,
  now,
  people,
});

/** How far a few people are with all of them, in one statement. */
export function progressAtOnce(asked: Asked, given: Given): CompiledQuery<ProgressRow> {
  const scope = laterScope();
  const { isRepeatable } = given;
  const progress = progressTogetherSql(
    scope,
    asked.map((one) => ({ ...one, isRepeatable, courseId: null })),
  );
  const query = sql<ProgressRow>`WITH ${tablesTogether(scope)}progress AS (${progress}) SELECT * FROM progress`;
  return bind(query.compile(compiler), valuesOf(given));
}

/** All of them in one statement about a few people, which are named when it runs; half of it also asked for the day. */
export function allAtOnce(asked: Asked, given: Given): CompiledQuery<{ key: string }> {
  const { isRepeatable } = given;
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
  return bind(query.compile(compiler), valuesOf(given));
}
