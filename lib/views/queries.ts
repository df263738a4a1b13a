import { actorUserId, authorize, type Ctx, may } from "@/lib/context";
import { readTenant } from "@/lib/db";
import type { ViewList } from "@/lib/views/columns-rules";

export type SavedView = Readonly<{
  id: string;
  name: string;
  /** As `viewQuery` writes it. */
  query: string;
  isShared: boolean;
  isOwn: boolean;
  /** Whether the asker may give it another name, and delete it. */
  mayChange: boolean;
}>;

/** The views of a list that are the asker's own, and those everybody sees, by name. */
export async function listViews(ctx: Ctx, list: ViewList): Promise<readonly SavedView[]> {
  authorize(ctx, "views:write");
  const self = actorUserId(ctx);
  const found = await readTenant(ctx, (tx) =>
    tx.savedView.findMany({
      where: {
        organizationId: ctx.organization.id,
        list,
        OR: [{ isShared: true }, ...(self === null ? [] : [{ userId: self }])],
      },
      select: { id: true, name: true, query: true, isShared: true, userId: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
  );
  return found.map(({ userId, ...view }) => {
    const isOwn = userId === self;
    return { ...view, isOwn, mayChange: view.isShared ? may(ctx, "views:share") : isOwn };
  });
}
