import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { platform } from "node:os";
import { childEnvironment } from "@/lib/env";

/** A process that a recycled number cannot be mistaken for. `started` is opaque: only ever compared. */
export type ProcessIdentity = Readonly<{ pid: number; started: string }>;

function ps(pid: number, column: string): string {
  try {
    return execFileSync("/bin/ps", ["-o", `${column}=`, "-p", String(pid)], {
      encoding: "utf8",
      env: childEnvironment({ LC_ALL: "C" }),
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "";
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

function linuxStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold spaces and brackets itself; field 3 follows the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    return `${bootId()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** When the process with this number began, or undefined when there is none (a zombie counts as none). */
export function processStart(pid: number): string | undefined {
  if (platform() === "linux") return linuxStart(pid);
  if (!exists(pid)) return undefined;
  // Windows has no cheap way to ask; a number is recycled there late enough for it to be taken as the same.
  return platform() === "win32" ? "unknown" : ps(pid, "lstart") || undefined;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: processStart(process.pid) ?? "unknown" };
}

export function isAlive({ pid, started }: ProcessIdentity): boolean {
  return processStart(pid) === started;
}

/** The command line of a process, or undefined when the system does not tell. */
export function commandLine(pid: number): string | undefined {
  if (platform() === "win32") return undefined;
  if (platform() !== "linux") return ps(pid, "command") || undefined;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return undefined;
  }
}

/** The number of the process that started this one, or undefined when the system does not tell. */
export function parentOf(pid: number): number | undefined {
  if (platform() === "win32") return undefined;
  if (platform() !== "linux") return Number(ps(pid, "ppid")) || undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) || undefined;
  } catch {
    return undefined;
  }
}
