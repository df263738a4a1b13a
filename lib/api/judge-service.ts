import type { Intake } from "@/lib/api/intake";
import type { Fields, SentItem } from "@/lib/api/sent-items";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { type Message, msg } from "@/lib/errors";
import { Cells, RowRefused } from "@/lib/imports/cells";
import { loadCourses, loadNamedPeople } from "@/lib/imports/run-service";
import { isStorable } from "@/lib/validation";

type AnyRow = { line: number };

/** What one item is, before anything is written; `line` of its row is its place in the request. */
export type Judged = Readonly<{ row: AnyRow; warnings: Fields } | { fields: Fields }>;

type Open = Readonly<{ tx: Tx; ctx: Ctx; now: Date }>;

// An import speaks of rows and files; whoever sends a request has neither.
const IN_OTHER_WORDS: Readonly<Record<string, string>> = {
  "imports.unknownPerson": "api.unknownPerson",
  "imports.unknownCourse": "api.unknownCourse",
};
const forRequest = (message: Message): Message => ({
  ...message,
  key: IN_OTHER_WORDS[message.key] ?? message.key,
});

/** The texts of one name that PostgreSQL can be asked for at all. */
const textsOf = (items: readonly SentItem[], name: string): string[] => [
  ...new Set(
    items.flatMap((item) => {
      const value = "values" in item ? item.values[name] : undefined;
      return typeof value === "string" && isStorable(value) ? value.trim() : [];
    }),
  ),
];

const cellOf = (value: string | number | null | undefined) =>
  value === null || value === undefined ? "" : String(value);

/** Reads every item as an import would read it. A second one with the key of an earlier one is refused, not mixed with it. */
export async function judgeItems(
  { tx, ctx, now }: Open,
  { columns, read, target, occurredAt }: Intake<AnyRow>,
  items: readonly SentItem[],
): Promise<Judged[]> {
  const find = {
    person: await loadNamedPeople({ tx, ctx }, textsOf(items, "person")),
    course: columns.includes("course") ? await loadCourses({ tx, ctx }, textsOf(items, "course")) : () => "",
  };
  const cells = new Cells(
    columns.map((name) => ({ name, required: false })),
    ctx.organization.timeZone,
  );
  const taken = new Map<string, number>();
  const keyOf = (row: AnyRow) => target.key.map((name) => target.columns[name]?.value(row) ?? null);

  function readOne(item: SentItem, index: number): Judged {
    if ("fields" in item) return item;
    cells.at(
      index,
      columns.map((name) => cellOf(item.values[name])),
    );
    const row = read(cells, find);
    takeKey(keyOf(row), index);
    const moment = occurredAt(row);
    const isAhead = moment !== null && moment > now.toISOString();
    return { row, warnings: isAhead ? { occurred_at: msg("api.inFuture") } : {} };
  }

  function takeKey(values: readonly (string | number | null)[], index: number): void {
    if (values.includes(null)) return;
    const key = JSON.stringify(values);
    const first = taken.get(key);
    if (first !== undefined) {
      throw new RowRefused(
        columns.includes("course") ? "course" : "external_id",
        msg("api.duplicateItem", { index: first }),
      );
    }
    taken.set(key, index);
  }

  return items.map((item, index) => {
    try {
      return readOne(item, index);
    } catch (refusal) {
      if (!(refusal instanceof RowRefused)) throw refusal;
      return { fields: { [refusal.field ?? ""]: forRequest(refusal.reason) } };
    }
  });
}
