import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import type { ReferralStatus, RegistrationStatus } from "@/lib/facts/rules";

/** How many of each kind are shown on a person's page. */
const RECENT = 5;

export type PersonFacts = Readonly<{
  activities: Readonly<{
    count: number;
    minutes: number;
    recent: readonly Readonly<{ id: string; kind: string; occurredAt: Date; minutes: number | null }>[];
  }>;
  registrations: Readonly<{
    count: number;
    completed: number;
    recent: readonly Readonly<{
      id: string;
      courseId: string;
      course: string;
      status: RegistrationStatus;
      /** Calendar day of completion, else of registration, where one is known. */
      day: string | null;
    }>[];
  }>;
  referrals: Readonly<{
    count: number;
    completed: number;
    recent: readonly Readonly<{ id: string; occurredAt: Date; status: ReferralStatus }>[];
  }>;
}>;

/** What stands about a person: how much in all, and the latest. Nothing for somebody unknown or foreign. */
export async function factsOfPerson(ctx: Ctx, userId: string): Promise<PersonFacts> {
  authorize(ctx, "facts:read");
  const organizationId = ctx.organization.id;
  return await inTenant(ctx, async (tx) => {
    const mine = { organizationId, userId, voidedAt: null };
    const made = { organizationId, referrerUserId: userId, voidedAt: null };
    const [counts] = await tx.$queryRaw<[Counts]>`
      SELECT a.*, c.*, r.* FROM
        (SELECT count(*)::integer AS activities, coalesce(sum(minutes), 0)::double precision AS minutes FROM activities
          WHERE organization_id = ${organizationId}::uuid AND user_id = ${userId}::uuid AND voided_at IS NULL) a,
        (SELECT count(*)::integer AS registrations, (count(*) FILTER (WHERE status = 'completed'))::integer AS courses
          FROM course_registrations
          WHERE organization_id = ${organizationId}::uuid AND user_id = ${userId}::uuid AND voided_at IS NULL) c,
        (SELECT count(*)::integer AS referrals, (count(*) FILTER (WHERE status = 'completed'))::integer AS completed
          FROM referrals
          WHERE organization_id = ${organizationId}::uuid AND referrer_user_id = ${userId}::uuid AND voided_at IS NULL) r`;
    const activities = await tx.activity.findMany({
      where: mine,
      orderBy: [{ occurredAt: "desc" }, { id: "asc" }],
      take: RECENT,
      select: { id: true, kind: true, occurredAt: true, minutes: true },
    });
    const registrations = await tx.courseRegistration.findMany({
      where: mine,
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      take: RECENT,
      include: { course: { select: { title: true } } },
    });
    const referrals = await tx.referral.findMany({
      where: made,
      orderBy: [{ occurredAt: "desc" }, { id: "asc" }],
      take: RECENT,
      select: { id: true, occurredAt: true, status: true },
    });
    return {
      activities: { count: counts.activities, minutes: counts.minutes, recent: activities },
      registrations: {
        count: counts.registrations,
        completed: counts.courses,
        recent: registrations.map(({ id, courseId, course, status, registeredOn, completedOn }) => ({
          id,
          courseId,
          course: course.title,
          status,
          day: (completedOn ?? registeredOn)?.toISOString().slice(0, 10) ?? null,
        })),
      },
      referrals: { count: counts.referrals, completed: counts.completed, recent: referrals },
    };
  });
}

type Counts = Readonly<{
  activities: number;
  minutes: number;
  registrations: number;
  courses: number;
  referrals: number;
  completed: number;
}>;
