import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx, type Module } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";
import { settingsColumns } from "@/lib/organizations/queries";
import type { OrganizationSettings } from "@/lib/organizations/schema";

const subjectOf = (ctx: Ctx) => ({ type: "organization", id: ctx.organization.id }) as const;
const at = (field: string, key: string) => () => new AppError("conflict", msg("form"), { [field]: msg(key) });

/**
 * What the organisation is called and how it counts time. Throws `conflict` at the prefix when it is taken, or when
 * certificates carry it already: printed numbers stay what they are.
 */
export async function updateOrganization(ctx: Ctx, input: OrganizationSettings): Promise<void> {
  authorize(ctx, "settings:write");
  const { id } = ctx.organization;
  const data = {
    ...input,
    issuerUrl: input.issuerUrl ?? null,
    issuerEmail: input.issuerEmail ?? null,
    issuerDescription: input.issuerDescription || null,
    issuerImageUrl: input.issuerImageUrl ?? null,
  };
  const updated = inTenant(ctx, async (tx) => {
    const before = await tx.organization.findFirstOrThrow({ where: { id }, select: settingsColumns });
    await tx.organization.updateMany({ where: { id }, data });
    await record(tx, ctx, "organization.updated", subjectOf(ctx), { before, after: data });
  });
  await orRefusal(updated, {
    organizations_certificate_prefix_key: at("certificatePrefix", "organizations.prefixTaken"),
    organizations_prefix_is_final: at("certificatePrefix", "organizations.prefixIsFinal"),
    organizations_time_zone: at("timeZone", "organizations.timeZoneUnknown"),
  });
}

/** Seed 000 module_toggle_gate. Nothing is lost by turning a module off: it is only not there meanwhile. */
export async function setModule(ctx: Ctx, input: { module: Module; isEnabled: boolean }): Promise<void> {
  authorize(ctx, "settings:write");
  const { module, isEnabled } = input;
  const where = { organizationId: ctx.organization.id, module };
  await inTenant(ctx, async (tx) => {
    const before = await tx.organizationModule.findFirst({ where, select: { isEnabled: true } });
    if (before?.isEnabled === isEnabled) return;
    await tx.organizationModule.upsert({
      where: { organizationId_module: where },
      create: { ...where, isEnabled },
      update: { isEnabled },
      select: { id: true },
    });
    await record(tx, ctx, "organization.module_switched", subjectOf(ctx), {
      before: { module, isEnabled: before?.isEnabled ?? false },
      after: { module, isEnabled },
    });
    if (module === "achievements_gamification" && isEnabled) await evaluateEverybodySoon(tx, ctx);
  });
}

/** The organisation's stop switch: nothing is awarded or issued until somebody resumes; everything else works. */
export async function pauseIssuing(ctx: Ctx, { reason }: { reason: string }): Promise<void> {
  authorize(ctx, "settings:write");
  const { id } = ctx.organization;
  await inTenant(ctx, async (tx, now) => {
    await tx.organization.updateMany({
      where: { id },
      data: { issuingPausedAt: now, issuingPausedByUserId: actorUserId(ctx), issuingPausedReason: reason },
    });
    await record(tx, ctx, "organization.issuing_paused", subjectOf(ctx), { after: { reason } });
  });
}

/** What was earned while nothing could be awarded. */
async function evaluateEverybodySoon(tx: Tx, ctx: Ctx): Promise<void> {
  await enqueue(tx, "evaluation.run-all", { organizationId: ctx.organization.id });
}

/** Awarding and issuing go on, and what was earned meanwhile is awarded. */
export async function resumeIssuing(ctx: Ctx): Promise<void> {
  authorize(ctx, "settings:write");
  const { id } = ctx.organization;
  await inTenant(ctx, async (tx) => {
    const before = await tx.organization.findFirstOrThrow({
      where: { id },
      select: { issuingPausedReason: true },
    });
    if (before.issuingPausedReason === null) return;
    await tx.organization.updateMany({
      where: { id },
      data: { issuingPausedAt: null, issuingPausedByUserId: null, issuingPausedReason: null },
    });
    await record(tx, ctx, "organization.issuing_resumed", subjectOf(ctx), {
      before: { reason: before.issuingPausedReason },
    });
    await evaluateEverybodySoon(tx, ctx);
  });
}
