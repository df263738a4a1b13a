import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Catalogue, MESSAGES, readMessages, type Sentence } from "./catalogue";
import { type Use, type Uses, usesOf } from "./message-uses";
import { isTest, isTypeScript, listFiles } from "./source";
import { type Labelled, labelledIn, labelsOutsideNames } from "./visible-labels";

const LANGUAGES = ["nb", "nn", "en"] as const;

/** `.ci/messages-allowed.json`: exceptions, each of which somebody has looked at. */
type Allowed = Readonly<{
  /** Words that are the same in Norwegian and English. */
  sameAsEnglish: readonly string[];
  /** Beginnings of keys that only running code puts together. */
  usedAtRunTime: readonly string[];
}>;

/** Everything that is wrong with the message catalogues below `root`, and between them and the code. */
export function checkMessages(root: string): string[] {
  const problems: string[] = [];
  const allowed = readAllowed(root);
  const [nb, nn, en] = LANGUAGES.map((locale) => readMessages(root, locale, problems)) as [
    Catalogue,
    Catalogue,
    Catalogue,
  ];
  for (const [locale, catalogue] of [
    ["nn", nn],
    ["en", en],
  ] as const)
    problems.push(...differences(nb, catalogue, locale));
  const same = new Set(allowed.sameAsEnglish);
  for (const catalogue of [nb, nn]) problems.push(...untranslated(catalogue, en, same));

  const found: Uses = { uses: [], literals: new Set() };
  const labelled: Labelled[] = [];
  for (const path of listFiles(root, isTypeScript)) {
    if (!/^(?:app|components|lib)\/|^proxy\.ts$/.test(path) || isTest(path)) continue;
    usesOf(root, path, found);
    if (path.endsWith(".tsx")) labelled.push(...labelledIn(root, path));
  }
  problems.push(...found.uses.flatMap((use) => unknown(use, nb)));
  problems.push(...unused(nb, found, allowed.usedAtRunTime));
  for (const catalogue of [nb, nn, en]) problems.push(...labelsOutsideNames(labelled, catalogue));
  return [...new Set(problems)];
}

function readAllowed(root: string): Allowed {
  const file = join(root, ".ci/messages-allowed.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { sameAsEnglish: [], usedAtRunTime: [] };
}

function differences(nb: Catalogue, other: Catalogue, locale: string): string[] {
  const missingHere = [...nb].flatMap(([key, { file }]) =>
    other.has(key) ? [] : [`${file}: ${key} is missing in ${locale}`],
  );
  const missingInNb = [...other].flatMap(([key, { file }]) =>
    nb.has(key) ? [] : [`${file}: ${key} is missing in nb`],
  );
  const shared = [...other].flatMap(([key, twin]) => {
    const sentence = nb.get(key);
    return sentence ? unlike(key, sentence, twin) : [];
  });
  return [...missingHere, ...missingInNb, ...shared];
}

function unlike(key: string, nb: Sentence, twin: Sentence): string[] {
  const problems: string[] = [];
  const [here, there] = [listed(nb.needs), listed(twin.needs)];
  if (here !== there)
    problems.push(`${twin.file}: ${key} uses ${there || "no value"}, nb uses ${here || "none"}`);
  if (nb.branches !== twin.branches)
    problems.push(
      `${twin.file}: ${key} chooses ${twin.branches || "nothing"}, nb ${nb.branches || "nothing"}`,
    );
  return problems;
}

const listed = (names: ReadonlySet<string>) => [...names].sort().join(", ");

function untranslated(norwegian: Catalogue, en: Catalogue, same: ReadonlySet<string>): string[] {
  return [...norwegian].flatMap(([key, { text, words, file }]) =>
    /\p{L}/u.test(words) && en.get(key)?.text === text && !same.has(words)
      ? [`${file}: ${key} is English ("${words}"); translate it, or allow it in .ci/messages-allowed.json`]
      : [],
  );
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Matches the keys a use can mean: a part that only running code knows matches one step of a key. */
function pattern({ namespace, key }: Pick<Use, "namespace" | "key">): RegExp {
  const inside = namespace === "" ? "" : `${escaped(namespace ?? "")}\\.`;
  const prefix = namespace === null ? "(?:.*\\.)?" : inside;
  return new RegExp(`^${prefix}${key.map((part) => (part === null ? "[^.]+" : escaped(part))).join("")}$`);
}

/** Everything but literals is left to running code: `t(name)` may mean any key of its namespace. */
const isOpen = (use: Use) => use.key.every((part) => part === null || part === "");

function unknown(use: Use, nb: Catalogue): string[] {
  if (isOpen(use)) return [];
  const wanted = pattern(use);
  const matching = [...nb.keys()].filter((key) => wanted.test(key));
  const spelled = `${use.namespace === null ? "?" : use.namespace}.${use.key.map((part) => part ?? "…").join("")}`;
  if (matching.length === 0) return [`${use.place}: no message ${spelled}`];
  const [only] = matching;
  if (use.values === null || use.key.length > 1 || matching.length > 1 || only === undefined) return [];
  const missing = [...(nb.get(only)?.needs ?? [])].filter((name) => !use.values?.includes(name));
  return missing.length > 0
    ? [`${use.place}: ${only} needs ${missing.map((name) => `{${name}}`).join(", ")}`]
    : [];
}

function unused(nb: Catalogue, { uses, literals }: Uses, atRunTime: readonly string[]): string[] {
  // An open use of an unseen namespace says nothing about any key in particular.
  const patterns = uses
    .filter((use) => !(isOpen(use) && (use.namespace ?? "") in { "": 1, errors: 1 }))
    .map(pattern);
  const spelledOut = (key: string) => {
    const parts = key.split(".");
    return parts.some((_, from) => parts.length - from >= 2 && literals.has(parts.slice(from).join(".")));
  };
  return [...nb].flatMap(([key, { file }]) =>
    patterns.some((wanted) => wanted.test(key)) ||
    spelledOut(key) ||
    atRunTime.some((start) => key.startsWith(start))
      ? []
      : [`${file}: ${key} is used nowhere`],
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = checkMessages(fileURLToPath(new URL("..", import.meta.url)));
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? `${MESSAGES}: complete` : `${MESSAGES}: ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
