import type * as z from "zod";
import type { Ctx } from "@/lib/context";
import { msg, notFound } from "@/lib/errors";
import { correctFact, type FactKind, recordFact, voidFact } from "@/lib/facts/fact-service";
import { atField, requirePast, unknownPerson } from "@/lib/facts/refusals";
import type { RegistrationStatus } from "@/lib/facts/rules";
import type { registrationCorrection, registrationInput, voidInput } from "@/lib/facts/schema";

type State = Readonly<{
  courseId: string;
  userId: string;
  status: RegistrationStatus;
  /** Calendar days, `yyyy-mm-dd`. */
  registeredOn: string | null;
  completedOn: string | null;
  grade: string | null;
}>;

const toDate = (day: string | null) => (day === null ? null : new Date(`${day}T00:00:00Z`));
const toDay = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

const columnsOf = ({ registeredOn, completedOn, ...rest }: State) => ({
  ...rest,
  registeredOn: toDate(registeredOn),
  completedOn: toDate(completedOn),
});

const registrations: FactKind<State> = {
  name: "course_registration",
  missing: "courseRegistration",
  table: "course_registrations",
  refusals: {
    course_registrations_organization_id_user_id_fkey: unknownPerson,
    course_registrations_organization_id_course_id_fkey: () => notFound("course"),
    course_registrations_one_per_course: () => atField("userId", msg("facts.alreadyRegistered"), "conflict"),
  },
  person: ({ userId }) => userId,
  create: (tx, { externalId: _, ...origin }, state) =>
    tx.courseRegistration.create({ data: { ...origin, ...columnsOf(state) }, select: { id: true } }),
  async find(tx, which) {
    if (!("id" in which)) return null;
    const row = await tx.courseRegistration.findFirst({ where: which });
    if (!row) return null;
    const { courseId, userId, status, grade } = row;
    const dates = { registeredOn: toDay(row.registeredOn), completedOn: toDay(row.completedOn) };
    return { ...row, state: { courseId, userId, status, ...dates, grade } };
  },
  update: (tx, where, state) => tx.courseRegistration.updateMany({ where, data: columnsOf(state) }),
  setVoided: (tx, where, data) => tx.courseRegistration.updateMany({ where, data }),
};

type Input = z.output<typeof registrationInput>;

function stateOf(ctx: Ctx, said: Omit<Input, "courseId">, courseId: string, now: Date): State {
  requirePast(ctx, "registeredOn", said.registeredOn, now);
  requirePast(ctx, "completedOn", said.completedOn, now);
  return {
    courseId,
    userId: said.userId,
    status: said.status,
    registeredOn: said.registeredOn ?? null,
    completedOn: said.completedOn ?? null,
    grade: said.grade ?? null,
  };
}

/**
 * Somebody's part in a course, one for each course and person; a voided one makes room for another. `not_found` for
 * an unknown or foreign course, `invalid` for such a person and for days ahead, `conflict` for a second registration.
 */
export const recordRegistration = (ctx: Ctx, { courseId, ...said }: Input): Promise<{ id: string }> =>
  recordFact(ctx, registrations, (now) => stateOf(ctx, said, courseId, now));

/** The course stays: a registration for the wrong one is voided, and made anew for the right one. See correctFact. */
export const correctRegistration = (
  ctx: Ctx,
  { id, version, ...said }: z.output<typeof registrationCorrection>,
): Promise<void> =>
  correctFact(ctx, registrations, { id, version }, (now, before) => stateOf(ctx, said, before.courseId, now));

/** See voidFact; the person may be registered for the course anew. */
export const voidRegistration = (ctx: Ctx, input: z.output<typeof voidInput>): Promise<void> =>
  voidFact(ctx, registrations, input);
