import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import type { Ctx } from "@/lib/context";
import type { Range } from "@/lib/criteria/sql/people";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { evaluatePeople } from "@/lib/evaluation/evaluate-people";
import { safely } from "@/lib/evaluation/evaluate-safely";
import { FOUND_NOTHING, type Found, hasBadges, isEvaluated } from "@/lib/evaluation/found";
import { reconcilePeople } from "@/lib/evaluation/reconcile-service";
import { removeSeen, seeRequests } from "@/lib/evaluation/requests-service";
import { refreshStatistics } from "@/lib/statistics";

/** `count` says what it would award, and keeps nothing. */
export type Mode = "award" | "silent" | "count";

export type ChunkOptions = Readonly<{
  /** The `next` of the chunk before; null for the first. */
  after: string | null;
  /** Not beyond this person: where another lane began. */
  upTo?: string | null;
  /** People of this chunk at most; some thousands are set-based enough, and show progress. */
  size: number;
  /** Only these achievements, and what follows from their badges; all active ones when left out. */
  achievementIds?: readonly string[];
  mode?: Mode;
}>;

export type Chunk = Found &
  Readonly<{
    /** Where the next chunk begins, null after the last. */
    next: string | null;
    /** Active people who were looked at. */
    people: number;
  }>;

const NOTHING: Chunk = { ...FOUND_NOTHING, next: null, people: 0 };
/** Bulk work may take this long, in milliseconds; a page's transaction may not. */
const timeout = 30 * 60_000;

/**
 * Evaluates the next active people by the order of their ids, in one transaction of its own, and answers where to go
 * on. Running a chunk again changes nothing, so whoever was killed between two chunks repeats the last one. Chunks
 * of different people, and evaluations of single people, may run beside each other. With the modules off it does
 * nothing (seed 000 module_toggle_gate); while issuing is paused it throws `unavailable`. Whether the caller may is the
 * door's question.
 */
export async function evaluateChunk(ctx: Ctx, options: ChunkOptions): Promise<Chunk> {
  if (!isEvaluated(ctx)) return NOTHING;
  return safely((isCareful) => attempt(ctx, options, isCareful));
}

/** Carries the counts of a dry run out of the transaction it rolls back. */
class DryRun extends Error {
  constructor(readonly chunk: Chunk) {
    super("dry run");
  }
}

async function attempt(ctx: Ctx, options: ChunkOptions, isCareful: boolean): Promise<Chunk> {
  try {
    return await inTenant(ctx, (tx) => evaluateChunkIn(tx, ctx, options, isCareful), { timeout });
  } catch (error) {
    if (error instanceof DryRun) return error.chunk;
    throw error;
  }
}

/**
 * The same inside the caller's transaction, so that what the caller keeps of it commits with the awards. To be run
 * inside `safely`, which says when to be careful.
 */
export async function evaluateChunkIn(
  tx: Tx,
  ctx: Ctx,
  options: ChunkOptions,
  isCareful: boolean,
): Promise<Chunk> {
  const { achievementIds, mode = "award" } = options;
  if (await isIssuingPaused(tx, ctx)) throw new AppError("unavailable", msg("issuingPaused"));
  const { range, people, next } = await nextPeople(tx, ctx, options);
  const seen = await seeRequests(tx, ctx, range);
  // Their requests are done with after this, corrections included.
  if (mode !== "count" && !achievementIds && hasBadges(ctx)) {
    await reconcilePeople(tx, ctx, { people: seen.users, askAgain: false, isCareful });
  }
  const giving = mode === "silent" ? mode : "award";
  const found = await evaluatePeople(tx, ctx, { people: range, achievementIds, giving, isCareful });
  const done = { ...found, people, next };
  if (mode === "count") throw new DryRun(done);
  if (!achievementIds && found.failed.length === 0) await removeSeen(tx, ctx, seen);
  // Of all chunks the first and the last: those between find the planner told.
  if (range.after === null || range.upTo === null) {
    await refreshStatistics(tx, found.awarded, ["earned_badges", "earned_badge_criteria"]);
  }
  return done;
}

/** The last chunk has no upper bound, so that nobody who is added meanwhile falls behind it. */
async function nextPeople(
  tx: Tx,
  ctx: Ctx,
  { after, upTo = null, size }: ChunkOptions,
): Promise<{ range: Range; people: number; next: string | null }> {
  const [row] = await tx.$queryRaw<[{ people: number; last: string | null }]>`
    SELECT count(*)::int AS people, (array_agg(m.user_id ORDER BY m.user_id DESC))[1] AS last
    FROM (SELECT user_id FROM memberships WHERE organization_id = ${ctx.organization.id}::uuid AND status = 'active'
      AND (${after}::uuid IS NULL OR user_id > ${after}::uuid) AND (${upTo}::uuid IS NULL OR user_id <= ${upTo}::uuid) ORDER BY user_id LIMIT ${size}::integer) m`;
  const next = row.people < size ? null : row.last;
  return { range: { after, upTo: next ?? upTo }, people: row.people, next };
}

/**
 * Where at least `parts` chunks of about the same size begin, and never one of more than `largest`, so that several
 * can be evaluated at once; the first begins with null.
 */
export async function chunkStarts(
  ctx: Ctx,
  { parts, largest }: { parts: number; largest: number },
): Promise<(string | null)[]> {
  const rows = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<{ last: string }[]>`
      SELECT p.user_id AS last FROM (SELECT user_id, row_number() OVER (ORDER BY user_id) AS place, count(*) OVER () AS people
        FROM memberships WHERE organization_id = ${ctx.organization.id}::uuid AND status = 'active') p
      WHERE p.place % least(${largest}::integer, greatest(${SMALL}::integer, ceil(p.people / ${parts}::numeric)))  = 0
        AND p.place < p.people ORDER BY p.user_id`,
  );
  return [null, ...rows.map(({ last }) => last)];
}

/** Fewer people than these are not worth a chunk of their own. */
const SMALL = 1_000;
