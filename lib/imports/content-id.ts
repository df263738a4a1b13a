import { createHash } from "node:crypto";

/**
 * Names rows that bring no id of their own by what they say: the same file imported twice is the same rows, and the
 * second of two equal rows in one file is a row of its own.
 */
export function contentIds(): (values: readonly unknown[]) => string {
  const seen = new Map<string, number>();
  return (values) => {
    const hash = createHash("sha256").update(JSON.stringify(values)).digest("base64url").slice(0, 27);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return count === 1 ? `row-${hash}` : `row-${hash}-${count}`;
  };
}
