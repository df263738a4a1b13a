import type * as z from "zod";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import {
  correctFact,
  type FactKind,
  type ReadyCorrection,
  readyToCorrect,
  recordFact,
  voidFact,
} from "@/lib/facts/fact-service";
import { occurredAt, unknownPerson } from "@/lib/facts/refusals";
import type { activityCorrection, activityInput, voidInput } from "@/lib/facts/schema";

type State = Readonly<{
  userId: string;
  kind: string;
  occurredAt: Date;
  minutes: number | null;
  participants: number | null;
}>;

const activities: FactKind<State> = {
  name: "activity",
  missing: "activity",
  table: "activities",
  oncePerKey: "activities_external_id_unique",
  refusals: { activities_organization_id_user_id_fkey: unknownPerson },
  person: ({ userId }) => userId,
  create: (tx, origin, state) => tx.activity.create({ data: { ...origin, ...state }, select: { id: true } }),
  async find(tx, where) {
    const row = await tx.activity.findFirst({ where });
    if (!row) return null;
    const { userId, kind, occurredAt, minutes, participants } = row;
    return { ...row, state: { userId, kind, occurredAt, minutes, participants } };
  },
  update: (tx, where, data) => tx.activity.updateMany({ where, data }),
  setVoided: (tx, where, data) => tx.activity.updateMany({ where, data }),
};

type Input = z.output<typeof activityInput>;

const stateOf = (ctx: Ctx, said: Omit<Input, "idempotencyKey">, now: Date, before?: State): State => ({
  userId: said.userId,
  kind: said.kind,
  occurredAt: occurredAt(ctx, said, now, before?.occurredAt),
  minutes: said.minutes ?? null,
  participants: said.participants ?? null,
});

/** What somebody did. `invalid` for an unknown or foreign person, and for moments that do not exist or lie ahead. */
export const recordActivity = (ctx: Ctx, { idempotencyKey, ...said }: Input): Promise<{ id: string }> =>
  recordFact(ctx, activities, (now) => stateOf(ctx, said, now), idempotencyKey);

/** Makes an activity what it should have been, also somebody else's. See correctFact. */
export const correctActivity = (
  ctx: Ctx,
  { id, version, ...said }: z.output<typeof activityCorrection>,
): Promise<void> =>
  correctFact(ctx, activities, { id, version }, (now, before) => stateOf(ctx, said, now, before));

/** The correction up to the point where it is written, for whoever wants to see what it would do. */
export const readyCorrection = (
  tx: Tx,
  ctx: Ctx,
  { id, version, ...said }: z.output<typeof activityCorrection>,
  now: Date,
): Promise<ReadyCorrection> =>
  readyToCorrect(tx, ctx, activities, { id, version }, (before) => stateOf(ctx, said, now, before));

/** See voidFact. */
export const voidActivity = (ctx: Ctx, input: z.output<typeof voidInput>): Promise<void> =>
  voidFact(ctx, activities, input);
