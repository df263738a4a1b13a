import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("..", import.meta.url));

export type Outcome = Readonly<{ code: number; output: string; seconds: number }>;
type Options = Readonly<{ env?: Record<string, string>; show?: boolean }>;

const running = new Set<ChildProcess>();

/**
 * Runs a program of node_modules/.bin in the repository with stdin closed and gives back what it printed; with
 * `show` it prints as it goes. An interrupted check takes its children with it.
 */
export function run(
  command: string,
  args: readonly string[],
  { env = {}, show = false }: Options = {},
): Promise<Outcome> {
  const started = performance.now();
  const bin = `${repository}node_modules/.bin`;
  const child = spawn(command, args, {
    cwd: repository,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ""}`, ...env },
    stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
  });
  running.add(child);
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => {
    const finish = (code: number, note = "") => {
      running.delete(child);
      resolve({ code, output: output + note, seconds: (performance.now() - started) / 1000 });
    };
    child.on("error", (error) => finish(127, `${command}: ${error.message}`));
    child.on("close", (code) => finish(code ?? 1));
  });
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    process.exitCode = 130;
  });
