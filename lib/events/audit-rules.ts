/** One value that changed: its name, and what it was and is, as a person can read it; null is nothing. */
export type ChangedValue = Readonly<{ name: string; before: string | null; after: string | null }>;

const LONGEST = 300;

function readable(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  const isList = Array.isArray(value) && value.every((part) => typeof part !== "object");
  const text = isList ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}

const fieldsOf = (state: unknown): Record<string, unknown> => {
  if (state === null || state === undefined) return {};
  return typeof state === "object" && !Array.isArray(state)
    ? (state as Record<string, unknown>)
    : { value: state };
};

/**
 * What differs between two states of a record entry, field by field, in the order they were recorded. `names` are
 * the names of ids that may stand there.
 */
export function changedValues(
  before: unknown,
  after: unknown,
  names: Readonly<Record<string, string>> = {},
): ChangedValue[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  const write = (value: unknown) => (typeof value === "string" && names[value]) || readable(value);
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    .map((name) => ({ name, before: write(old[name]), after: write(fresh[name]) }))
    .filter((value) => value.before !== value.after);
}
