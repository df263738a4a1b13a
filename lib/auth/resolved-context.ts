import { placeOf } from "@/lib/auth/resolved-place";
import type { ResolvedRequest } from "@/lib/auth/resolved-request";
import type { Ctx } from "@/lib/context";

/** The context of a resolved request; null without an organisation. */
export function contextOf(row: ResolvedRequest): Ctx | null {
  if (!row.organization_id) return null;
  return {
    ...placeOf({ ...row, organization_id: row.organization_id }),
    actor: {
      kind: "user",
      userId: row.userId,
      // A global admin may do everything here, also as an ordinary member; the record then says in which capacity.
      role: row.is_global_admin ? "global_admin" : (row.role ?? "peer_mentor"),
      name: row.display_name ?? row.name,
    },
  };
}
