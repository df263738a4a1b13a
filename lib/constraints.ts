import { AppError, msg } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * The name of the constraint, unique index or trigger rule that refused a write, or null for any other error.
 * PostgreSQL names it in its message, alike for all kinds (`heder_refuse` writes the same words).
 */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null;
  const adapter = error.meta?.driverAdapterError as { cause?: { originalMessage?: string } } | undefined;
  return /constraint "([^"]+)"/.exec(adapter?.cause?.originalMessage ?? "")?.[1] ?? null;
}

/** What a refusal by the database means to the person who asked, by constraint name. */
export type Refusals = Readonly<Record<string, () => AppError>>;

const GENERAL: Refusals = {
  issuing_is_paused: () => new AppError("unavailable", msg("issuingPaused")),
};

/** The database is the rule; this only gives its refusal a human sentence. Refusals not listed stay bugs. */
export async function orRefusal<T>(write: Promise<T>, refusals: Refusals): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const name = violatedConstraint(error);
    const refusal = name === null ? undefined : (refusals[name] ?? GENERAL[name]);
    throw refusal ? refusal() : error;
  }
}

/** PostgreSQL's deadlock_detected: one of two who wait for each other is sent away, and may begin again. */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const adapter = error.meta?.driverAdapterError as { cause?: { originalCode?: string } } | undefined;
  return error.code === "P2034" || adapter?.cause?.originalCode === "40P01";
}

/** Begins a whole transaction again, a few times, when it was sent away for somebody else's. */
export async function despiteDeadlocks<T>(work: () => Promise<T>, tries = 4): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !isDeadlock(error)) throw error;
    }
  }
}
