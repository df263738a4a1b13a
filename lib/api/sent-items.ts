import { ITEMS } from "@/lib/api/intake-schema";
import { MAX_ITEMS, type Received } from "@/lib/api/rules";
import { AppError, type Message, msg } from "@/lib/errors";
import { fieldMessages } from "@/lib/validation";

export type Fields = Readonly<Record<string, Message>>;

/** One thing as it was sent: its values by name, or what is wrong with their form. */
export type SentItem =
  | Readonly<{ values: Readonly<Record<string, string | number | null | undefined>> }>
  | Readonly<{ fields: Fields }>;

export type Sent = Readonly<{ isBatch: boolean; items: readonly SentItem[] }>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readItem(kind: Received, value: unknown): SentItem {
  if (!isRecord(value)) return { fields: { "": msg("api.itemNotAnObject") } };
  const parsed = ITEMS[kind].safeParse(value, { reportInput: true });
  return parsed.success ? { values: parsed.data } : { fields: fieldMessages(parsed.error) };
}

/**
 * What a request holds: one object, or `{items: […]}` with up to a thousand, each judged by itself. Throws `invalid`
 * when it is neither.
 */
export function readItems(kind: Received, json: unknown): Sent {
  if (!isRecord(json)) throw new AppError("invalid", msg("api.notAnObject"));
  if (!Object.hasOwn(json, "items")) return { isBatch: false, items: [readItem(kind, json)] };
  const { items, ...others } = json;
  const names = Object.keys(others);
  const fields: Record<string, Message> = {};
  if (names.length > 0) {
    fields[""] = msg("field.unknown", { names: names.slice(0, 5).join(", ").slice(0, 100) });
  }
  if (!Array.isArray(items) || items.length === 0 || items.length > MAX_ITEMS) {
    fields.items = msg("api.batchSize", { maximum: MAX_ITEMS });
  }
  if (Object.keys(fields).length > 0 || !Array.isArray(items)) {
    throw new AppError("invalid", msg("api.invalid"), fields);
  }
  return { isBatch: true, items: items.map((value) => readItem(kind, value)) };
}
