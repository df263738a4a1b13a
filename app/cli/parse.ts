import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Command, type CommandTable, findFile, type Option, UsageError } from "./command";

const folder = join(import.meta.dirname, "commands");

/** One file, one group: `commands/org.ts` is `heder org …`. */
export const groups = readdirSync(folder)
  .filter((name) => /^[a-z-]+\.ts$/.test(name))
  .map((name) => name.slice(0, -".ts".length));

export async function loadGroup(group: string): Promise<CommandTable> {
  const module = (await import(`./commands/${group}.ts`)) as { commands: CommandTable };
  return module.commands;
}

export type Call = Readonly<{
  command: Command;
  values: Record<string, string | boolean | undefined>;
  file: string;
}>;

async function findCommand(group: string | undefined, name: string | undefined): Promise<[Command, number]> {
  if (!group || !groups.includes(group)) {
    throw new UsageError(
      `${group ? `There is no command ${group}` : "No command"}; there are: ${groups.join(", ")}`,
    );
  }
  const table = await loadGroup(group);
  const named = name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
  if (named) return [named, 2];
  if (table[""]) return [table[""], 1];
  throw new UsageError(`${group} needs one of: ${Object.keys(table).join(", ")}`);
}

function parseOptions(command: Command, args: string[]) {
  const options = command.options ?? {};
  const types = Object.entries(options).map(([name, { type }]) => [name, { type }] as const);
  try {
    return parseArgs({ args, options: Object.fromEntries(types), allowPositionals: true });
  } catch (error) {
    const said = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new UsageError(`${said}. Usage: heder ${command.usage}`);
  }
}

function complete(options: Readonly<Record<string, Option>>, given: Record<string, unknown>, usage: string) {
  const values: Call["values"] = {};
  for (const [name, { type, required }] of Object.entries(options)) {
    const value = given[name];
    if (required && (value === undefined || value === "")) {
      throw new UsageError(`--${name} is missing. Usage: heder ${usage}`);
    }
    values[name] = type === "boolean" ? value === true : (value as string | undefined);
  }
  return values;
}

/** Reads a command line, without the program's own name. Throws UsageError with what is right instead. */
export async function parseCall(args: string[]): Promise<Call> {
  const [command, used] = await findCommand(args[0], args[1]);
  const { values, positionals } = parseOptions(command, args.slice(used));
  const wanted = command.file ? "FILE" : command.word;
  if (positionals.length !== (wanted ? 1 : 0)) {
    const what = wanted ? `exactly one ${wanted}` : "no further words";
    throw new UsageError(`This command takes ${what}. Usage: heder ${command.usage}`);
  }
  return {
    command,
    values: complete(command.options ?? {}, values, command.usage),
    file: command.file ? findFile(positionals[0] ?? "") : (positionals[0] ?? ""),
  };
}
