import { type CallExpression, type Expression, Visitor } from "oxc-parser";
import { lineOf, parseFile } from "./source";
import { Scopes, unwrap } from "./translator-scopes";

/** A key that the code asks for. Parts between literals that only running code knows are `null`. */
export type Use = Readonly<{
  place: string;
  /** The translator's namespace; `null` when the translator was handed in and its namespace is not visible here. */
  namespace: string | null;
  key: readonly (string | null)[];
  /** Names of the values that are given; `null` when the code does not show them. */
  values: readonly string[] | null;
}>;

export type Uses = { uses: Use[]; literals: Set<string> };

const ERROR_MAKERS: Record<string, string> = { msg: "errors", notFound: "errors.notFound" };
const TRANSLATOR_METHODS = new Set(["rich", "markup", "raw", "has"]);
/** Methods whose last argument may be a message, and the ones whose only argument may be. */
const ZOD_CHECKS =
  /^(?:refine|superRefine|check|min|max|length|gt|gte|lt|lte|positive|nonnegative|nonempty|regex|startsWith|endsWith|includes|multipleOf|enum|literal|union)$/;
const ZOD_TYPES = /^(?:string|number|int|boolean|date|email|url|uuid|iso|array|object|addIssue)$/;
const KEY = /^[a-z]\w*(?:\.[A-Za-z]\w*)+$/;

/** Every use of a message key in one file that can be seen without running it. */
export function usesOf(root: string, path: string, into: Uses): void {
  const { text, program } = parseFile(root, path);
  const scopes = new Scopes();
  const usesZod = /from "zod(?:\/[^"]*)?"/.test(text);
  const note = (call: CallExpression, namespace: string | null, values: Use["values"]) => {
    for (const key of keysOf(call.arguments[0]))
      into.uses.push({ place: `${path}:${lineOf(text, call.start)}`, namespace, key, values });
  };
  new Visitor({
    ...scopes.visitor(),
    Literal: (node) => {
      if (typeof node.value === "string") into.literals.add(node.value);
    },
    CallExpression: (call) => {
      const asked = askedOf(call, scopes);
      if (asked) note(call, asked.namespace, asked.values);
      if (usesZod)
        for (const key of zodMessages(call))
          into.uses.push({
            place: `${path}:${lineOf(text, call.start)}`,
            namespace: "errors",
            key: [key],
            values: ["label"],
          });
    },
  }).visit(program);
}

export type Asked = Pick<Use, "namespace" | "values">;

/** The namespace and values of `t("…")`, `t.rich("…")`, `msg("…")` and `notFound("…")`; `null` for other calls. */
export function askedOf(call: CallExpression, scopes: Scopes): Asked | null {
  const callee = unwrap(call.callee);
  if (callee.type === "Identifier") return askedByName(callee.name, call, scopes);
  if (callee.type !== "MemberExpression" || callee.computed || callee.object.type !== "Identifier")
    return null;
  const scope = scopes.find(callee.object.name);
  const method = callee.property.type === "Identifier" ? callee.property.name : "";
  if (!scope || !TRANSLATOR_METHODS.has(method)) return null;
  const needsValues = method === "rich" || method === "markup";
  return { namespace: scope.namespace, values: needsValues ? valueNames(call.arguments[1]) : null };
}

function askedByName(name: string, call: CallExpression, scopes: Scopes): Asked | null {
  const maker = ERROR_MAKERS[name];
  // `label` is always given: a field error names its field.
  if (maker) return { namespace: maker, values: withLabel(valueNames(call.arguments[1])) };
  const scope = scopes.find(name);
  return scope && { namespace: scope.namespace, values: valueNames(call.arguments[1]) };
}

const withLabel = (values: Use["values"]) => values && [...values, "label"];

type Argument = CallExpression["arguments"][number] | undefined;

function valueNames(argument: Argument): string[] | null {
  if (!argument) return [];
  const values = unwrap(argument as Expression);
  if (values.type !== "ObjectExpression") return null;
  const names: string[] = [];
  for (const property of values.properties) {
    if (property.type !== "Property" || property.computed) return null;
    if (property.key.type === "Identifier") names.push(property.key.name);
    else if (property.key.type === "Literal") names.push(String(property.key.value));
  }
  return names;
}

/** The keys an expression can be: both sides of a choice, the fixed parts of a template. */
export function keysOf(argument: Argument): (string | null)[][] {
  if (!argument || argument.type === "SpreadElement") return [];
  const node = unwrap(argument);
  if (node.type === "Literal") return typeof node.value === "string" ? [[node.value]] : [];
  if (node.type === "ConditionalExpression") return [...keysOf(node.consequent), ...keysOf(node.alternate)];
  if (node.type === "LogicalExpression") return [...keysOf(node.left), ...keysOf(node.right)];
  if (node.type === "TemplateLiteral")
    return [node.quasis.flatMap((quasi, i) => (i === 0 ? [quasi.value.raw] : [null, quasi.value.raw]))];
  return [[null]];
}

/** `z.string().refine(…, "badges.reasonRequired")`, `{ message: "…" }`, `{ error: "…" }`. */
function zodMessages(call: CallExpression): string[] {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return [];
  const isCheck = ZOD_CHECKS.test(callee.property.name);
  if (!isCheck && !ZOD_TYPES.test(callee.property.name)) return [];
  return call.arguments
    .flatMap((argument, index) =>
      isCheck && index === 0 && call.arguments.length > 1 ? [] : messagesIn(argument),
    )
    .filter((key) => KEY.test(key));
}

function messagesIn(argument: Argument): string[] {
  if (!argument || argument.type === "SpreadElement") return [];
  const node = unwrap(argument);
  if (node.type === "Literal") return typeof node.value === "string" ? [node.value] : [];
  if (node.type !== "ObjectExpression") return [];
  return node.properties.flatMap((property) => {
    if (property.type !== "Property" || property.key.type !== "Identifier") return [];
    const isMessage = property.key.name === "message" || property.key.name === "error";
    return isMessage && property.value.type === "Literal" && typeof property.value.value === "string"
      ? [property.value.value]
      : [];
  });
}
