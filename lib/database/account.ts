import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { DatabaseUnavailable } from "@/lib/database/unavailable";

/** Whom the server runs as. PostgreSQL refuses root, so only root ever needs another account than its own. */
export type Account = Readonly<{ uid: number; gid: number }>;

const CANDIDATES = ["postgres", "_postgres", "heder", "nobody"];
const OWN_ACCOUNT = "heder";

function lookUp(name: string): Account | undefined {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const fields = lines.map((line) => line.split(":")).find((line) => line[0] === name);
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  return uid > 0 && gid > 0 ? { uid, gid } : undefined;
}

function create(): Account | undefined {
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", OWN_ACCOUNT], { stdio: "ignore" });
  const made = lookUp(OWN_ACCOUNT);
  if (made) return made;
  spawnSync("adduser", ["-S", "-D", "-H", OWN_ACCOUNT], { stdio: "ignore" });
  return lookUp(OWN_ACCOUNT);
}

function ownerOf(folder: string): Account | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && found.uid > 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

/**
 * The account for the server of `dataFolder`: undefined when it is simply ours. Root takes the owner of an
 * existing data folder, so that what an ordinary user began can be continued; else an unprivileged account.
 */
export function serverAccount(dataFolder: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = ownerOf(dataFolder) ?? CANDIDATES.map(lookUp).find(Boolean) ?? create();
  if (existing) return existing;
  throw new DatabaseUnavailable(
    "PostgreSQL refuses to run as root, and no unprivileged account (postgres, heder or nobody) exists or could be made. Create one, or start Heder as an ordinary user.",
  );
}

/** Whether the account can enter the folder; asked of the system itself, as access lists have the last word. */
export function canEnter(folder: string, account: Account | undefined): boolean {
  if (!account) return true;
  const tried = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], {
    ...account,
    cwd: "/",
    stdio: "ignore",
  });
  return tried.status === 0;
}
