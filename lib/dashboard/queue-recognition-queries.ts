import { isFlagged } from "@/lib/badges/matching-queries";
import { dayOf, startOfDay } from "@/lib/badges/rules";
import { actorUserId } from "@/lib/context";
import {
  type Asked,
  newestFirst,
  oldestFirst,
  PERSON,
  type Waiting,
} from "@/lib/dashboard/queue-failure-queries";
import { Prisma } from "@/lib/generated/prisma/client";
import { hasNotLeft } from "@/lib/people/leaver-queries";

const ACHIEVEMENT = Prisma.sql`JOIN achievements a ON a.organization_id = f.organization_id AND a.id = f.achievement_id`;

/** Badges that wait for a yes or no, those who have waited longest first; of people who have left too, who may get either. */
export function approvals(asked: Asked): Waiting {
  const self = Prisma.sql`${actorUserId(asked.ctx)}::uuid`;
  return {
    columns: Prisma.sql`f.id, m.display_name AS person, f.user_id AS "userId", a.name AS subject, f.achievement_id::text AS detail, f.created_at AS at,
      f.reason, coalesce(f.user_id = ${self} OR f.awarded_by_user_id = ${self}, false) AS "isForOthers"`,
    waiting: Prisma.sql`FROM earned_badges f WHERE f.organization_id = ${asked.ctx.organization.id}::uuid AND f.status = 'pending_approval'`,
    named: Prisma.sql`${PERSON} ${ACHIEVEMENT}`,
    order: oldestFirst("f.created_at", "f.id"),
  };
}

/** Badges whose criteria are no longer met, for somebody to say whether they stand: what people who have left earned stays too. */
export function flagged(asked: Asked): Waiting {
  const self = Prisma.sql`${actorUserId(asked.ctx)}::uuid`;
  return {
    columns: Prisma.sql`f.id, m.display_name AS person, f.user_id AS "userId", a.name AS subject, f.achievement_id::text AS detail, f.flagged_at AS at,
      f.flag_reason AS reason, coalesce(f.user_id = ${self}, false) AS "isForOthers"`,
    waiting: Prisma.sql`FROM earned_badges f WHERE f.organization_id = ${asked.ctx.organization.id}::uuid AND ${isFlagged(asked.now)}`,
    named: Prisma.sql`${PERSON} ${ACHIEVEMENT}`,
    order: oldestFirst("f.flagged_at", "f.id"),
  };
}

/** So many days ahead, in the organisation's calendar; the list of certificates has the same choice. */
const SOON = 30;

/** Certificates that are valid now and will not be after thirty days, the first to end first; of nobody who has left. */
export function expiring(asked: Asked): Waiting {
  const { id, timeZone } = asked.ctx.organization;
  const end = startOfDay(dayOf(asked.now, timeZone).add({ days: SOON + 1 }), timeZone);
  return {
    columns: Prisma.sql`f.id, m.display_name AS person, f.user_id AS "userId", t.name AS subject, f.certificate_number AS detail, f.expires_at AS at,
      NULL AS reason, coalesce(f.user_id = ${actorUserId(asked.ctx)}::uuid, false) AS "isForOthers"`,
    waiting: Prisma.sql`FROM certifications f WHERE f.organization_id = ${id}::uuid AND f.status IN ('active', 'expiring_soon')
      AND f.expires_at > ${asked.now} AND f.expires_at < ${end}
      AND ${hasNotLeft("f")}`,
    named: Prisma.sql`${PERSON} JOIN certification_types t ON t.organization_id = f.organization_id AND t.id = f.certification_type_id`,
    order: oldestFirst("f.expires_at", "f.id"),
  };
}

/** People who lack one activity for an achievement, those who have just come so far first; counted when it was kept. */
export function nearly({ ctx }: Asked): Waiting {
  const organization = Prisma.sql`${ctx.organization.id}::uuid`;
  return {
    columns: Prisma.sql`f.user_id || '.' || f.achievement_id AS id, m.display_name AS person, f.user_id AS "userId", a.name AS subject,
      f.achievement_id::text AS detail, f.since AS at, NULL AS reason, false AS "isForOthers"`,
    waiting: Prisma.sql`FROM nearly_earned f WHERE f.organization_id = ${organization}`,
    named: Prisma.sql`${PERSON} ${ACHIEVEMENT}`,
    order: newestFirst("f.since", "f.user_id", "f.achievement_id"),
    count: Prisma.sql`SELECT coalesce(sum(people), 0)::int FROM nearly_looks WHERE organization_id = ${organization}`,
  };
}

/** What people have said is wrong or missing, those who have waited longest first; in their own words. */
export const mistakes = (asked: Asked): Waiting => ({
  columns: Prisma.sql`f.id, m.display_name AS person, f.user_id AS "userId", left(f.text, 200) AS subject, f.subject::text AS detail, f.created_at AS at,
      NULL AS reason, coalesce(f.user_id = ${actorUserId(asked.ctx)}::uuid, false) AS "isForOthers"`,
  waiting: Prisma.sql`FROM (SELECT r.*, r.reporter_user_id AS user_id FROM mistake_reports r) f
      WHERE f.organization_id = ${asked.ctx.organization.id}::uuid AND f.status = 'open'`,
  named: PERSON,
  order: oldestFirst("f.created_at", "f.id"),
});

/** Pauses that wait for a yes or no, of nobody who has left; their days, first and last, as `yyyy-mm-dd/yyyy-mm-dd`. */
export const pauses = (asked: Asked): Waiting => ({
  columns: Prisma.sql`f.id, m.display_name AS person, f.user_id AS "userId", f.starts_on || '/' || f.ends_on AS subject, NULL AS detail,
      f.created_at AS at, NULL AS reason, coalesce(f.user_id = ${actorUserId(asked.ctx)}::uuid, false) AS "isForOthers"`,
  waiting: Prisma.sql`FROM streak_pauses f WHERE f.organization_id = ${asked.ctx.organization.id}::uuid AND f.status = 'waiting'
      AND ${hasNotLeft("f")}`,
  named: PERSON,
  order: oldestFirst("f.created_at", "f.id"),
});
