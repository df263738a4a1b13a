import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";

const FIRST = 3000;
const LAST = 3099;

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    // A machine without IPv6 cannot listen on `::`, which is not the port's fault.
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code !== "EADDRINUSE"));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

async function isFree(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "0.0.0.0", "::"]) if (!(await canListen(port, host))) return false;
  return true;
}

function listeningInode(port: number): string | undefined {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  for (const file of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readFileSync(file, "utf8").split("\n")) {
      const fields = line.trim().split(/\s+/);
      // Field 3 is the state: 0A is listening.
      if (fields[3] === "0A" && fields[1]?.endsWith(wanted)) return fields[9];
    }
  }
  return undefined;
}

function holds(pid: string, inode: string): boolean {
  try {
    const files = readdirSync(`/proc/${pid}/fd`);
    return files.some((file) => readlinkSync(`/proc/${pid}/fd/${file}`) === `socket:[${inode}]`);
  } catch {
    return false;
  }
}

/** Which program listens on a port, as far as this system tells: only Linux does, and only of one's own. */
export function portUser(port: number): string {
  try {
    const inode = listeningInode(port);
    const pid = inode && readdirSync("/proc").find((name) => /^\d+$/.test(name) && holds(name, inode));
    if (!pid) return "another program";
    return `${readFileSync(`/proc/${pid}/comm`, "utf8").trim()} (process ${pid})`;
  } catch {
    return "another program";
  }
}

/** A port that was asked for is taken: the person must decide, not we. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";
}

/** The port asked for, or PortTaken; when none was asked for, the first free one from 3000. */
export async function choosePort(asked: number | undefined): Promise<number> {
  if (asked !== undefined) {
    if (await isFree(asked)) return asked;
    throw new PortTaken(
      `Port ${asked} is in use by ${portUser(asked)}. Stop it, or set PORT to another one.`,
    );
  }
  for (let port = FIRST; port <= LAST; port += 1) if (await isFree(port)) return port;
  throw new PortTaken(`All ports from ${FIRST} to ${LAST} are in use. Set PORT to a free one.`);
}
