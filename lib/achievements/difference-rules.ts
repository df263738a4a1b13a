/** A definition as its row has it: the column names of `achievements`, as kept in `achievement_versions`. */
export type StoredDefinition = Readonly<Record<string, unknown>>;

export type FieldDifference = Readonly<{ field: string; before: unknown; after: unknown }>;

/** The order people read a definition in; what is not named here follows by name. */
const ORDER = [
  "name",
  "key",
  "description",
  "category",
  "trigger_type",
  "trigger_threshold",
  "trigger_metadata",
  "criteria",
  "is_repeatable",
  "needs_approval",
  "unmet_policy",
  "renewable",
  "expire_date",
  "expire_period",
  "badge_icon_url",
];

/** Follows from other fields, so it would say the same thing twice. */
const DERIVED = new Set(["criteria_version"]);

const place = (field: string): number => {
  const found = ORDER.indexOf(field);
  return found === -1 ? ORDER.length : found;
};

/** Nothing, an empty text, an empty list and an empty object all say nothing. */
function meaning(value: unknown): unknown {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(meaning);
  if (typeof value !== "object") return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, meaning(inner)] as const)
    .filter(([, inner]) => inner !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** Whether two stored values mean the same, whatever the order of their keys. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(meaning(a)) === JSON.stringify(meaning(b));

/**
 * The fields in which two definitions differ, in reading order. Absent, null and empty are the same; fields that only
 * one of them knows count, so a snapshot from before a field existed differs only where the field says something.
 */
export function definitionDifference(before: StoredDefinition, after: StoredDefinition): FieldDifference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !DERIVED.has(field) && !same(before[field], after[field]))
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
    .map((field) => ({ field, before: meaning(before[field]), after: meaning(after[field]) }));
}
