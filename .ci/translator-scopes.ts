import type {
  Expression,
  Node,
  ObjectExpression,
  ParamPattern,
  VariableDeclarator,
  VisitorObject,
} from "oxc-parser";

/** What is known about a name that translates. */
export type Scope = Readonly<{ namespace: string | null }>;

const MAKERS = new Set(["useTranslations", "getTranslations", "createTranslator"]);

/** The expression itself, without `as …`, `!`, `satisfies …`, parentheses and `await`. */
export function unwrap(node: Expression | Node): Node {
  let inner = node as Node;
  while (
    inner.type === "TSAsExpression" ||
    inner.type === "TSNonNullExpression" ||
    inner.type === "TSSatisfiesExpression" ||
    inner.type === "ParenthesizedExpression"
  )
    inner = inner.expression;
  return inner.type === "AwaitExpression" ? unwrap(inner.argument) : inner;
}

/**
 * Which names are translators at this point of a file, and of which namespace. A parameter called `t` (or `tX`)
 * is a translator whose namespace is not visible here; any other parameter hides an outer name.
 */
export class Scopes {
  private readonly stack: Map<string, Scope | null>[] = [new Map()];

  find(name: string): Scope | null {
    for (const names of this.stack.toReversed()) if (names.has(name)) return names.get(name) ?? null;
    return null;
  }

  visitor(): VisitorObject {
    const enter = (node: { params: ParamPattern[] }) => this.enter(node.params);
    const leave = () => void this.stack.pop();
    return {
      FunctionDeclaration: enter,
      "FunctionDeclaration:exit": leave,
      FunctionExpression: enter,
      "FunctionExpression:exit": leave,
      ArrowFunctionExpression: enter,
      "ArrowFunctionExpression:exit": leave,
      VariableDeclarator: (node) => this.declare(node),
    };
  }

  private enter(params: readonly ParamPattern[]): void {
    const names = new Map<string, Scope | null>();
    for (const name of params.flatMap(boundNames))
      names.set(name, /^t(?:[A-Z]|$)/.test(name) ? { namespace: null } : null);
    this.stack.push(names);
  }

  private declare({ id, init }: VariableDeclarator): void {
    if (!init) return;
    const names = this.stack.at(-1);
    if (id.type === "Identifier") {
      const namespace = madeBy(init);
      if (namespace !== undefined) names?.set(id.name, { namespace });
    }
    if (id.type === "ArrayPattern") {
      const made = togetherMade(init);
      id.elements.forEach((element, index) => {
        const namespace = made[index];
        if (element?.type === "Identifier" && namespace !== undefined)
          names?.set(element.name, { namespace });
      });
    }
  }
}

/** The parts of `await Promise.all([getTranslations("a"), …])`. */
function togetherMade(init: Expression): (string | null | undefined)[] {
  const call = unwrap(init);
  const list = call.type === "CallExpression" ? call.arguments[0] : undefined;
  if (list?.type !== "ArrayExpression") return [];
  return list.elements.map((element) => (element ? madeBy(element) : undefined));
}

/** The namespace of a translator made here, `""` for the root, `null` when computed, `undefined` for anything else. */
function madeBy(init: Expression | Node): string | null | undefined {
  const call = unwrap(init);
  if (call.type !== "CallExpression" || call.callee.type !== "Identifier") return undefined;
  if (!MAKERS.has(call.callee.name)) return undefined;
  const [argument] = call.arguments;
  if (!argument) return "";
  if (argument.type === "ObjectExpression") return namespaceIn(argument);
  return argument.type === "Literal" && typeof argument.value === "string" ? argument.value : null;
}

function namespaceIn(options: ObjectExpression): string | null {
  for (const property of options.properties) {
    if (property.type !== "Property" || property.key.type !== "Identifier") return null;
    if (property.key.name === "namespace")
      return property.value.type === "Literal" ? String(property.value.value) : null;
  }
  return "";
}

function boundNames(pattern: ParamPattern | Node): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element ? boundNames(element) : []));
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === "RestElement" ? property.argument : property.value),
      );
    case "TSParameterProperty":
      return boundNames(pattern.parameter);
    default:
      return [];
  }
}
