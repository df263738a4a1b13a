import { readdirSync, readFileSync } from "node:fs";

/** Ticks of `/proc` in a second, the same on every Linux that people run. */
const TICKS = 100;

const fieldsOf = (pid: string): string[] => {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  } catch {
    // The process has ended, or this is not Linux.
    return [];
  }
};

/** Milliseconds of processor time: of fields 14 to 17 of `/proc/PID/stat` the first two, or all with ended children. */
const spentBy = (fields: readonly string[], withChildren: boolean) =>
  fields.slice(11, withChildren ? 15 : 13).reduce((sum, ticks) => sum + Number(ticks), 0) * (1000 / TICKS);

/** Processor time that a server of PostgreSQL and all its processes have had so far, in milliseconds, in steps of 10. */
export function serverSpent(dataFolder: string): number {
  const server = readFileSync(`${dataFolder}/postmaster.pid`, "utf8").split("\n")[0] ?? "";
  const running = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid));
  const children = running.map(fieldsOf).filter(([, parent]) => parent === server);
  return children.reduce((sum, fields) => sum + spentBy(fields, false), spentBy(fieldsOf(server), true));
}

/** The same of this process of Node. */
export function nodeSpent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
