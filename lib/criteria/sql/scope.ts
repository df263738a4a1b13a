import { sql } from "kysely";
import { BoundsOfUnits } from "@/lib/criteria/sql/bounds";
import type { People, Sql } from "@/lib/criteria/sql/people";
import { SharedRows } from "@/lib/criteria/sql/shared-rows";
import { LATER } from "@/lib/criteria/sql/slots";
import { TakenActivities } from "@/lib/criteria/sql/taken";

export type CompileContext = Readonly<{
  organizationId: string;
  /** IANA name; decides what a day, a week, a month, a quarter and a year are. */
  timeZone: string;
  /** What happened after it does not count yet. */
  now: Date;
  people: People;
  isRepeatable: boolean;
  /** Whose sign-offs `manual_approval` looks for. */
  achievementId?: string;
  /** Only people registered for this course: an achievement of type `course` (seed 003 badges.type). */
  courseId?: string;
  /** What need not be found again: a query with the columns `user_id` and `occurrence`. */
  held?: Sql;
  /** Also find the fact that tipped each rule: one more look-up per award and rule. */
  withFacts?: boolean;
  /** Also people who are not evaluated, to explain why not: inactive ones, and who is not on the course. */
  anybody?: boolean;
  /** `now` lies in the past: certificates and badges that have ended or been renewed since were held then. */
  inThePast?: boolean;
}>;

/** The context's values as parameters, and the calendar tables the query asked for. */
export type Scope = Readonly<{
  organization: Sql;
  zone: Sql;
  now: Sql;
  /** The organisation's calendar day of `now`. */
  today: Sql;
  people: People;
  achievement: Sql | null;
  inThePast: boolean;
  bounds: BoundsOfUnits;
  /** Activities that were read beforehand; null where each rule reads them from the table. */
  taken: TakenActivities | null;
}>;

export function scopeOf(context: CompileContext): Scope {
  const zone = sql`${context.timeZone}::text`;
  const now = sql`${context.now.toISOString()}::timestamptz`;
  const scope = {
    organization: sql`${context.organizationId}::uuid`,
    zone,
    now,
    today: sql`(${now} AT TIME ZONE ${zone})::date`,
    people: context.people,
    achievement: context.achievementId === undefined ? null : sql`${context.achievementId}::uuid`,
    inThePast: context.inThePast ?? false,
    taken: null,
  };
  return { ...scope, bounds: new BoundsOfUnits(scope) };
}

export type LaterScope = Scope & Readonly<{ taken: TakenActivities; shared: SharedRows }>;

/** A scope for many criteria and a few people, whose values come when the query runs (`bind`). */
export function laterScope(): LaterScope {
  const zone = sql`${LATER.zone}::text`;
  const now = sql`${LATER.now}::timestamptz`;
  const values = { organization: sql`${LATER.organization}::uuid`, zone, now, people: LATER.people };
  const taken = new TakenActivities(values);
  return {
    ...values,
    today: sql`(${now} AT TIME ZONE ${zone})::date`,
    achievement: null,
    inThePast: false,
    taken,
    shared: new SharedRows(),
    bounds: new BoundsOfUnits({ ...values, taken }),
  };
}

/** A calendar day or local time of the organisation as an instant. */
export const instantOf = ({ zone }: Pick<Scope, "zone">, local: Sql): Sql =>
  sql`((${local})::timestamp AT TIME ZONE ${zone})`;

/** People who are evaluated: active members whatever their role, of a course achievement its registrants. */
export function membersOf(scope: Scope, courseId: string | undefined): Sql {
  const registered =
    courseId === undefined
      ? sql``
      : sql` AND EXISTS (SELECT FROM course_registrations r WHERE r.organization_id = m.organization_id AND r.user_id = m.user_id
          AND r.course_id = ${courseId}::uuid AND r.voided_at IS NULL)`;
  return sql`SELECT m.user_id FROM memberships m WHERE m.organization_id = ${scope.organization} AND m.status = 'active'${registered}`;
}

/** All whom the organisation knows. */
export const everybodyOf = ({ organization }: Scope): Sql =>
  sql`SELECT m.user_id FROM memberships m WHERE m.organization_id = ${organization}`;
