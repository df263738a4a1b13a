import { availableParallelism } from "node:os";
import { run } from "./run-command";

type Check = Readonly<{ name: string; commands: readonly (readonly [string, ...string[]])[] }>;

const checks: readonly Check[] = [
  // Typed routes and next-env.d.ts are generated and not committed, so they are made before types are checked.
  {
    name: "types",
    commands: [
      ["next", "typegen"],
      ["tsc", "--noEmit"],
    ],
  },
  { name: "format and lint", commands: [["biome", "check", "--error-on-warnings", "--max-diagnostics=100"]] },
  { name: "dead code", commands: [["knip", "--no-progress"]] },
  { name: "layers and cycles", commands: [["tsx", ".ci/check-layers.ts"]] },
  { name: "messages", commands: [["tsx", ".ci/check-messages.ts"]] },
];

/** All are run, so that one round tells everything; output is shown only where something is wrong. */
async function runCheck({ name, commands }: Check): Promise<boolean> {
  let seconds = 0;
  for (const [command, ...args] of commands) {
    const outcome = await run(command, args);
    seconds += outcome.seconds;
    if (outcome.code === 0) continue;
    console.log(`✗ ${name} (${seconds.toFixed(1)} s)\n${outcome.output.trim()}\n`);
    return false;
  }
  console.log(`✓ ${name} (${seconds.toFixed(1)} s)`);
  return true;
}

async function runAll(): Promise<boolean> {
  const waiting = [...checks];
  const failed: string[] = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift())
      if (!(await runCheck(check))) failed.push(check.name);
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  console.log(failed.length === 0 ? "check: clean" : `check: failed in ${failed.join(", ")}`);
  return failed.length === 0;
}

process.exitCode = (await runAll()) ? 0 : 1;
