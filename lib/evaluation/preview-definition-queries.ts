import type { AchievementStatus } from "@/lib/achievements/definition-keys";
import { expiryOf } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import type { Named } from "@/lib/criteria/describe";
import { criteriaOf } from "@/lib/criteria/from-trigger";
import { layOut, namedIn, planOccurrences } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import type { Tx } from "@/lib/db";
import { AppError, type Message, notFound } from "@/lib/errors";
import { type ReferenceNames, referenceNames } from "@/lib/evaluation/names-queries";
import type { Previewed } from "@/lib/evaluation/preview-people";

export type PreviewedDefinition = Readonly<{
  id: string;
  key: string;
  name: string;
  category: string;
  badgeIconUrl: string | null;
  status: AchievementStatus;
  isRepeatable: boolean;
  needsApproval: boolean;
  renewable: boolean;
  unmetPolicy: "keep" | "flag" | "revoke";
  courseId: string | null;
  earnFrom: Date | null;
  /** What would be awarded now has run out already: nobody gets it. */
  isOver: boolean;
}>;

/** An achievement as it stands: `manual` is only given by hand, `broken` cannot be evaluated as it is written. */
export type Readable =
  | Readonly<{ kind: "criteria"; achievement: PreviewedDefinition; criteria: Criteria }>
  | Readonly<{ kind: "manual"; achievement: PreviewedDefinition }>
  | Readonly<{ kind: "broken"; achievement: PreviewedDefinition; problem: Message }>;

/** Reads an achievement of any status. Unknown and foreign ids are both `not_found`. */
export async function readDefinition(tx: Tx, ctx: Ctx, id: string, now: Date): Promise<Readable> {
  const row = await tx.achievement.findFirst({ where: { organizationId: ctx.organization.id, id } });
  if (!row) throw notFound("achievement");
  const expireDate = row.expireDate?.toISOString().slice(0, 10) ?? null;
  const expiresAt = expiryOf({ ...row, expireDate }, now, ctx.organization.timeZone);
  const achievement = { ...row, isOver: expiresAt !== null && expiresAt <= now };
  try {
    const criteria = criteriaOf(row);
    if (!criteria) return { kind: "manual", achievement };
    planOccurrences(criteria, row.isRepeatable);
    return { kind: "criteria", achievement, criteria };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: "broken", achievement, problem: Object.values(error.fields)[0] ?? error.text };
  }
}

export const previewed = (achievement: PreviewedDefinition, criteria: Criteria): Previewed => ({
  ...achievement,
  criteria,
});

/** Something the rules ask for that the organisation does not have, or a badge that nobody can earn now. */
export type Missing = Readonly<{ path: string; what: Named; key: string; problem: "unknown" | "not_active" }>;

const NAMES: Readonly<Record<string, Named>> = {
  course_completion: "course",
  certification_held: "certification",
  badge_held: "badge",
  group_member: "group",
  tier_held: "tier",
};

/** Names of what the rules refer to, and what of it is missing. */
export async function references(
  tx: Tx,
  ctx: Ctx,
  criteria: Criteria,
): Promise<{ names: ReferenceNames; missing: Missing[] }> {
  const names = await referenceNames(tx, ctx, [criteria]);
  const asked = layOut(criteria).leaves.flatMap(({ path, rule }) => {
    const what = NAMES[rule.type];
    return what ? namedIn(rule).map((key) => ({ path, what, key })) : [];
  });
  const tiers = await tierNames(tx, ctx, asked);
  const idle = await idleBadges(tx, ctx, asked);
  const missing = asked.flatMap((one): Missing[] => {
    const isKnown = one.what === "tier" ? tiers.has(tierKey(one.key)) : names[one.what]?.[one.key];
    if (!isKnown) return [{ ...one, problem: "unknown" }];
    return one.what === "badge" && idle.has(one.key) ? [{ ...one, problem: "not_active" }] : [];
  });
  return { names, missing };
}

type Asked = readonly { what: Named; key: string }[];

/** As recognition_tiers has it: names are the same whatever their capitals and the spaces around them. */
const tierKey = (name: string) => name.trim().toLowerCase();

async function tierNames(tx: Tx, ctx: Ctx, asked: Asked): Promise<ReadonlySet<string>> {
  if (!asked.some(({ what }) => what === "tier")) return new Set();
  const rows = await tx.recognitionTier.findMany({
    where: { organizationId: ctx.organization.id },
    select: { name: true },
  });
  return new Set(rows.map(({ name }) => tierKey(name)));
}

async function idleBadges(tx: Tx, ctx: Ctx, asked: Asked): Promise<ReadonlySet<string>> {
  const keys = asked.filter(({ what }) => what === "badge").map(({ key }) => key);
  if (keys.length === 0) return new Set();
  const rows = await tx.achievement.findMany({
    where: { organizationId: ctx.organization.id, key: { in: keys }, status: { not: "active" } },
    select: { key: true },
  });
  return new Set(rows.map(({ key }) => key));
}
