import type { Tx } from "@/lib/db";

/** From so many new rows on the planner's picture of an organisation may be wrong by orders of magnitude. */
const LARGE = 1_000;

/** After bulk work of `rows` rows: tells the planner what the tables hold now, also what this transaction wrote. */
export async function refreshStatistics(tx: Tx, rows: number): Promise<void> {
  if (rows >= LARGE) await tx.$executeRaw`SELECT refresh_statistics()`;
}
