import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { KINDS } from "@/lib/imports/kinds-service";
import { lockKind } from "@/lib/imports/lock-service";
import { CAUSES } from "@/lib/imports/record-service";
import type { ImportKind } from "@/lib/imports/rules";
import type { Undone } from "@/lib/imports/undone";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

const HALF_AN_HOUR = 30 * 60_000;

const REFUSALS = {
  memberships_email_unique: () => new AppError("conflict", msg("imports.changedMeanwhile")),
  memberships_external_ref_unique: () => new AppError("conflict", msg("imports.changedMeanwhile")),
  memberships_last_org_admin: () => new AppError("conflict", msg("imports.lastAdminUndo")),
  achievements_repeatable_is_final: () => new AppError("conflict", msg("imports.awardedSince")),
};

/**
 * Takes an import back, once, in one transaction: what it created is voided (facts), revoked (badges, certificates)
 * or deleted where nothing refers to it (people, courses, achievements); what it changed gets its former values,
 * unless it was changed again since. The people concerned are evaluated again. Throws `not_found`, or `conflict`
 * when it has been undone already.
 */
export async function undoImport(ctx: Ctx, { id }: { id: string }): Promise<Omit<Undone, "people">> {
  authorize(ctx, "imports:write");
  const work = inTenant(ctx, (tx) => undo(tx, ctx, id), { timeout: HALF_AN_HOUR });
  return orRefusal(work, REFUSALS);
}

async function undo(tx: Tx, ctx: Ctx, id: string): Promise<Omit<Undone, "people">> {
  const kind = await kindOf(tx, ctx, id);
  authorize(ctx, KINDS[kind].permission);
  await lockKind(tx, ctx, kind);
  await markUndone(tx, ctx, id);
  const { people, ...counts } = await KINDS[kind].undo({ tx, ctx, importId: id });
  // Whose badges are taken back may earn them anew.
  await requestEvaluation(tx, ctx, people, kind === "awards" ? "everything" : CAUSES[kind]);
  await record(tx, ctx, "import.undone", { type: "import", id }, { after: { kind, ...counts } });
  return counts;
}

async function kindOf(tx: Tx, ctx: Ctx, id: string): Promise<ImportKind> {
  const found = await tx.import.findFirst({
    where: { organizationId: ctx.organization.id, id },
    select: { kind: true },
  });
  if (!found) throw notFound("import");
  return found.kind;
}

async function markUndone(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const count = await tx.$executeRaw`
    UPDATE imports SET status = 'undone', undone_at = now(), undone_by_user_id = ${actorUserId(ctx)}::uuid
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid AND status = 'done'`;
  if (count === 0) throw new AppError("conflict", msg("imports.alreadyUndone"));
}
