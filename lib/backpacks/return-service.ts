import { keptRegistration } from "@/lib/backpacks/registration-service";
import { giveBack } from "@/lib/backpacks/remote";
import { pauseAfter } from "@/lib/backpacks/rules";
import { open } from "@/lib/backpacks/secrets";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";

/** Longer than a backpack may take to answer; a worker that died is followed by another after it. In seconds. */
const LEASE = 600;

type Left = Readonly<{
  id: string;
  backpackId: string;
  sealedFor: string;
  token: Uint8Array;
  attempts: number;
}>;

/**
 * Gives back the tokens of those who have left, been deactivated or been erased, so that they are good nowhere. Each is
 * forgotten when that is done, and also where it cannot be: the backpack has no place for it, we are not known there any
 * more, or it has not answered for two days.
 */
export async function giveBackLeft(ctx: Ctx, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const left = await inTenant(ctx, async (tx): Promise<Left | undefined> => {
      const [row] = await tx.$queryRaw<Left[]>`
        UPDATE backpack_returns r SET attempts = r.attempts + 1, next_attempt_at = now() + ${LEASE}::integer * interval '1 second'
        WHERE r.organization_id = ${ctx.organization.id}::uuid AND r.id = (
          SELECT id FROM backpack_returns WHERE organization_id = ${ctx.organization.id}::uuid AND next_attempt_at <= now()
          ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING r.id, r.external_backpack_id AS "backpackId", r.sealed_for AS "sealedFor", r.token, r.attempts`;
      return row;
    });
    if (!left) return;
    const pause = (await isGivenBack(ctx, left)) ? null : pauseAfter(left.attempts);
    await settle(ctx, left.id, pause);
  }
}

async function isGivenBack(ctx: Ctx, { backpackId, sealedFor, token }: Left): Promise<boolean> {
  const { registered } = await keptRegistration(ctx, backpackId);
  const plain = open(token, ctx, `${sealedFor} ${backpackId}`);
  if (!registered || plain === null || registered.endpoints.revocation === null) return true;
  return giveBack(registered, plain);
}

/** Forgets it, or tries again in so many seconds. */
async function settle(ctx: Ctx, id: string, pause: number | null): Promise<void> {
  const where = { organizationId: ctx.organization.id, id };
  await inTenant(ctx, async (tx) => {
    if (pause === null) await tx.backpackReturn.deleteMany({ where });
    else
      await tx.$executeRaw`
        UPDATE backpack_returns SET next_attempt_at = now() + ${pause}::integer * interval '1 second'
        WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid`;
  });
}
