import { authorize, type Ctx } from "@/lib/context";
import type { Named } from "@/lib/criteria/describe";
import { criteriaOf, type Trigger } from "@/lib/criteria/from-trigger";
import { layOut, namedIn } from "@/lib/criteria/occurrences";
import type { Criteria, LeafRule } from "@/lib/criteria/schema";
import { inTenant, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** Names of what criteria refer to by key or code, as plain data. */
export type ReferenceNames = Readonly<Partial<Record<Named, Readonly<Record<string, string>>>>>;

const REFERS_TO: Partial<Record<LeafRule["type"], Named>> = {
  course_completion: "course",
  certification_held: "certification",
  badge_held: "badge",
  group_member: "group",
};

/** What these criteria refer to, in the organisation's own words. A key that nobody knows is left out. */
export async function referenceNames(tx: Tx, ctx: Ctx, all: readonly Criteria[]): Promise<ReferenceNames> {
  const wanted = new Map<Named, Set<string>>();
  for (const { rule } of all.flatMap((criteria) => layOut(criteria).leaves)) {
    const what = REFERS_TO[rule.type];
    if (what) wanted.set(what, new Set([...(wanted.get(what) ?? []), ...namedIn(rule)]));
  }
  const found: Partial<Record<Named, Record<string, string>>> = {};
  for (const [what, keys] of wanted) {
    if (keys.size > 0) found[what] = Object.fromEntries(await lookUp(tx, ctx, what, [...keys]));
  }
  return found;
}

async function lookUp(tx: Tx, ctx: Ctx, what: Named, keys: string[]): Promise<(readonly [string, string])[]> {
  const organizationId = ctx.organization.id;
  if (what === "course") {
    const rows = await tx.course.findMany({ where: { organizationId, code: { in: keys } } });
    return rows.map(({ code, title }) => [code, title]);
  }
  if (what === "certification") {
    const rows = await tx.certificationType.findMany({ where: { organizationId, code: { in: keys } } });
    return rows.map(({ code, name }) => [code, name]);
  }
  const where = { organizationId, key: { in: keys } };
  const select = { key: true, name: true } as const;
  const rows =
    what === "group"
      ? await tx.group.findMany({ where, select })
      : await tx.achievement.findMany({ where, select });
  return rows.map(({ key, name }) => [key, name]);
}

/** The same for achievements as they are stored. What cannot be read names nothing. */
export async function namesIn(ctx: Ctx, triggers: readonly Trigger[]): Promise<ReferenceNames> {
  authorize(ctx, "achievements:read");
  const criteria = triggers.flatMap((trigger) => {
    try {
      return criteriaOf(trigger) ?? [];
    } catch (error) {
      if (error instanceof AppError) return [];
      throw error;
    }
  });
  return inTenant(ctx, (tx) => referenceNames(tx, ctx, criteria));
}
