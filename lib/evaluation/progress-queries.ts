import { authorize, type Ctx } from "@/lib/context";
import { layOut } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import { readTenant, type Tx } from "@/lib/db";
import { type Definition, lastDefinitions } from "@/lib/evaluation/definition-queries";
import { type Earnable, earnable } from "@/lib/evaluation/earnable-queries";
import { type ReferenceNames, referenceNames } from "@/lib/evaluation/names-queries";
import { type ProgressRows, progressRows } from "@/lib/evaluation/progress-rows-queries";
import { overallShare, shareOf } from "@/lib/evaluation/rules";

export type RuleProgress = Readonly<{ path: string; have: number; need: number }>;

/** A badge that can still be earned, and how far the person is. */
export type Locked = Readonly<{
  achievementId: string;
  name: string;
  description: string;
  category: string;
  icon: string | null;
  isRepeatable: boolean;
  /** Null for what is only given by hand. */
  criteria: Criteria | null;
  rules: readonly RuleProgress[];
  /** From 0 to 1, over all rules. */
  share: number;
}>;

export type Progress = Readonly<{ locked: readonly Locked[]; names: ReferenceNames }>;

const NONE: Progress = { locked: [], names: {} };

/**
 * What a person can still earn, in display order: active achievements they do not hold, and of a repeatable one the
 * occurrence that is open (this window, the next threshold). The numbers come from the same rules as the awards.
 * Not what a person took back or turned down. Whether the asker may see this person is the page's question.
 */
export async function listLocked(ctx: Ctx, userId: string): Promise<Progress> {
  authorize(ctx, "profile:read");
  if (!ctx.modules.has("achievements_gamification")) return NONE;
  const likely = lastDefinitions(ctx);
  const [asked, early] = await Promise.all([
    readTenant(ctx, (tx, now) => askedFor(tx, ctx, userId, now), PLANNED),
    // What there is to earn is nearly always what it was: it is counted while another transaction looks. A guess that
    // cannot be counted is none.
    likely ? countedFor(ctx, userId, likely).catch(() => null) : null,
  ]);
  const isLikely = early !== null && asked.definitions === likely;
  return progressFrom(asked, isLikely ? early : await countedFor(ctx, userId, asked.definitions));
}

const PLANNED = { planned: true };

const countedFor = (ctx: Ctx, userId: string, definitions: readonly Definition[]): Promise<ProgressRows> =>
  readTenant(ctx, (tx, now) => progressRows(tx, ctx, userId, definitions, now), PLANNED);

/** The same inside the caller's transaction. */
export async function lockedIn(tx: Tx, ctx: Ctx, userId: string, now: Date): Promise<Progress> {
  const asked = await askedFor(tx, ctx, userId, now);
  return progressFrom(asked, await progressRows(tx, ctx, userId, asked.definitions, now));
}

type AskedFor = Earnable & Readonly<{ names: ReferenceNames }>;

async function askedFor(tx: Tx, ctx: Ctx, userId: string, now: Date): Promise<AskedFor> {
  const found = await earnable(tx, ctx, userId, now);
  const criteria = found.definitions.map((one) => one.criteria);
  return { ...found, names: await referenceNames(tx, ctx, criteria) };
}

function progressFrom({ definitions, closed, active, names }: AskedFor, rows: ProgressRows): Progress {
  const known = new Map(definitions.map((one) => [one.id, one]));
  const locked = active.flatMap(({ id, byHand }) => {
    const definition = known.get(id);
    if (definition) return progressOf(definition, rows.get(id) ?? [], closed[id]) ?? [];
    return byHand && !closed[id] ? [manual(id, byHand)] : [];
  });
  return { locked, names };
}

type Rows = NonNullable<ReturnType<ProgressRows["get"]>>;

/** Null for what is not to be earned: held already, refused, all of this window's reached, or not for this person. */
function progressOf(
  definition: Definition,
  rows: Rows,
  closed: "held" | "refused" | undefined,
): Locked | null {
  if (closed && !definition.isRepeatable) return null;
  const share = shareOfAll(definition.criteria, rows);
  const isReached = closed === "held" && share === 1;
  return rows.length === 0 || isReached ? null : view(definition, rows, share);
}

type Tree = ReturnType<typeof layOut>["tree"];
type Part = Parameters<typeof overallShare>[0];

function shareOfAll(criteria: Criteria, rows: Rows): number {
  const { leaves, tree } = layOut(criteria);
  const shares = new Map(rows.map((row) => [row.rule_path, shareOf(row.have, row.need)]));
  const part = (node: Tree): Part =>
    node.kind === "leaf"
      ? (shares.get(leaves[node.index]?.path ?? "") ?? 0)
      : { match: node.match, parts: node.parts.map(part) };
  return overallShare(part(tree));
}

const view = (definition: Definition, rows: Rows, share: number): Locked => ({
  achievementId: definition.id,
  name: definition.name,
  description: definition.description,
  category: definition.category,
  icon: definition.badgeIconUrl,
  isRepeatable: definition.isRepeatable,
  criteria: definition.criteria,
  rules: rows.map(({ rule_path, have, need }) => ({ path: rule_path, have, need })),
  share,
});

const manual = (id: string, achievement: NonNullable<Earnable["active"][number]["byHand"]>): Locked => ({
  achievementId: id,
  ...achievement,
  criteria: null,
  rules: [],
  share: 0,
});
