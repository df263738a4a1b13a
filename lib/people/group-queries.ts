import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";

export type GroupName = Readonly<{ id: string; name: string }>;

/** The organisation's groups by name, for whoever narrows a list down to one. */
export async function listGroups(ctx: Ctx): Promise<readonly GroupName[]> {
  authorize(ctx, "people:read");
  return inTenant(ctx, (tx) =>
    tx.group.findMany({
      where: { organizationId: ctx.organization.id },
      select: { id: true, name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
  );
}
