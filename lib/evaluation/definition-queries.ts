import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { criteriaOf, type Trigger } from "@/lib/criteria/from-trigger";
import { LastRead } from "@/lib/criteria/last-read";
import { planOccurrences } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import { compiler } from "@/lib/criteria/sql/compiler";
import type { Sql } from "@/lib/criteria/sql/people";
import { runQuery, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

/** An active achievement with its current version, as evaluation reads it. */
export type Definition = Readonly<{
  id: string;
  key: string;
  name: string;
  description: string;
  category: string;
  badgeIconUrl: string | null;
  versionId: string;
  isRepeatable: boolean;
  needsApproval: boolean;
  renewable: boolean;
  /** Whoever made it hears of each award at once (seed 003 notification). */
  isHeard: boolean;
  courseId: string | null;
  expireDate: Date | null;
  expirePeriod: number | null;
  /** First day, of the organisation's calendar, on which it can be earned; null for any day. */
  earnFrom: Date | null;
  criteria: Criteria;
}>;

/** As PostgreSQL writes one down: days as text, and criteria as they are stored. */
type Written = Omit<Definition, "expireDate" | "earnFrom" | "criteria"> &
  Trigger &
  Readonly<{ expireDate: string | null; earnFrom: string | null }>;

/** What this process last read of them, of an organisation whose definitions it has read; they may have changed since. */
export const lastDefinitions = ({ organization }: Ctx): readonly Definition[] | undefined =>
  lastRead.last(organization.id);

/** Active achievements that are not given by hand alone, in display order, as one text: a query's column. */
export const writtenDefinitions = (organization: Sql): Sql => sql`(
  SELECT coalesce(json_agg(json_build_object('id', a.id, 'key', a.key, 'name', a.name, 'description', a.description,
      'category', a.category, 'badgeIconUrl', a.badge_icon_url, 'versionId', v.id, 'isRepeatable', a.is_repeatable,
      'needsApproval', a.needs_approval, 'renewable', a.renewable, 'isHeard', a.notification = 'every_time', 'courseId', a.course_id, 'expireDate', a.expire_date,
      'expirePeriod', a.expire_period, 'earnFrom', a.earn_from, 'triggerType', a.trigger_type,
      'triggerThreshold', a.trigger_threshold, 'triggerMetadata', a.trigger_metadata, 'criteria', a.criteria)
    ORDER BY a.sort_order, a.name, a.id), '[]')::text
  FROM achievements a CROSS JOIN LATERAL (SELECT n.id FROM achievement_versions n
    WHERE n.organization_id = a.organization_id AND n.achievement_id = a.id ORDER BY n.number DESC LIMIT 1) v
  WHERE a.organization_id = ${organization} AND a.status = 'active' AND a.trigger_type <> 'manual')`;

const lastRead = new LastRead(parse);

/** The definitions from their text: the same objects as the last time while nothing of them has changed. */
export const readDefinitions = ({ organization }: Ctx, text: string): readonly Definition[] =>
  lastRead.of(organization.id, text);

/** Active achievements that are not given by hand alone, in display order. */
export async function activeDefinitions(tx: Tx, ctx: Ctx): Promise<readonly Definition[]> {
  const text = writtenDefinitions(sql`${ctx.organization.id}::uuid`);
  const [row] = await runQuery(tx, sql<{ text: string }>`SELECT ${text} AS text`.compile(compiler));
  return readDefinitions(ctx, row?.text ?? "[]");
}

const dayOf = (text: string | null) => (text === null ? null : new Date(text));

function parse(text: string): readonly Definition[] {
  return (JSON.parse(text) as Written[]).flatMap((written) => {
    const criteria = readCriteria(written);
    if (!criteria) return [];
    const { triggerType: _type, triggerThreshold: _threshold, triggerMetadata: _metadata, ...rest } = written;
    return [{ ...rest, criteria, expireDate: dayOf(written.expireDate), earnFrom: dayOf(written.earnFrom) }];
  });
}

/** One definition that cannot be read must not keep everybody from their other badges; it is told loudly. */
function readCriteria(row: Trigger & { id: string; isRepeatable: boolean }): Criteria | null {
  try {
    const criteria = criteriaOf(row);
    if (criteria) planOccurrences(criteria, row.isRepeatable);
    return criteria;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error({ achievement: row.id, err: error, fields: error.fields }, "criteria cannot be read");
    return null;
  }
}
