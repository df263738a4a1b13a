import type * as z from "zod";
import { orRefusal } from "@/lib/constraints";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { FACT_REFUSALS } from "@/lib/facts/fact-service";
import type { courseCorrection, courseInput } from "@/lib/facts/schema";

/** Adds a course. Throws `conflict` at the code when the organisation has it already. */
export async function createCourse(ctx: Ctx, input: z.output<typeof courseInput>): Promise<{ id: string }> {
  authorize(ctx, "facts:write");
  const work = inTenant(ctx, async (tx) => {
    const { id } = await tx.course.create({
      data: { ...input, organizationId: ctx.organization.id },
      select: { id: true },
    });
    await record(tx, ctx, "course.created", { type: "course", id }, { after: input });
    return { id };
  });
  return orRefusal(work, FACT_REFUSALS);
}

/** A new title, or a course that is offered no longer. Nothing that was earned depends on either. */
export async function updateCourse(
  ctx: Ctx,
  { id, ...data }: z.output<typeof courseCorrection>,
): Promise<void> {
  authorize(ctx, "facts:write");
  await inTenant(ctx, async (tx) => {
    const where = { organizationId: ctx.organization.id, id };
    const before = await tx.course.findFirst({ where, select: { title: true, isActive: true } });
    if (!before) throw notFound("course");
    await tx.course.updateMany({ where, data });
    await record(tx, ctx, "course.updated", { type: "course", id }, { before, after: data });
  });
}
