import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writePrivate } from "@/lib/database/folders";
import { isAlive, ownIdentity, type ProcessIdentity } from "@/lib/database/processes";

/** The lease of `db start`: no process holds it, it lasts until `db stop`. */
const KEPT = "kept";

/** Notes that this process uses the database; the file's path is the lease. Call under the lock. */
export async function takeLease(folder: string): Promise<string> {
  const file = join(folder, `${process.pid}-${randomBytes(4).toString("hex")}.json`);
  await writePrivate(file, JSON.stringify(ownIdentity()));
  return file;
}

export const keep = (folder: string): Promise<void> => writePrivate(join(folder, KEPT), "");
export const isKept = (folder: string): boolean => existsSync(join(folder, KEPT));
export const endKeeping = (folder: string): void => rmSync(join(folder, KEPT), { force: true });

function readLease(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/** The processes that use the database now. Leases of those that ended without returning theirs are removed. */
export function liveLeases(folder: string): ProcessIdentity[] {
  const live: ProcessIdentity[] = [];
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(".json")) continue;
    const lease = readLease(join(folder, name));
    if (lease && isAlive(lease)) live.push(lease);
    else rmSync(join(folder, name), { force: true });
  }
  return live;
}
