import { createHash } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import type { People } from "@/lib/criteria/sql/people";
import { lookSql } from "@/lib/dashboard/nearly-sql";
import { inTenant, runQuery, type Tx } from "@/lib/db";
import { activeDefinitions, type Definition } from "@/lib/evaluation/definition-queries";
import { isOver } from "@/lib/evaluation/evaluate-achievement";
import { type Failed, unlessItFails } from "@/lib/evaluation/evaluate-safely";
import { hasBadges } from "@/lib/evaluation/found";
import { judgedAt, prepareForMany } from "@/lib/evaluation/requests-service";

/** Bulk work may take this long, in milliseconds. */
const timeout = 30 * 60_000;
/** People of one transaction. */
const BATCH = 5_000;
/** From this hour on of the organisation's day, everybody is looked at anew: windows open and close without a fact. */
const NIGHTLY_HOUR = 3;

/**
 * Brings up to date who lacks one activity: of an achievement that is new, changed, or was last looked at on an earlier
 * day everybody, and otherwise whoever has been evaluated since. Repeating it changes nothing.
 */
export async function refreshNearly(ctx: Ctx): Promise<void> {
  if (!hasBadges(ctx)) return;
  for (const id of await dueAchievements(ctx)) {
    await inTenant(ctx, (tx) => lookAtEverybody(tx, ctx, id), { timeout });
  }
  while (await inTenant(ctx, (tx) => lookAtRequested(tx, ctx), { timeout }));
}

/** One refresh of an organisation at a time: the second waits for what the first has counted. */
const alone = (tx: Tx, ctx: Ctx) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`nearly ${ctx.organization.id}`}::text, 0))`;

function fingerprintOf(definition: Definition, { organization }: Ctx, now: Date): string {
  const day = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(organization.timeZone)
    .subtract({ hours: NIGHTLY_HOUR })
    .toPlainDate();
  const { timeZone } = organization;
  return createHash("sha256")
    .update(JSON.stringify([definition, timeZone, day.toString()]))
    .digest("hex");
}

/** Achievements that everybody is to be looked at for; what is no longer in use is forgotten on the way. */
const dueAchievements = (ctx: Ctx): Promise<readonly string[]> =>
  inTenant(ctx, async (tx) => {
    await alone(tx, ctx);
    const now = await judgedAt(tx, ctx);
    const definitions = (await activeDefinitions(tx, ctx)).filter((one) => !isOver(ctx, one, now));
    const organizationId = ctx.organization.id;
    const others = { organizationId, achievementId: { notIn: definitions.map(({ id }) => id) } };
    await tx.nearlyEarned.deleteMany({ where: others });
    await tx.nearlyLook.deleteMany({ where: others });
    const looks = await tx.nearlyLook.findMany({ where: { organizationId } });
    const known = new Map(looks.map((look) => [look.achievementId, look.fingerprint]));
    return definitions
      .filter((one) => known.get(one.id) !== fingerprintOf(one, ctx, now))
      .map(({ id }) => id);
  });

async function look(tx: Tx, ctx: Ctx, definition: Definition, people: People, now: Date) {
  const failed = new Map<string, Failed>();
  const found = await unlessItFails(
    tx,
    definition,
    () => runQuery(tx, lookSql(ctx, definition, people, now).compile(compiler)),
    failed,
  );
  return found?.[0] ?? { people: 0, change: 0 };
}

async function lookAtEverybody(tx: Tx, ctx: Ctx, achievementId: string): Promise<void> {
  await alone(tx, ctx);
  const now = await judgedAt(tx, ctx);
  const definition = (await activeDefinitions(tx, ctx)).find(({ id }) => id === achievementId);
  if (!definition) return;
  await prepareForMany(tx, "all");
  const { people } = await look(tx, ctx, definition, "all", now);
  const looked = { fingerprint: fingerprintOf(definition, ctx, now), people, lookedAt: now };
  const organizationId = ctx.organization.id;
  await tx.nearlyLook.upsert({
    where: { organizationId_achievementId: { organizationId, achievementId } },
    create: { organizationId, achievementId, ...looked },
    update: looked,
  });
}

/** Answers whether more may wait. */
async function lookAtRequested(tx: Tx, ctx: Ctx): Promise<boolean> {
  await alone(tx, ctx);
  const organizationId = ctx.organization.id;
  const taken = await tx.$queryRaw<{ userId: string }[]>`
    DELETE FROM nearly_requests r WHERE r.organization_id = ${organizationId}::uuid AND r.user_id = ANY (ARRAY(
      SELECT user_id FROM nearly_requests WHERE organization_id = ${organizationId}::uuid
      ORDER BY user_id LIMIT ${BATCH}::integer FOR UPDATE SKIP LOCKED)) RETURNING r.user_id AS "userId"`;
  if (taken.length === 0) return false;
  const now = await judgedAt(tx, ctx);
  const people = taken.map(({ userId }) => userId);
  await prepareForMany(tx, people);
  const looks = await tx.nearlyLook.findMany({
    where: { organizationId },
    select: { achievementId: true },
  });
  const looked = new Set(looks.map(({ achievementId }) => achievementId));
  for (const definition of await activeDefinitions(tx, ctx)) {
    if (!looked.has(definition.id)) continue;
    const { change } = await look(tx, ctx, definition, people, now);
    if (change === 0) continue;
    await tx.nearlyLook.updateMany({
      where: { organizationId, achievementId: definition.id },
      data: { people: { increment: change } },
    });
  }
  return taken.length === BATCH;
}
