import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { type Account, canEnter, serverAccount } from "@/lib/database/account";
import { DatabaseUnavailable, reason } from "@/lib/database/unavailable";

/** Where one embedded server keeps what: `base` is ours, `home` holds the cluster and can be entered by it. */
export type Folders = Readonly<{
  base: string;
  home: string;
  data: string;
  /** Where programs are copied to when they cannot run where npm put them. */
  programs: string;
  account: Account | undefined;
}>;

/** Root's place for what its server account must reach, whatever folder the checkout lies in. */
const SHARED = "/var/lib/heder";
const POINTER = "postgres.location";
const OWNER_NOTE = "belongs-to";

const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8").trim() : undefined);

function pointsTo(base: string, home: string): boolean {
  return read(join(base, POINTER)) === home;
}

/** Writes a file in one step, readable by its owner only; in somebody's folder root's files become theirs. */
export async function writePrivate(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, text, { mode: 0o600 });
  giveToOwnerOf(join(file, ".."), draft);
  await rename(draft, file);
}

export function giveToOwnerOf(folder: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  if (uid !== 0) chownSync(path, uid, gid);
}

/** The home that `base` points to. It names its folder in turn: a moved folder keeps it, a copied one does not. */
async function pointedHome(base: string): Promise<string | undefined> {
  const home = read(join(base, POINTER));
  const noted = home && read(join(home, OWNER_NOTE));
  if (!home || !noted || (noted !== base && pointsTo(noted, home))) return undefined;
  if (noted !== base) await writePrivate(join(home, OWNER_NOTE), base);
  return home;
}

/** Homes whose folder was deleted and made anew: their passwords are gone, so nobody can ever open them. */
function sweepOrphans(base: string): void {
  for (const name of readdirSync(SHARED)) {
    const home = join(SHARED, name);
    const orphaned =
      read(join(home, OWNER_NOTE)) === base && !existsSync(join(home, "postgres", "postmaster.pid"));
    if (orphaned) rmSync(home, { recursive: true, force: true });
  }
}

async function makeHome(base: string, usual: string): Promise<string> {
  mkdirSync(SHARED, { recursive: true });
  chmodSync(SHARED, 0o755);
  sweepOrphans(base);
  const home = join(SHARED, randomBytes(8).toString("hex"));
  mkdirSync(home);
  chmodSync(home, 0o755);
  if (existsSync(usual)) await rename(usual, join(home, "postgres"));
  await writePrivate(join(home, OWNER_NOTE), base);
  await writePrivate(join(base, POINTER), home);
  return home;
}

/** A home outside a folder that only root can enter: its server account could never reach one inside. */
async function makeHomeElsewhere(base: string, usual: string): Promise<string> {
  try {
    return await makeHome(base, usual);
  } catch (error) {
    throw new DatabaseUnavailable(
      `PostgreSQL cannot run as root, its own account cannot enter ${base}, and nothing can be kept in ${SHARED} instead: ${reason(error)}. Set HEDER_DATA to a folder that other accounts can enter.`,
    );
  }
}

const isWritable = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * Makes the data folder where there is none, and refuses one that cannot be ours: root may continue what anybody
 * began, others may not continue what root or a third one began. To be called before anything is opened in it.
 */
export function openBase(base: string): void {
  try {
    if (!existsSync(base)) {
      mkdirSync(base, { recursive: true });
      chmodSync(base, 0o755);
    }
  } catch (error) {
    throw new DatabaseUnavailable(
      `The data folder ${base} cannot be made: ${reason(error)}. Set HEDER_DATA.`,
    );
  }
  const uid = process.getuid?.();
  if (!uid) return;
  const data = join(base, "postgres");
  const foreign = existsSync(data) && statSync(data).uid !== uid;
  if (!foreign && isWritable(base) && !existsSync(join(base, POINTER))) return;
  throw new DatabaseUnavailable(
    `${base} belongs to another account. Start Heder as that account, or choose another folder with HEDER_DATA.`,
  );
}

/** Finds or makes the folders of the embedded server of the opened data folder `base` (absolute). */
export async function prepareFolders(base: string): Promise<Folders> {
  const usual = join(base, "postgres");
  const pointed = await pointedHome(base);
  const account = serverAccount(pointed ? join(pointed, "postgres") : usual);
  const home = pointed ?? (canEnter(base, account) ? base : await makeHomeElsewhere(base, usual));
  mkdirSync(join(base, "database", "leases"), { recursive: true, mode: 0o700 });
  for (const path of ["lock", "database", "database/leases"]) {
    if (existsSync(join(base, path))) giveToOwnerOf(base, join(base, path));
  }
  return { base, home, data: join(home, "postgres"), programs: account ? SHARED : base, account };
}

/** Removes everything the server wrote, wherever it lies. The server must not be running. */
export function removeFolders(folders: Folders): void {
  rmSync(folders.data, { recursive: true, force: true });
  if (folders.home !== folders.base) rmSync(folders.home, { recursive: true, force: true });
  rmSync(join(folders.base, "database", "passwords.json"), { force: true });
  rmSync(join(folders.base, POINTER), { force: true });
}
