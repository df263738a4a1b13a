import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFileLock } from "@/lib/database/lock";
import { childEnvironment, repositoryRoot } from "@/lib/env";
import { startChild } from "./children";
import { say } from "./output";

const output = join(repositoryRoot, ".next");
const stampFile = join(output, "heder-sources");
/** In a folder that is nobody's source and that every checkout has. */
const lockFile = join(repositoryRoot, "node_modules", ".cache", "heder-build.lock");

const SOURCES = ["app", "components", "lib", "public", "prisma/schema.prisma", "package-lock.json"];
const ROOT_FILES = /^(next|postcss)\.config\.|^tsconfig\.json$|^(proxy|instrumentation)[\w-]*\.ts$/;
const NOT_BUILT = /\.test\.tsx?$|^lib\/(generated|testing)\/|^app\/cli\//;
const HALF_AN_HOUR = 30 * 60_000;

/** What is wrong has been printed by the build itself. */
export class BuildFailed extends Error {
  override readonly name = "BuildFailed";
}

function* filesOf(path: string): Generator<string> {
  const full = join(repositoryRoot, path);
  const found = statSync(full, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory()) yield path;
  else for (const name of readdirSync(full).sort()) yield* filesOf(`${path}/${name}`);
}

/** A fingerprint of everything that reaches the build, so that any change at all is noticed, also a checkout's. */
function fingerprint(): string {
  const hash = createHash("sha256").update(process.version);
  const rootFiles = readdirSync(repositoryRoot).filter((name) => ROOT_FILES.test(name));
  for (const source of [...SOURCES, ...rootFiles.sort()]) {
    for (const file of filesOf(source)) {
      if (!NOT_BUILT.test(file)) hash.update(`${file}\0`).update(readFileSync(join(repositoryRoot, file)));
    }
  }
  return hash.digest("hex");
}

function isCurrent(sources: string): boolean {
  return (
    existsSync(join(output, "BUILD_ID")) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, "utf8") === sources
  );
}

/**
 * Makes the production build when there is none or its sources have changed, and says so. Two starters at once
 * build once. Returns whether it built; throws when the build fails.
 */
export async function ensureBuild(): Promise<boolean> {
  mkdirSync(join(lockFile, ".."), { recursive: true });
  return withFileLock(lockFile, HALF_AN_HOUR, async () => {
    const sources = fingerprint();
    if (isCurrent(sources)) return false;
    say("Building Heder; this takes a minute or two, and only when something has changed …");
    rmSync(stampFile, { force: true });
    const unset = { DATABASE_URL: undefined, HEDER_APP_DATABASE_URL: undefined };
    const environment = childEnvironment({ ...unset, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
    const next = join(repositoryRoot, "node_modules", "next", "dist", "bin", "next");
    const { code, how } = await startChild("build", [next, "build"], environment).ended;
    if (code !== 0) throw new BuildFailed(`The production build ended ${how}`);
    writeFileSync(stampFile, sources);
    return true;
  });
}
