export type Json = Readonly<Record<string, unknown>>;

/** Deeper than any badge, and less than it takes to exhaust who reads by recursion. */
const MOST_DEPTH = 40;
/** Values of all kinds in a badge, which has some hundred; putting them into canonical order takes a millisecond for four. */
const MOST_VALUES = 3_000;
/** In a list of revoked ones. */
export const MOST_IN_LIST = 200_000;

export type Parsed = Readonly<{ document: Json }> | Readonly<{ problem: "not_json" | "too_intricate" }>;

/** The JSON object that a text is, if it is one that can be judged. */
export function parsed(text: string, most = MOST_VALUES): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "not_json" };
  }
  if (!isObject(value)) return { problem: "not_json" };
  return isModest(value, most) ? { document: value } : { problem: "too_intricate" };
}

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isModest(document: Json, most: number): boolean {
  let level: unknown[] = [document];
  let count = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    count += level.length;
    if (depth > MOST_DEPTH || count > most) return false;
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return true;
}

/** A text, or the `id` of an object: how documents name another one. */
export function idOf(value: unknown): string | null {
  const id = isObject(value) ? value.id : value;
  return typeof id === "string" ? id : null;
}

export const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** One value or many, as JSON-LD writes them. */
export const many = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : [value].flat();
