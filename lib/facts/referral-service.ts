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
import type { referralCorrection, referralInput, voidInput } from "@/lib/facts/schema";

/** Records that a person referred somebody; only completed referrals count towards recognition. */
export async function recordReferral(
  ctx: Ctx,
  input: z.output<typeof referralInput>,
): Promise<{ id: string }> {
  authorize(ctx, "facts:write");
  const work = inTenant(ctx, async (tx, now) => {
    const occurredAt = instantOf(input.occurredOn, input.time, ctx.organization.timeZone);
    mustHaveHappened(occurredAt, now);
    const data = { referrerUserId: input.userId, status: input.status, occurredAt };
    const { id } = await tx.referral.create({
      data: { ...data, organizationId: ctx.organization.id, recordedByUserId: actorUserId(ctx) },
      select: { id: true },
    });
    await factChanged(tx, ctx, "referrals", { id, did: "recorded", people: [input.userId], after: data });
    return { id };
  });
  return orRefusal(work, FACT_REFUSALS);
}

/** Makes a referral what it should have been, most often completed. */
export async function correctReferral(
  ctx: Ctx,
  { id, ...input }: z.output<typeof referralCorrection>,
): Promise<void> {
  authorize(ctx, "facts:write");
  const work = inTenant(ctx, async (tx, now) => {
    const before = await lockFact(tx, ctx, "referrals", id);
    mustStand(before);
    const { occurredAt: known } = await tx.referral.findFirstOrThrow({
      where: { organizationId: ctx.organization.id, id },
      select: { occurredAt: true },
    });
    const occurredAt = correctedInstant(known, input, ctx.organization.timeZone);
    mustHaveHappened(occurredAt, now);
    const data = { referrerUserId: input.userId, status: input.status, occurredAt };
    await tx.referral.updateMany({ where: { organizationId: ctx.organization.id, id }, data });
    const people = [before.person, input.userId];
    await factChanged(tx, ctx, "referrals", {
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
export const voidReferral = (ctx: Ctx, input: z.output<typeof voidInput>): Promise<void> =>
  voidFact(ctx, "referrals", input);
