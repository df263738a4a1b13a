import { setTimeout as pause } from "node:timers/promises";
import { sqlState, type Tx } from "@/lib/db";
import type { Definition } from "@/lib/evaluation/definition-queries";
import { log } from "@/lib/log";

/** An achievement that could not be evaluated, and what PostgreSQL said. */
export type Failed = Readonly<{ achievementId: string; key: string; reason: string }>;

/** Two evaluations that waited for each other; one of them begins anew. */
const COLLISIONS = new Set(["40001", "40P01"]);
const ATTEMPTS = 5;

/**
 * Classes of errors that the SQL of one achievement can cause by itself: values it cannot compute with, names that
 * do not exist, rules of a table. A full disk or a lost connection is not one, and stops the work.
 */
const OWN_FAULT = /^(?:22|23|42|P0)/;

const isItsOwnFault = (error: unknown) => OWN_FAULT.test(sqlState(error) ?? "");

/**
 * Runs a whole transaction of evaluation. Savepoints would cost every evaluation two statements an achievement, so
 * they are set only once something has failed: then it runs again, carefully.
 */
export async function safely<T>(run: (isCareful: boolean) => Promise<T>): Promise<T> {
  try {
    return await withoutCollisions(() => run(false));
  } catch (error) {
    if (!isItsOwnFault(error)) throw error;
    return await withoutCollisions(() => run(true));
  }
}

async function withoutCollisions<T>(run: () => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (attempt === ATTEMPTS || !COLLISIONS.has(sqlState(error) ?? "")) throw error;
    await pause(Math.random() * 100 * attempt);
    return await withoutCollisions(run, attempt + 1);
  }
}

/** Evaluates one achievement; when its SQL fails, what it did is undone, told loudly, and null. */
export async function unlessItFails<T>(
  tx: Tx,
  { id, key }: Pick<Definition, "id" | "key">,
  evaluate: () => Promise<T>,
  failed: Map<string, Failed>,
): Promise<T | null> {
  await tx.$executeRaw`SAVEPOINT one_achievement`;
  try {
    const outcome = await evaluate();
    await tx.$executeRaw`RELEASE SAVEPOINT one_achievement`;
    return outcome;
  } catch (error) {
    if (!isItsOwnFault(error)) throw error;
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT one_achievement`;
    log.error({ achievement: id, key, err: error }, "an achievement could not be evaluated");
    failed.set(id, {
      achievementId: id,
      key,
      reason: reasonOf(error),
    });
    return null;
  }
}

/** What PostgreSQL said, without the words around it. */
const reasonOf = (error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  return (/Message: `(.*)`$/s.exec(message)?.[1] ?? message).slice(0, 500);
};
