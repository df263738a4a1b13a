import { authorize, type Ctx } from "@/lib/context";
import type { Named } from "@/lib/criteria/describe";
import { criteriaOf, type Trigger } from "@/lib/criteria/from-trigger";
import { layOut, namedIn } from "@/lib/criteria/occurrences";
import type { Criteria, LeafRule } from "@/lib/criteria/schema";
import { inTenant, keptStatement, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

/** Names of what criteria refer to by key or code, as plain data. */
export type ReferenceNames = Readonly<Partial<Record<Named, Readonly<Record<string, string>>>>>;

const REFERS_TO: Partial<Record<LeafRule["type"], Referred>> = {
  course_completion: "course",
  certification_held: "certification",
  badge_held: "badge",
  group_member: "group",
};

/** What these criteria refer to, in the organisation's own words. A key that nobody knows is left out. */
export async function referenceNames(tx: Tx, ctx: Ctx, all: readonly Criteria[]): Promise<ReferenceNames> {
  const wanted = new Map<Referred, Set<string>>();
  for (const { rule } of all.flatMap((criteria) => layOut(criteria).leaves)) {
    const what = REFERS_TO[rule.type];
    if (what) wanted.set(what, new Set([...(wanted.get(what) ?? []), ...namedIn(rule)]));
  }
  // Always in the same order, so that there are few statements to keep.
  const questions = (Object.keys(KEPT_IN) as Referred[]).flatMap((what) => {
    const keys = [...(wanted.get(what) ?? [])];
    return keys.length > 0 ? [question(ctx, what, keys)] : [];
  });
  if (questions.length === 0) return {};
  const rows = await tx.$queryRaw<Name[]>(keptStatement(Prisma.join(questions, " UNION ALL ")));
  const found: Partial<Record<Named, Record<string, string>>> = {};
  for (const { what, key, name } of rows) found[what] = { ...found[what], [key]: name };
  return found;
}

type Referred = Exclude<Named, "kind" | "tier">;
type Name = Readonly<{ what: Referred; key: string; name: string }>;

/** By table and column, as the catalogue of rules names them: never what somebody wrote. */
const KEPT_IN: Readonly<Record<Referred, readonly [table: string, key: string, name: string]>> = {
  course: ["courses", "code", "title"],
  certification: ["certification_types", "code", "name"],
  group: ["groups", "key", "name"],
  badge: ["achievements", "key", "name"],
};

function question({ organization }: Ctx, what: Referred, keys: string[]): Prisma.Sql {
  const [table, key, name] = KEPT_IN[what].map((part) => Prisma.raw(part));
  return Prisma.sql`SELECT ${what}::text AS what, ${key}::text AS key, ${name}::text AS name FROM ${table}
    WHERE organization_id = ${organization.id}::uuid AND ${key} = ANY (${keys})`;
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
