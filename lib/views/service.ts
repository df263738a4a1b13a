import type * as z from "zod";
import { orRefusal, type Refusals } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx, may } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { cleanQuery } from "@/lib/views/query-rules";
import type { NewView, viewChange, viewId } from "@/lib/views/schema";

/** Of one list; more than anybody reads above it. */
const MOST_OF_A_LIST = 30;

const taken = () => new AppError("conflict", msg("form"), { name: msg("views.nameTaken") });
const notMember = () => new AppError("forbidden", msg("forbidden"));
const REFUSALS: Refusals = {
  saved_views_name_unique: taken,
  // A global admin who is no member here has no views of their own.
  saved_views_owner: notMember,
};

const subjectOf = (id: string) => ({ type: "saved_view", id }) as const;

function owner(ctx: Ctx): string {
  const userId = actorUserId(ctx);
  if (!userId) throw notMember();
  return userId;
}

/** Keeps a list as its address shows it, of which only what the list understands is kept. Answers its id. */
export async function saveView(ctx: Ctx, { list, name, query, isShared }: NewView): Promise<{ id: string }> {
  authorize(ctx, "views:write");
  if (isShared) authorize(ctx, "views:share");
  const where = { organizationId: ctx.organization.id, userId: owner(ctx), list };
  const data = { ...where, name, query: cleanQuery(list, query), isShared };
  const saved = inTenant(ctx, async (tx) => {
    if ((await tx.savedView.count({ where })) >= MOST_OF_A_LIST)
      throw new AppError("conflict", msg("views.tooMany", { most: MOST_OF_A_LIST }));
    const created = await tx.savedView.create({ data, select: { id: true } });
    await record(tx, ctx, "saved_view.saved", subjectOf(created.id), {
      after: { list, name, query: data.query, isShared },
    });
    return created;
  });
  return orRefusal(saved, REFUSALS);
}

/** The view, held until the transaction ends. One that is somebody else's alone is as unknown as one that is not there. */
async function lockView(tx: Tx, ctx: Ctx, id: string) {
  const organizationId = ctx.organization.id;
  await tx.$executeRaw`SELECT FROM saved_views WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const view = await tx.savedView.findFirst({ where: { organizationId, id } });
  const isOwn = view?.userId === actorUserId(ctx);
  if (!view || !(view.isShared || isOwn)) throw notFound("view");
  if (view.isShared) authorize(ctx, "views:share");
  const { list, name, query, isShared } = view;
  return { list, name, query, isShared };
}

/** Another name, and whether it is everybody's. */
export async function changeView(
  ctx: Ctx,
  { id, name, isShared }: z.output<typeof viewChange>,
): Promise<void> {
  authorize(ctx, "views:write");
  const changed = inTenant(ctx, async (tx) => {
    const before = await lockView(tx, ctx, id);
    if (isShared !== before.isShared && !may(ctx, "views:share"))
      throw new AppError("forbidden", msg("forbidden"));
    await tx.savedView.updateMany({
      where: { organizationId: ctx.organization.id, id },
      data: { name, isShared },
    });
    const change = { before: { name: before.name, isShared: before.isShared }, after: { name, isShared } };
    await record(tx, ctx, "saved_view.changed", subjectOf(id), change);
  });
  await orRefusal(changed, REFUSALS);
}

/** What was in it is answered, so that it can be saved again. */
export async function deleteView(ctx: Ctx, { id }: z.output<typeof viewId>): Promise<NewView> {
  authorize(ctx, "views:write");
  return inTenant(ctx, async (tx) => {
    const before = await lockView(tx, ctx, id);
    await tx.savedView.deleteMany({ where: { organizationId: ctx.organization.id, id } });
    await record(tx, ctx, "saved_view.deleted", subjectOf(id), { before });
    return before;
  });
}
