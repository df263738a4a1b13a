import { type Expression, type JSXElement, type Node, Visitor } from "oxc-parser";
import type { Catalogue } from "./catalogue";
import { type Asked, askedOf, keysOf } from "./message-uses";
import { lineOf, parseFile } from "./source";
import { Scopes, unwrap } from "./translator-scopes";

type Key = Readonly<{ namespace: string; key: readonly (string | null)[] }>;
/** What somebody sees on a button or link, and the name that assistive technology knows it by. */
export type Labelled = Readonly<{ place: string; label: Key; name: Key }>;

/** Every button and link of one file whose visible words and whose name are both messages. */
export function labelledIn(root: string, path: string): Labelled[] {
  const { text, program } = parseFile(root, path);
  const scopes = new Scopes();
  const found: Labelled[] = [];
  new Visitor({
    ...scopes.visitor(),
    JSXElement: (element) => {
      const names = keysIn(attribute(element, "accessibleLabel") ?? attribute(element, "aria-label"), scopes);
      const labels = keysIn(attribute(element, "label") ?? onlyChild(element), scopes);
      // Both choose between as many by the same condition, as what turns something on or off.
      if (names.length !== labels.length) return;
      const place = `${path}:${lineOf(text, element.start)}`;
      names.forEach((name, index) => {
        const label = labels[index];
        if (label) found.push({ place, label, name });
      });
    },
  }).visit(program);
  return found;
}

function attribute({ openingElement }: JSXElement, name: string): Node | null {
  for (const one of openingElement.attributes)
    if (one.type === "JSXAttribute" && one.name.type === "JSXIdentifier" && one.name.name === name)
      return one.value?.type === "JSXExpressionContainer" ? one.value.expression : null;
  return null;
}

function onlyChild({ children }: JSXElement): Node | null {
  const [child, ...others] = children.filter((one) => one.type !== "JSXText" || one.value.trim() !== "");
  return child?.type === "JSXExpressionContainer" && others.length === 0 ? child.expression : null;
}

function keysIn(expression: Node | null, scopes: Scopes): Key[] {
  const call = expression && unwrap(expression as Expression);
  if (call?.type !== "CallExpression") return [];
  const asked: Asked | null = askedOf(call, scopes);
  const namespace = asked?.namespace;
  return namespace ? keysOf(call.arguments[0]).map((key) => ({ namespace, key })) : [];
}

/** Names that leave out what is seen, in one language: whoever says what they see presses nothing (WCAG 2.5.3). */
export function labelsOutsideNames(labelled: readonly Labelled[], catalogue: Catalogue): string[] {
  return labelled.flatMap((one) =>
    pairsOf(one, catalogue).flatMap(([label, name]) =>
      saysWords(name.text, label.text)
        ? []
        : [`${one.place}: "${name.text}" is the name of what is seen as "${label.text}", in ${name.file}`],
    ),
  );
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** The label and the name of each thing it can be: the parts that only running code knows are the same in both. */
function pairsOf({ label, name }: Labelled, catalogue: Catalogue) {
  const wanted = new RegExp(
    `^${name.key.map((part) => (part === null ? "([^.]+)" : escaped(part))).join("")}$`,
  );
  return [...catalogue].flatMap(([key, sentence]) => {
    const found = key.startsWith(`${name.namespace}.`) && wanted.exec(key.slice(name.namespace.length + 1));
    if (!found) return [];
    const open = found.slice(1);
    const labelKey = label.key.map((part) => part ?? open.shift() ?? "").join("");
    const seen = catalogue.get(`${label.namespace}.${labelKey}`);
    return seen ? [[seen, sentence] as const] : [];
  });
}

/** As whole words. What stands after them, as a question mark, is not said. */
function saysWords(name: string, label: string): boolean {
  const words = escaped(label.replace(/[\p{P}\s]+$/u, ""));
  return new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, "iu").test(name);
}
