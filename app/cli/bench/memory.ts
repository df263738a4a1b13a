import { readdirSync, readFileSync } from "node:fs";

const MEGABYTE = 1024 * 1024;

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The process has ended, or this is not Linux.
    return "";
  }
};

/** Megabytes of its own that a process has, shared buffers not counted. */
const ownMemory = (pid: string) =>
  Number(/RssAnon:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;

const childrenOf = (parent: string) =>
  readdirSync("/proc").filter(
    (pid) => /^\d+$/.test(pid) && read(`/proc/${pid}/stat`).split(") ")[1]?.split(" ")[1] === parent,
  );

export type Peak = Readonly<{ node: number; postgres: number }>;

/** Runs it and answers the most memory, in megabytes, that Node and the server's processes had of their own. */
export async function peakMemory(dataFolder: string, run: () => Promise<unknown>): Promise<Peak> {
  const server = read(`${dataFolder}/postmaster.pid`).split("\n")[0] ?? "";
  let [node, postgres] = [0, 0];
  const look = () => {
    node = Math.max(node, process.memoryUsage().rss / MEGABYTE);
    if (server === "") return;
    postgres = Math.max(
      postgres,
      childrenOf(server).reduce((sum, pid) => sum + ownMemory(pid), 0),
    );
  };
  const timer = setInterval(look, 200);
  try {
    await run();
  } finally {
    clearInterval(timer);
  }
  look();
  return { node: Math.round(node), postgres: Math.round(postgres) };
}
