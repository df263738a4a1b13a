import { randomFillSync } from "node:crypto";

const RANDOM_BYTES = 10;

/**
 * That many new ids, UUID version 7: they begin with the time, so the rows of an import stand together at the end
 * of each index on id. Made here and not by PostgreSQL, which is busy writing the batch before.
 */
export function rowIds(count: number): string[] {
  const time = Date.now().toString(16).padStart(12, "0");
  const start = `${time.slice(0, 8)}-${time.slice(8)}-7`;
  const random = randomFillSync(Buffer.alloc(count * RANDOM_BYTES)).toString("hex");
  return Array.from({ length: count }, (_, index) => {
    const at = index * RANDOM_BYTES * 2;
    // Variant bits 10: one of 8, 9, a, b.
    const variant = "89ab"[Number.parseInt(random[at + 3] ?? "0", 16) & 3];
    return `${start}${random.slice(at, at + 3)}-${variant}${random.slice(at + 4, at + 7)}-${random.slice(at + 7, at + 19)}`;
  });
}
