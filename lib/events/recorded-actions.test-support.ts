import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@/lib/env";

/** `badge.revoked`, and the file that writes it. */
export type Recorded = Readonly<{ action: string; place: string }>;

const ACTION = /(["'])([a-z_]+\.[a-z_]+)\1/g;
const CALL = /\brecord(?:All)?\((?=tx,|\s*tx,)/g;
const ARGUMENT_OF_THE_ACTION = 2;

const opens = (letter: string) => "([{".includes(letter);
const closes = (letter: string) => ")]}".includes(letter);

/** The arguments of a call whose bracket opened just before `from`, as they are written. */
function argumentsAt(source: string, from: number): string[] {
  const written: string[] = [""];
  let depth = 0;
  for (const letter of source.slice(from)) {
    if (opens(letter)) depth += 1;
    if (closes(letter)) depth -= 1;
    if (depth < 0) break;
    if (letter === "," && depth === 0) written.push("");
    else written[written.length - 1] += letter;
  }
  return written.map((one) => one.trim());
}

const actionsIn = (text: string): string[] => [...text.matchAll(ACTION)].map(([, , action = ""]) => action);

/** What stands in a file of the things it names as subjects: the action is put together before the call, or in SQL. */
function namedIn(source: string): string[] {
  const types = [...source.matchAll(/\btype: "([a-z_]+)"|'([a-z_]+)' AS type/g)].map(
    ([, one, other]) => one ?? other ?? "",
  );
  return actionsIn(source).filter((action) => types.includes(action.split(".")[0] ?? ""));
}

type Values = Readonly<Record<string, readonly string[]>>;

/** A template with each value its hole can have: told for the whole of it, or for what stands in the hole. */
function filled(template: string, values: Values): string[] | null {
  const hole = /\$\{([^}]+)\}/.exec(template);
  if (!hole) return [template];
  const [whole, name = ""] = hole;
  const told = values[template.replace(whole, name)] ?? values[name];
  return told?.map((value) => template.replace(whole, value)) ?? null;
}

/**
 * Every action that the source of the application writes to the record of an organisation. `values` tells what the
 * holes of templates can be, by what stands in them; one that is not told is an error.
 */
export function recordedActions(values: Values): Recorded[] {
  const files = globSync(["lib/**/*.ts", "app/**/*.{ts,tsx}"], { cwd: repositoryRoot }).filter(
    (path) => !/\.test(?:-support)?\.tsx?$|^lib\/(?:events|generated)\//.test(path),
  );
  return files.toSorted().flatMap((place) => {
    const source = readFileSync(join(repositoryRoot, place), "utf8");
    const asked = [...source.matchAll(CALL)].map(
      ({ index, 0: call }) => argumentsAt(source, index + call.length)[ARGUMENT_OF_THE_ACTION] ?? "",
    );
    const actions = asked.flatMap((written) => {
      const template = /^`([^`]*)`$/.exec(written)?.[1];
      if (template === undefined) return actionsIn(written).length > 0 ? actionsIn(written) : namedIn(source);
      const all = filled(template, values);
      if (!all) throw new Error(`${place}: nobody has said what ${written} can be`);
      return all;
    });
    if (source.includes("INSERT INTO audit_log")) actions.push(...namedIn(source));
    return [...new Set(actions)].map((action) => ({ action, place }));
  });
}
