import { getTranslations } from "next-intl/server";
import type { SelectionLink } from "@/components/data-table/selection-bar";
import { tableLink } from "@/components/data-table/table-link";
import { type Ctx, may } from "@/lib/context";
import type { PersonFilter } from "@/lib/people/schema";

/** What the reader may do with chosen people at an address of its own. */
export async function links(ctx: Ctx, filter: PersonFilter): Promise<SelectionLink[]> {
  const t = await getTranslations("people");
  const root = `/o/${ctx.organization.slug}`;
  const ways = [
    {
      label: t("awardToChosen"),
      permission: "badges:award",
      module: "achievements_gamification",
      path: "badges/batches/new",
    },
    {
      label: t("issueToChosen"),
      permission: "certifications:issue",
      module: "certifications",
      path: "certifications/issue-many",
    },
  ] as const;
  return ways
    .filter(({ permission, module }) => may(ctx, permission) && ctx.modules.has(module))
    .map(({ label, path }) => ({ label, chosen: `${root}/${path}`, all: allOf(`${root}/${path}`, filter) }));
}

/**
 * Counted, shown and checked anew where they are given something: active people by name, role and group. By anything
 * else they are not chosen there.
 */
function allOf(address: string, { q, role, group, status, tier, ids }: PersonFilter): string | null {
  if (tier || ids || status === "inactive") return null;
  return tableLink(address, {}, { q, role, group, all: "yes" });
}
