import { accessSync, constants, existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { callerFolder } from "@/lib/env";

export type Option = Readonly<{ type: "string" | "boolean"; required?: boolean }>;
export type Options = Readonly<Record<string, Option>>;

type Value<O extends Option> = O["type"] extends "boolean"
  ? boolean
  : O["required"] extends true
    ? string
    : string | undefined;
export type Values<O extends Options> = { [K in keyof O]: Value<O[K]> };

/** What `export` gives instead of JSON: text that goes to stdout as it comes. */
export class TextOutput {
  constructor(readonly chunks: AsyncIterable<string> | Iterable<string>) {}
}

export type Command<O extends Options = Options> = Readonly<{
  /** The whole call as a person types it, without `heder`: `org create --slug S --name N`. */
  usage: string;
  options?: O;
  /** Takes exactly one FILE, as an absolute path that exists. */
  file?: boolean;
  /** Takes exactly one word that is not a file; `run` gets it in the file's place. This is what usage calls it. */
  word?: string;
  /** `none` for commands that look after the database themselves; all others get one that is up to date. */
  database?: "none";
  /**
   * Whoever calls it (a mail server) calls again later with the same when nothing could be done now. Then the exit code is
   * 75, for an error that nobody foresaw, too.
   */
  isCalledAgain?: boolean;
  /**
   * Answers the object for stdout. Where it has a non-empty list `rejected`, or says `valid: false`, the exit code
   * is 1. Throws AppError for a refusal and UsageError for a wrong call.
   */
  run(values: Values<O>, file: string): Promise<object>;
}>;

/** The commands of one group (one file of app/cli/commands) by name; a group that is a command itself has `""`. */
export type CommandTable = Readonly<Record<string, Command>>;

/** Gives `run` the types of its own options. */
export function command<const O extends Options>(definition: Command<O>): Command {
  return definition as unknown as Command;
}

/** The call itself is wrong: exit code 2. Plain English, for the person at the keyboard. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A FILE as the caller meant it: npm runs us in the repository's root, wherever it was called. */
export function findFile(path: string): string {
  const candidates = [resolve(callerFolder, path), resolve(path)];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found) throw new UsageError(`There is no file ${candidates[0]}`);
  // Neither a folder nor what can be read only once, or never ends: a file is read twice.
  if (!statSync(found).isFile()) throw new UsageError(`${found} is no ordinary file`);
  try {
    accessSync(found, constants.R_OK);
  } catch {
    throw new UsageError(`The file ${found} cannot be opened for reading`);
  }
  return found;
}
