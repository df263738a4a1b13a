import { commandLine, isAlive, type ProcessIdentity, parentOf, processStart } from "@/lib/database/processes";

const POLL_MS = 1000;
const FURTHEST = 4;

const isNpm = (command: string) => /^npm\b|[\\/]npm(-cli\.js)?\b/.test(command);
const isTsx = (command: string) => /[\\/]tsx([\\/]dist[\\/]cli\.mjs)?(\s|$)/.test(command);

/**
 * The processes that exist only to run us: tsx, npm and the shell between them. Whoever is above npm, a terminal
 * say, may end while we go on (`nohup npm start &`).
 */
export function wrappers(): ProcessIdentity[] {
  const found: ProcessIdentity[] = [];
  let needed = 0;
  let pid = process.ppid;
  for (let level = 0; level < FURTHEST && pid > 1; level += 1) {
    const started = processStart(pid);
    const command = commandLine(pid) ?? "";
    if (!started) break;
    found.push({ pid, started });
    if (isTsx(command) || isNpm(command)) needed = found.length;
    if (isNpm(command)) break;
    pid = parentOf(pid) ?? 0;
  }
  return found.slice(0, needed);
}

/** Calls back when one of them was killed: we would otherwise go on unseen, holding the port. */
export function whenAbandoned(callback: () => void): void {
  const above = wrappers();
  const timer = setInterval(() => {
    if (above.every(isAlive)) return;
    clearInterval(timer);
    callback();
  }, POLL_MS);
  timer.unref();
}
