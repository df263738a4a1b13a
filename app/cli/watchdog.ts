/**
 * Loaded before anything else into the launcher's children (`node --import`). Descriptor 3 is a pipe from the
 * launcher: it closes when the launcher ends, however it ends, and then this process ends with everything it
 * started. The other way it tells the launcher once that the child is ready (channel `heder.ready`). Plain Node,
 * no imports of ours: it also runs inside Next.
 */
import { subscribe } from "node:diagnostics_channel";
import { fstatSync } from "node:fs";
import { Socket } from "node:net";
import { isMainThread } from "node:worker_threads";

const PIPE = 3;
const GRACE_MS = 15_000;

function signalGroup(signal: NodeJS.Signals): void {
  try {
    // The launcher made us the leader of a process group of our own. Windows has none.
    process.kill(process.platform === "win32" ? process.pid : -process.pid, signal);
  } catch {
    process.exit(1);
  }
}

function hasPipe(): boolean {
  try {
    const kind = fstatSync(PIPE);
    return kind.isSocket() || kind.isFIFO();
  } catch {
    return false;
  }
}

// Processes and threads that this one starts load the same file; their descriptor 3 is something else.
if (isMainThread && !process.channel && hasPipe()) {
  const pipe = new Socket({ fd: PIPE });
  pipe.on("error", () => undefined);
  pipe.on("close", () => {
    signalGroup("SIGTERM");
    setTimeout(() => signalGroup("SIGKILL"), GRACE_MS).unref();
  });
  subscribe("heder.ready", () => pipe.write("ready"));
  pipe.resume();
  pipe.unref();
}
