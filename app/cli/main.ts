import { prepareDatabase } from "@/lib/database/prepare";
import { AppError } from "@/lib/errors";
import { type Command, type Options, UsageError, type Values } from "./command";
import { holdDatabase, releaseDatabase } from "./held-database";
import { describeError, EXIT, failure, print, say } from "./output";
import { type Call, groups, loadGroup, parseCall } from "./parse";

async function usages(): Promise<string[]> {
  const tables = await Promise.all(groups.map(loadGroup));
  return tables.flatMap((table) => Object.values(table).map(({ usage }) => `heder ${usage}`));
}

async function prepared({ database }: Command): Promise<void> {
  if (database === "none") return;
  const { migrations } = await prepareDatabase(await holdDatabase());
  if (migrations.length > 0) say(`Applied ${migrations.length} migrations`);
}

async function execute({ command, values, file }: Call): Promise<number> {
  await prepared(command);
  // Parsed by the command's own options, so they are of its types.
  return print(await command.run(values as Values<Options>, file));
}

/** Ctrl-C in the middle: the database is given back all the same, and a second one ends at once. */
function onInterrupt(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      void releaseDatabase()
        .then(() => print(failure("interrupted", "The command was interrupted")))
        .finally(() => process.exit(EXIT.interrupted));
    });
  }
}

/** Runs one command line and returns the exit code; everything it took is given back. */
export async function main(args: string[]): Promise<number> {
  onInterrupt();
  let call: Call | undefined;
  try {
    if (args[0] === "help" || args.includes("--help")) return print({ commands: await usages() });
    call = await parseCall(args);
    return await execute(call);
  } catch (error) {
    const { output, exit } = describeError(error);
    await print(output);
    const isFinal = error instanceof AppError || error instanceof UsageError;
    return call?.command.isCalledAgain && !isFinal ? EXIT.later : exit;
  } finally {
    await releaseDatabase();
  }
}
