import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, type Message, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";
import { holdLadder } from "@/lib/tiers/assign-service";
import { type ImportedTier, importedTier } from "@/lib/tiers/import-schema";
import { type LadderRow, numberTiers, readLadder, tierColumns } from "@/lib/tiers/row-service";
import { tierWarnings } from "@/lib/tiers/rules";
import { fieldMessages } from "@/lib/validation";

/** A remark about one tier of the file, counted from 1. */
export type TierRemark = Readonly<{ line: number; field: string | null; reason: Message }>;

export type ImportedLadder = Readonly<{
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: readonly TierRemark[];
  warnings: readonly TierRemark[];
}>;

type Read = ImportedTier & Readonly<{ line: number }>;
type Outcome = "created" | "updated" | "unchanged";

class DryRun extends Error {
  constructor(readonly result: ImportedLadder) {
    super("dry run");
  }
}

/**
 * Takes a list of tiers over by name (seed 001), in one transaction: new ones are made, known ones changed, equal ones
 * left alone, and all in use are numbered from 1 in the order the file and the ladder say. A tier that cannot be, or
 * whose name or place another one of the file has, is reported and stops no other. `dryRun` says the same and keeps
 * nothing. Throws `invalid` for what is no list, or longer than 200.
 */
export async function importLadder(
  ctx: Ctx,
  given: unknown,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<ImportedLadder> {
  authorize(ctx, "tiers:write");
  requireModule(ctx, "recognition_tiers");
  if (!Array.isArray(given) || given.length > 200) throw new AppError("invalid", msg("tiers.notAList"));
  const { tiers, rejected } = readAll(given);
  try {
    return await inTenant(ctx, async (tx) => {
      await holdLadder(tx, ctx);
      const outcomes = await write(tx, ctx, tiers);
      const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
      const result = {
        read: given.length,
        created: count("created"),
        updated: count("updated"),
        unchanged: count("unchanged"),
        rejected,
        warnings: tiers.flatMap(warningsOf),
      };
      if (dryRun) throw new DryRun(result);
      if (result.created + result.updated > 0) {
        await record(
          tx,
          ctx,
          "tiers.imported",
          { type: "tiers", id: null },
          { after: { names: tiers.map(({ definition }) => definition.name) } },
        );
        await enqueue(tx, "evaluation.run-all", { organizationId: ctx.organization.id });
      }
      return result;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.result;
    throw error;
  }
}

const warningsOf = ({ line, definition }: Read): TierRemark[] =>
  tierWarnings(definition).map(({ field, message }) => ({
    line,
    field: field === "iconKey" ? "icon_key" : "color_token",
    reason: message,
  }));

/** As idx_recognition_tier_org_name compares them. */
const nameOf = (name: string) => name.trim().toLowerCase();

function readAll(given: readonly unknown[]): { tiers: Read[]; rejected: TierRemark[] } {
  const tiers: Read[] = [];
  const rejected: TierRemark[] = [];
  given.forEach((value, index) => {
    const line = index + 1;
    const parsed = importedTier.safeParse(value, { reportInput: true });
    if (!parsed.success) {
      const [field = null, reason = msg("field.other")] =
        Object.entries(fieldMessages(parsed.error))[0] ?? [];
      rejected.push({ line, field: field || null, reason });
      return;
    }
    const tier = { ...parsed.data, line };
    const isTaken = (key: (one: Read) => unknown) => tiers.some((one) => key(one) === key(tier));
    if (isTaken(({ definition }) => nameOf(definition.name))) {
      rejected.push({ line, field: "name", reason: msg("tiers.nameTwice") });
    } else if (isTaken(({ place }) => place)) {
      rejected.push({ line, field: "display_order", reason: msg("tiers.placeTwice") });
    } else tiers.push(tier);
  });
  return { tiers, rejected };
}

async function write(tx: Tx, ctx: Ctx, tiers: readonly Read[]): Promise<Outcome[]> {
  const organizationId = ctx.organization.id;
  const before = await readLadder(tx, ctx);
  const known = new Map(before.map((row) => [nameOf(row.name), row]));
  // Out of the way of the places that are given out anew at the end.
  let free = Math.max(0, ...before.map(({ place }) => place)) + tiers.length;
  for (const { definition, isActive } of tiers) {
    const data = { ...tierColumns(definition), isActive };
    const row = known.get(nameOf(definition.name));
    free += 1;
    if (row) await tx.recognitionTier.updateMany({ where: { organizationId, id: row.id }, data });
    else
      await tx.recognitionTier.create({
        data: { ...data, organizationId, displayOrder: free },
        select: { id: true },
      });
  }
  const after = await readLadder(tx, ctx);
  await numberTiers(tx, ctx, inOrder(after, tiers));
  const numbered = new Map((await readLadder(tx, ctx)).map((row) => [nameOf(row.name), row]));
  return tiers.map(({ definition }) => {
    const key = nameOf(definition.name);
    const was = known.get(key);
    if (!was) return "created";
    return JSON.stringify(was.definition) === JSON.stringify(numbered.get(key)?.definition)
      ? "unchanged"
      : "updated";
  });
}

/** Tiers in use first; a place of the file counts before the one a tier had. */
function inOrder(rows: readonly LadderRow[], tiers: readonly Read[]): string[] {
  const given = new Map(tiers.map(({ definition, place }) => [nameOf(definition.name), place]));
  const placeOf = (row: LadderRow) => given.get(nameOf(row.name)) ?? row.place;
  const isGiven = (row: LadderRow) => Number(!given.has(nameOf(row.name)));
  return rows
    .toSorted(
      (a, b) =>
        Number(b.isActive) - Number(a.isActive) ||
        placeOf(a) - placeOf(b) ||
        isGiven(a) - isGiven(b) ||
        (a.id < b.id ? -1 : 1),
    )
    .map(({ id }) => id);
}
