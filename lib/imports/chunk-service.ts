import type { Actor, Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { Cells } from "@/lib/imports/cells";
import { contentIds } from "@/lib/imports/content-id";
import type { RawRow } from "@/lib/imports/csv-rows";
import { mayImport } from "@/lib/imports/import-service";
import { openKeptFile, type RowSource } from "@/lib/imports/kept-file";
import { KINDS } from "@/lib/imports/kinds-service";
import { lockKind } from "@/lib/imports/lock-service";
import { CAUSES, note, orImportRefusal, refreshFor } from "@/lib/imports/record-service";
import { COLUMNS, type ImportKind } from "@/lib/imports/rules";
import type { Reader, Run } from "@/lib/imports/run-service";
import { type AnyRow, newTally, readRow, type Tally, write } from "@/lib/imports/write-service";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { type Advance, type OpenWork, StopRun } from "@/lib/jobs/run-chunks";
import type { RunState } from "@/lib/jobs/run-state-queries";
import { actorOf } from "@/lib/organizations/acting-queries";

/** Rows of one transaction: set-based enough, and a step that can be seen. */
const ROWS = 10_000;

type Import = Readonly<{ id: string; kind: ImportKind; fileName: string; status: "done" | "undone" }>;

/** What is remembered from one chunk of a file to the next; a new worker reads its way to it. */
type Memory = Readonly<{
  source: RowSource;
  /** What must not occur twice in a file, and on which line it did. */
  taken: Map<string, number>;
  contentId: ReturnType<typeof contentIds>;
}>;

/**
 * The work of `import`: the file that is kept with the run, so many rows at a time, in the name of whoever started
 * it. Each chunk is what a small import is, so a stopped one is undone as usual; undoing it stops it. Rows that depend
 * on one another across the whole file are one chunk.
 */
export const importWork =
  (size = ROWS): OpenWork =>
  async (ctx, run) => {
    const actor = await actorOf(ctx, run.createdByUserId);
    const kind = String(run.input.importKind) as ImportKind;
    const { source, close } = await openKeptFile(ctx, run.id, COLUMNS[kind]);
    const memory: Memory = { source, taken: new Map(), contentId: contentIds() };
    const rows = KINDS[kind].takesAllAtOnce ? Number.POSITIVE_INFINITY : size;
    return {
      chunk: (tx, fresh, state, { now }) =>
        importChunk(tx, as(fresh, actor, kind), state, { memory, rows, now }),
      attempt: (transaction) => orImportRefusal(transaction(false)),
      close,
    };
  };

/** The starter's own context, as long as they may do by hand what the file does. */
function as(ctx: Ctx, actor: Actor, kind: ImportKind): Ctx {
  const acting = { ...ctx, actor };
  try {
    mayImport(acting, kind);
  } catch (error) {
    const isOff = error instanceof AppError && error.code === "not_found";
    throw new AppError("conflict", msg(isOff ? "jobs.moduleOff" : "jobs.starterLeft"));
  }
  return acting;
}

type Part = Readonly<{ memory: Memory; rows: number; now: Date }>;

async function importChunk(tx: Tx, ctx: Ctx, state: RunState, part: Part): Promise<Advance> {
  const { source } = part.memory;
  const found = await lockImport(tx, ctx, state);
  const { contentId } = part.memory;
  const run: Run = { tx, ctx, now: part.now, importId: found.id, given: source.given, contentId };
  const reader: Reader<AnyRow> = await KINDS[found.kind].prepare(run);
  await skip(run, found.kind, { reader, memory: part.memory, to: state.done });
  const tally = newTally();
  const rows = await take(run, found.kind, { reader, memory: part.memory, most: part.rows, tally });
  if (rows.length > 0) await write(reader, rows, tally);
  await keep(run, found.kind, tally);
  const result = add(found.id, state, tally);
  if (!source.isAtEnd()) return { next: { rows: source.position() }, done: source.position(), result };
  const { importId, ...counts } = result;
  const after = { kind: found.kind, fileName: found.fileName, readCount: source.position(), ...counts };
  await record(tx, ctx, "import.done", { type: "import", id: importId }, { after });
  return { next: null, done: source.position(), total: source.position(), result };
}

/** Waits for others who import the same kind; an import that was undone meanwhile has nothing more to do. */
async function lockImport(tx: Tx, ctx: Ctx, { id }: RunState): Promise<Import> {
  const read = () =>
    tx.import.findFirst({
      where: { organizationId: ctx.organization.id, jobRunId: id },
      select: { id: true, kind: true, fileName: true, status: true },
    });
  const before = await read();
  if (!before) throw new StopRun();
  await lockKind(tx, ctx, before.kind);
  const found = await read();
  if (found?.status !== "done") throw new StopRun();
  return found;
}

type Reading = Readonly<{ reader: Reader<AnyRow>; memory: Memory }>;

const cellsOf = ({ ctx }: Run, kind: ImportKind) =>
  new Cells(COLUMNS[kind], ctx.organization.timeZone, KINDS[kind].isExport);

/** Reads the rows that an earlier worker has written, to know which keys and names they took. */
async function skip(run: Run, kind: ImportKind, { reader, memory, to }: Reading & { to: number }) {
  if (memory.source.position() > to) throw new Error("the rows read are ahead of those written");
  await take(run, kind, { reader, memory, most: to - memory.source.position(), tally: newTally() });
}

type Taking = Reading & Readonly<{ most: number; tally: Tally }>;

async function take(run: Run, kind: ImportKind, { reader, memory, most, tally }: Taking): Promise<AnyRow[]> {
  const cells = cellsOf(run, kind);
  const rows: AnyRow[] = [];
  for (let count = 0; count < most; count += 1) {
    const raw: RawRow | null = await memory.source.next();
    if (!raw) break;
    const row = readRow(raw, { reader, cells, taken: memory.taken, tally });
    if (row) rows.push(row);
  }
  return rows;
}

async function keep(run: Run, kind: ImportKind, tally: Tally): Promise<void> {
  const { tx, ctx, importId } = run;
  const { read, created, updated, rejected, warnings, people } = tally;
  await note(run, "rejected", rejected);
  await note(run, "warning", warnings);
  await tx.$executeRaw`
    UPDATE imports SET read_count = read_count + ${read}::integer, created_count = created_count + ${created}::integer,
      updated_count = updated_count + ${updated}::integer, rejected_count = rejected_count + ${rejected.length}::integer,
      unchanged_count = unchanged_count + ${read - created - updated - rejected.length}::integer
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${importId}::uuid`;
  await refreshFor(tx, kind, created + updated);
  await requestEvaluation(tx, ctx, [...people], CAUSES[kind]);
}

const numbers = ["created", "updated", "rejected", "unchanged"] as const;

function add(importId: string, { result }: RunState, { read, created, updated, rejected }: Tally) {
  const now = {
    created,
    updated,
    rejected: rejected.length,
    unchanged: read - created - updated - rejected.length,
  };
  const sums = numbers.map((name) => [name, Number(result[name] ?? 0) + now[name]] as const);
  return { importId, ...(Object.fromEntries(sums) as typeof now) };
}
