import type * as z from "zod";
import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { FACT_REFUSALS, factChanged, lockFact, mustStand, voidFact } from "@/lib/facts/fact-service";
import type { registrationCorrection, registrationInput, voidInput } from "@/lib/facts/schema";

type Input = z.output<typeof registrationInput>;

const dateOf = (day: string | undefined) => (day ? new Date(`${day}T00:00:00Z`) : null);

const values = ({ status, registeredOn, completedOn, grade }: Omit<Input, "courseId" | "userId">) => ({
  status,
  registeredOn: dateOf(registeredOn),
  completedOn: dateOf(completedOn),
  grade: grade ?? null,
});

/** Registers a person for a course, or records how it went. Throws `conflict` when they are registered already. */
export async function recordRegistration(ctx: Ctx, input: Input): Promise<{ id: string }> {
  authorize(ctx, "facts:write");
  const { courseId, userId } = input;
  const work = inTenant(ctx, async (tx) => {
    const data = { courseId, userId, ...values(input) };
    const { id } = await tx.courseRegistration.create({
      data: { ...data, organizationId: ctx.organization.id, recordedByUserId: actorUserId(ctx) },
      select: { id: true },
    });
    await factChanged(tx, ctx, "course_registrations", {
      id,
      did: "recorded",
      people: [userId],
      after: data,
    });
    return { id };
  });
  return orRefusal(work, FACT_REFUSALS);
}

/** Status, days and grade of a registration; whose and for which course stays. */
export async function correctRegistration(
  ctx: Ctx,
  { id, ...input }: z.output<typeof registrationCorrection>,
): Promise<void> {
  authorize(ctx, "facts:write");
  await inTenant(ctx, async (tx) => {
    const before = await lockFact(tx, ctx, "course_registrations", id);
    mustStand(before);
    const data = values(input);
    await tx.courseRegistration.updateMany({ where: { organizationId: ctx.organization.id, id }, data });
    await factChanged(tx, ctx, "course_registrations", {
      id,
      did: "corrected",
      people: [before.person],
      before: before.row,
      after: data,
    });
  });
}

/** See voidFact; the person may be registered for the course anew. */
export const voidRegistration = (ctx: Ctx, input: z.output<typeof voidInput>): Promise<void> =>
  voidFact(ctx, "course_registrations", input);
