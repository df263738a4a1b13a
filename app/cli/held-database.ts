import { disconnectPublic } from "@/lib/database/public";
import { type AcquiredDatabase, acquireDatabase } from "@/lib/database/server";
import { reason } from "@/lib/database/unavailable";
import { disconnect } from "@/lib/db";
import { say } from "./output";

const held: AcquiredDatabase[] = [];

/** The database for the rest of this command. `main` gives it back in the end, also after Ctrl-C. */
export async function holdDatabase(): Promise<AcquiredDatabase> {
  const database = await acquireDatabase();
  held.push(database);
  return database;
}

export async function releaseDatabase(): Promise<void> {
  await Promise.allSettled([disconnect(), disconnectPublic()]);
  for (const database of held.splice(0)) {
    await database.release().catch((error: unknown) => say(reason(error)));
  }
}
