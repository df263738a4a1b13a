import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "@/lib/env";

export type Child = Readonly<{
  name: string;
  /** Settles when the process has ended, with words for how. */
  ended: Promise<{ code: number | null; how: string }>;
  /** Settles when the child has said that it is ready; only the worker does. */
  ready: Promise<void>;
  signal(signal: NodeJS.Signals): void;
}>;

const watchdog = pathToFileURL(join(repositoryRoot, "app", "cli", "watchdog.ts")).href;
const running = new Set<Child>();

function signalGroup(process_: ChildProcess, signal: NodeJS.Signals): void {
  if (!process_.pid || process_.exitCode !== null || process_.signalCode !== null) return;
  try {
    if (process.platform === "win32") process_.kill(signal);
    else process.kill(-process_.pid, signal);
  } catch {
    // It has ended this very moment.
  }
}

/**
 * Starts a Node program in a process group of its own, so that Ctrl-C reaches it through us alone and nothing it
 * starts survives it. It ends when we do (watchdog.ts). What it prints goes to stderr.
 */
export function startChild(name: string, args: string[], env: NodeJS.ProcessEnv): Child {
  const started = spawn(process.execPath, ["--import", watchdog, ...args], {
    cwd: repositoryRoot,
    env,
    detached: process.platform !== "win32",
    stdio: ["ignore", 2, 2, "pipe"],
    windowsHide: true,
  });
  const ended = new Promise<{ code: number | null; how: string }>((resolve) => {
    started.on("error", (error) => resolve({ code: 1, how: error.message }));
    started.on("exit", (code, signal) =>
      resolve({ code, how: signal ? `by ${signal}` : `with code ${code}` }),
    );
  });
  const ready = new Promise<void>((resolve) => started.stdio[3]?.once("data", () => resolve()));
  started.stdio[3]?.on("error", () => undefined);
  const child: Child = { name, ended, ready, signal: (signal) => signalGroup(started, signal) };
  running.add(child);
  void ended.then(() => running.delete(child));
  return child;
}

/** Ends all children: politely, and after `seconds` for certain. */
export async function stopChildren(seconds = 25): Promise<void> {
  const all = [...running];
  for (const child of all) child.signal("SIGTERM");
  const finished = Promise.all(all.map(({ ended }) => ended));
  const limit = new AbortController();
  const waited = sleep(seconds * 1000, "late", { signal: limit.signal }).catch(() => "");
  if ((await Promise.race([finished, waited])) === "late") killChildren();
  await finished;
  limit.abort();
}

export function killChildren(): void {
  for (const child of running) child.signal("SIGKILL");
}
