import type { Intake } from "@/lib/api/intake";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { record, recordAll } from "@/lib/events/record";
import type { RowOutcome } from "@/lib/imports/upsert-each-service";

type AnyRow = { line: number };
type Received = Readonly<{
  isBatch: boolean;
  /** How many items there were, refused ones included. */
  read: number;
  rows: readonly AnyRow[];
  written: readonly RowOutcome[];
}>;

/** `occurred_at` as the record of a form calls it: `occurredAt`. */
const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const named = (state: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(state).map(([name, value]) => [camel(name), value]));

const has = (written: readonly RowOutcome[], status: RowOutcome["status"]) =>
  written.filter((one) => one.status === status);

/**
 * What was received, in the audit log: each correction with both states, as a form's; a single new fact with what it
 * says; and a batch by its counts, as its rows are new and name the key themselves.
 */
export async function recordReceived(
  tx: Tx,
  ctx: Ctx,
  { subject, target }: Intake<AnyRow>,
  { isBatch, read, rows, written }: Received,
): Promise<void> {
  const of = (id: string) => ({ type: subject, id });
  const corrections = has(written, "updated").map(({ id, before, after }) => ({
    subject: of(id),
    before: named(before ?? {}),
    after: named(after ?? {}),
  }));
  await recordAll(tx, ctx, `${subject}.corrected`, corrections);
  const created = has(written, "created");
  const [row, first] = [rows[0], created[0]];
  if (!isBatch && row && first) {
    const state = Object.entries(target.columns).map(([name, { value }]) => [name, value(row)] as const);
    await record(tx, ctx, `${subject}.recorded`, of(first.id), { after: named(Object.fromEntries(state)) });
  }
  if (!isBatch) return;
  const counts = {
    created: created.length,
    updated: corrections.length,
    unchanged: has(written, "unchanged").length,
    rejected: read - written.length,
  };
  await record(tx, ctx, `${subject}.received`, { type: subject, id: null }, { after: counts });
}
