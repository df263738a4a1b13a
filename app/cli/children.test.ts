import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processStart } from "@/lib/database/processes";
import { repositoryRoot } from "@/lib/env";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "heder-children-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const loader = join(repositoryRoot, "node_modules", "tsx", "dist", "loader.mjs");
const children = join(repositoryRoot, "app", "cli", "children.ts");

/** A launcher whose child has a child of its own; both note their numbers, and neither would ever end. */
function startLauncher(ignoreSignals: boolean) {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const stubborn = ignoreSignals ? 'process.on("SIGTERM", () => undefined);' : "";
  const note = (name: string) => `writeFileSync(${JSON.stringify(join(folder, name))}, String(process.pid));`;
  const header = `import { writeFileSync } from "node:fs"; import { spawn } from "node:child_process"; ${stubborn}`;
  write("grandchild.mjs", `${header} ${note("grandchild.pid")} setInterval(() => undefined, 1000);`);
  write(
    "child.mjs",
    `${header} spawn(process.execPath, [${JSON.stringify(join(folder, "grandchild.mjs"))}], { stdio: "inherit" });
     ${note("child.pid")} setInterval(() => undefined, 1000);`,
  );
  write(
    "launcher.mts",
    `import { startChild, stopChildren } from ${JSON.stringify(children)};
     const child = startChild("child", [${JSON.stringify(join(folder, "child.mjs"))}], process.env);
     process.on("SIGTERM", async () => { await stopChildren(1); console.log((await child.ended).how); process.exit(0); });`,
  );
  return spawn(process.execPath, ["--import", loader, join(folder, "launcher.mts")], {
    cwd: repositoryRoot,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function numbers(): Promise<[number, number]> {
  const files = ["child.pid", "grandchild.pid"].map((name) => join(folder, name));
  const written = () => files.every((file) => existsSync(file) && readFileSync(file, "utf8") !== "");
  await expect.poll(written, { timeout: 20_000 }).toBe(true);
  const [child, grandchild] = files.map((file) => Number(readFileSync(file, "utf8")));
  return [child ?? 0, grandchild ?? 0];
}
const alive = (pids: number[]) => pids.filter((pid) => processStart(pid) !== undefined);

test("when the launcher is killed, its children end with everything they started", async () => {
  const launcher = startLauncher(false);
  const pids = await numbers();
  expect(alive(pids)).toEqual(pids);
  launcher.kill("SIGKILL");
  await expect.poll(() => alive(pids), { timeout: 20_000 }).toEqual([]);
});

test("children that do not want to end are ended", async () => {
  const launcher = startLauncher(true);
  let said = "";
  launcher.stdout.on("data", (chunk) => {
    said += chunk;
  });
  const pids = await numbers();
  launcher.kill("SIGTERM");
  await expect.poll(() => alive(pids), { timeout: 20_000 }).toEqual([]);
  await expect.poll(() => said, { timeout: 20_000 }).toContain("by SIGKILL");
});
