import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { listFiles } from "./source";

export const MESSAGES = "lib/i18n/messages";

/** One sentence of one language, with what its ICU form asks for. */
export type Sentence = Readonly<{
  text: string;
  file: string;
  /** Values and tags a caller must give. */
  needs: ReadonlySet<string>;
  /** Branches of each `select`: a branch missing in one language shows another language's wording. */
  branches: string;
  /** The fixed words, without values and markup. */
  words: string;
}>;
export type Catalogue = ReadonlyMap<string, Sentence>;

/**
 * Reads `lib/i18n/messages/<locale>`: folders and file names are the first parts of the key, and a file may be
 * one bare string. What cannot be read is told in `problems`, never skipped.
 */
export function readMessages(root: string, locale: string, problems: string[]): Catalogue {
  const folder = join(root, MESSAGES, locale);
  const catalogue = new Map<string, Sentence>();
  if (!existsSync(folder)) {
    problems.push(`${MESSAGES}/${locale}: no such language`);
    return catalogue;
  }
  for (const path of listFiles(folder, (name) => name.endsWith(".json"))) {
    const file = `${MESSAGES}/${locale}/${path}`;
    const prefix = path.slice(0, -".json".length).replaceAll("/", ".");
    const add = (key: string, text: string) => addSentence({ catalogue, problems, file }, key, text);
    try {
      flatten(prefix, JSON.parse(readFileSync(join(folder, path), "utf8")), add, (key) =>
        problems.push(`${file}: ${key} is neither text nor an object`),
      );
    } catch (error) {
      problems.push(`${file}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return catalogue;
}

function flatten(
  prefix: string,
  value: unknown,
  add: (key: string, text: string) => void,
  refuse: (key: string) => void,
): void {
  if (typeof value === "string") add(prefix, value);
  else if (value !== null && typeof value === "object" && !Array.isArray(value))
    for (const [name, child] of Object.entries(value)) flatten(`${prefix}.${name}`, child, add, refuse);
  else refuse(prefix);
}

type Reading = { catalogue: Map<string, Sentence>; problems: string[]; file: string };

function addSentence({ catalogue, problems, file }: Reading, key: string, text: string): void {
  if (text.trim() === "") problems.push(`${file}: ${key} is empty`);
  if (catalogue.has(key)) problems.push(`${file}: ${key} stands in ${catalogue.get(key)?.file} as well`);
  try {
    const found = { needs: new Set<string>(), branches: [] as string[], words: [] as string[] };
    collect(parse(text), found);
    catalogue.set(key, {
      text,
      file,
      needs: found.needs,
      branches: found.branches.sort().join("; "),
      words: found.words.join(" ").replace(/\s+/g, " ").trim(),
    });
  } catch (error) {
    problems.push(`${file}: ${key} is not a message: ${error instanceof Error ? error.message : error}`);
    catalogue.set(key, { text, file, needs: new Set(), branches: "", words: text });
  }
}

type Found = { needs: Set<string>; branches: string[]; words: string[] };

function collect(elements: readonly MessageFormatElement[], found: Found): void {
  for (const element of elements) {
    if (element.type === TYPE.pound) continue;
    if (element.type === TYPE.literal) found.words.push(element.value);
    else found.needs.add(element.value);
    if (element.type === TYPE.tag) collect(element.children, found);
    else if (element.type === TYPE.select) {
      found.branches.push(`${element.value}: ${Object.keys(element.options).sort().join(" | ")}`);
      collectOptions(element.options, found);
    } else if (element.type === TYPE.plural) collectOptions(element.options, found);
  }
}

function collectOptions(options: Record<string, { value: MessageFormatElement[] }>, found: Found): void {
  for (const option of Object.values(options)) collect(option.value, found);
}
