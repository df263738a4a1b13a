import type * as z from "zod";
import type { Ctx } from "@/lib/context";
import { correctFact, type FactKind, recordFact, voidFact } from "@/lib/facts/fact-service";
import { occurredAt, unknownPerson } from "@/lib/facts/refusals";
import type { ReferralStatus } from "@/lib/facts/rules";
import type { referralCorrection, referralInput, voidInput } from "@/lib/facts/schema";

type State = Readonly<{ referrerUserId: string; occurredAt: Date; status: ReferralStatus }>;

const referrals: FactKind<State> = {
  name: "referral",
  missing: "referral",
  table: "referrals",
  oncePerKey: "referrals_external_id_unique",
  refusals: { referrals_organization_id_referrer_user_id_fkey: unknownPerson },
  person: ({ referrerUserId }) => referrerUserId,
  create: (tx, origin, state) => tx.referral.create({ data: { ...origin, ...state }, select: { id: true } }),
  async find(tx, where) {
    const row = await tx.referral.findFirst({ where });
    if (!row) return null;
    const { referrerUserId, occurredAt, status } = row;
    return { ...row, state: { referrerUserId, occurredAt, status } };
  },
  update: (tx, where, data) => tx.referral.updateMany({ where, data }),
  setVoided: (tx, where, data) => tx.referral.updateMany({ where, data }),
};

type Input = z.output<typeof referralInput>;

const stateOf = (ctx: Ctx, said: Omit<Input, "idempotencyKey">, now: Date, before?: State): State => ({
  referrerUserId: said.userId,
  occurredAt: occurredAt(ctx, said, now, before?.occurredAt),
  status: said.status,
});

/** That a person referred somebody. `invalid` for unknown or foreign people, and moments that do not exist or lie ahead. */
export const recordReferral = (ctx: Ctx, { idempotencyKey, ...said }: Input): Promise<{ id: string }> =>
  recordFact(ctx, referrals, (now) => stateOf(ctx, said, now), idempotencyKey);

/** Makes a referral what it should have been, most often completed. See correctFact. */
export const correctReferral = (
  ctx: Ctx,
  { id, version, ...said }: z.output<typeof referralCorrection>,
): Promise<void> =>
  correctFact(ctx, referrals, { id, version }, (now, before) => stateOf(ctx, said, now, before));

/** See voidFact. */
export const voidReferral = (ctx: Ctx, input: z.output<typeof voidInput>): Promise<void> =>
  voidFact(ctx, referrals, input);
