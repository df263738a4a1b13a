import type * as z from "zod";
import { orRefusal } from "@/lib/constraints";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { lockRow, requireSeen } from "@/lib/facts/lock-service";
import { atField } from "@/lib/facts/refusals";
import type { courseCorrection, courseInput } from "@/lib/facts/schema";

/** Adds a course that people can be registered for. `conflict` at the code when the organisation has it already. */
export async function createCourse(ctx: Ctx, input: z.output<typeof courseInput>): Promise<{ id: string }> {
  authorize(ctx, "facts:write");
  const creation = inTenant(ctx, async (tx) => {
    const data = { ...input, organizationId: ctx.organization.id };
    const { id } = await tx.course.create({ data, select: { id: true } });
    await record(tx, ctx, "course.created", { type: "course", id }, { after: { ...input, isActive: true } });
    return { id };
  });
  return await orRefusal(creation, {
    courses_code_unique: () => atField("code", msg("facts.codeTaken"), "conflict"),
  });
}

/** A new title, or a course that is offered no longer. Nothing that was earned depends on either. `conflict` when it has changed since `version`. */
export async function updateCourse(
  ctx: Ctx,
  { id, version, ...after }: z.output<typeof courseCorrection>,
): Promise<void> {
  authorize(ctx, "facts:write");
  await inTenant(ctx, async (tx) => {
    await lockRow(tx, ctx, "courses", id);
    const where = { organizationId: ctx.organization.id, id };
    const row = await tx.course.findFirst({ where });
    if (!row) throw notFound("course");
    requireSeen(row, version);
    const before = { title: row.title, isActive: row.isActive };
    if (before.title === after.title && before.isActive === after.isActive) return;
    await tx.course.updateMany({ where, data: after });
    await record(tx, ctx, "course.updated", { type: "course", id }, { before, after });
  });
}
