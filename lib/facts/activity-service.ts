import type * as z from "zod";
import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import {
  FACT_REFUSALS,
  factChanged,
  lockFact,
  mustHaveHappened,
  mustStand,
  voidFact,
} from "@/lib/facts/fact-service";
import { correctedInstant, instantOf } from "@/lib/facts/moments";
import type { activityCorrection, activityInput, voidInput } from "@/lib/facts/schema";

type Input = z.output<typeof activityInput>;

const values = ({ userId, kind, minutes, participants }: Omit<Input, "occurredOn" | "time">) => ({
  userId,
  kind,
  minutes: minutes ?? null,
  participants: participants ?? null,
});

/** Records one activity of a person; the day, and the time if given, are the organisation's. */
export async function recordActivity(ctx: Ctx, input: Input): Promise<{ id: string }> {
  authorize(ctx, "facts:write");
  const work = inTenant(ctx, async (tx, now) => {
    const occurredAt = instantOf(input.occurredOn, input.time, ctx.organization.timeZone);
    mustHaveHappened(occurredAt, now);
    const data = { ...values(input), occurredAt };
    const { id } = await tx.activity.create({
      data: { ...data, organizationId: ctx.organization.id, recordedByUserId: actorUserId(ctx) },
      select: { id: true },
    });
    await factChanged(tx, ctx, "activities", { id, did: "recorded", people: [input.userId], after: data });
    return { id };
  });
  return orRefusal(work, FACT_REFUSALS);
}

/** Makes an activity what it should have been. Both people are evaluated when it was somebody else's. */
export async function correctActivity(
  ctx: Ctx,
  { id, ...input }: z.output<typeof activityCorrection>,
): Promise<void> {
  authorize(ctx, "facts:write");
  const { timeZone } = ctx.organization;
  const work = inTenant(ctx, async (tx, now) => {
    const before = await lockFact(tx, ctx, "activities", id);
    mustStand(before);
    const { occurredAt: known } = await tx.activity.findFirstOrThrow({
      where: { organizationId: ctx.organization.id, id },
      select: { occurredAt: true },
    });
    const occurredAt = correctedInstant(known, input, timeZone);
    mustHaveHappened(occurredAt, now);
    const data = { ...values(input), occurredAt };
    await tx.activity.updateMany({ where: { organizationId: ctx.organization.id, id }, data });
    const people = [before.person, input.userId];
    await factChanged(tx, ctx, "activities", {
      id,
      did: "corrected",
      people,
      before: before.row,
      after: data,
    });
  });
  await orRefusal(work, FACT_REFUSALS);
}

/** See voidFact. */
export const voidActivity = (ctx: Ctx, input: z.output<typeof voidInput>): Promise<void> =>
  voidFact(ctx, "activities", input);
