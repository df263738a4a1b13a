import type { Tx } from "@/lib/db";

/** From so many new rows on the planner's picture of an organisation may be wrong by orders of magnitude. */
const LARGE = 1_000;

/** The tables that bulk work fills, and that the database may be asked to look at again. */
export type BulkTable =
  | "memberships"
  | "activities"
  | "referrals"
  | "courses"
  | "course_registrations"
  | "earned_badges"
  | "earned_badge_criteria"
  | "certifications";

/** After bulk work of `rows` rows: tells the planner what these tables hold now, also what this transaction wrote. */
export async function refreshStatistics(tx: Tx, rows: number, tables: readonly BulkTable[]): Promise<void> {
  if (rows < LARGE || tables.length === 0) return;
  await tx.$executeRaw`SELECT refresh_statistics(${tables}::regclass[])`;
}
