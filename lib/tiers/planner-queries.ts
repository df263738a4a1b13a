import type { Tx } from "@/lib/db";

/** For looks at everybody, until the end of the transaction: the planner must not loop over people one by one. */
export async function lookAtMany(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`;
}
