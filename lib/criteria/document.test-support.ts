import { criteriaJsonSchema } from "@/lib/criteria/schema";

type Node = {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  description?: string;
  format?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  multipleOf?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  properties?: Record<string, Node>;
  required?: string[];
  $defs?: Record<string, Node>;
};

const schema = criteriaJsonSchema() as Node;

/** What a reference stands for; what is said beside it counts as well. */
function resolved(node: Node): Node {
  if (!node.$ref) return node;
  const { $ref, ...beside } = node;
  const target = schema.$defs?.[$ref.replace("#/$defs/", "")] ?? {};
  return { ...resolved(target), ...beside };
}

const code = (value: unknown) => `\`${JSON.stringify(value)}\``;

function range({ minimum, exclusiveMinimum, multipleOf, maximum }: Node): string {
  if (exclusiveMinimum !== undefined)
    return ` above ${exclusiveMinimum} up to ${maximum}, a multiple of ${multipleOf}`;
  const inside = [minimum, maximum].every(
    (end) => end !== undefined && Math.abs(end) < Number.MAX_SAFE_INTEGER,
  );
  return inside ? ` from ${minimum} to ${maximum}` : "";
}

/** A shape in words: `"all"`, `"any"` or `{"atLeast": …}`. */
function shape(given: Node): string {
  const node = resolved(given);
  if (node.const !== undefined) return code(node.const);
  if (node.enum) return node.enum.map(code).join(", ");
  if (node.anyOf) return node.anyOf.map(shape).join(" or ");
  switch (node.type) {
    case "integer":
      return `a whole number${range(node)}`;
    case "number":
      return `a number${range(node)}`;
    case "string":
      return node.format === "date" ? "a day, `yyyy-mm-dd`" : "text";
    case "array":
      return `a list of ${node.minItems} to ${node.maxItems}: ${shape(node.items ?? {})}`;
    case "object":
      return `an object of ${Object.entries(node.properties ?? {})
        .map(([name, part]) => `\`${name}\` (${shape(part)})`)
        .join(", ")}`;
    default:
      throw new Error(`No words for ${JSON.stringify(node)}`);
  }
}

function row(name: string, given: Node, required: readonly string[]): string {
  const node = resolved(given);
  const missing =
    node.default !== undefined ? code(node.default) : required.includes(name) ? "required" : "left out";
  return `| \`${name}\` | ${shape(node)} | ${missing} | ${node.description ?? ""} |`;
}

const table = ({ properties = {}, required = [] }: Node, except: readonly string[] = []) =>
  [
    "| field | value | without it | |",
    "|---|---|---|---|",
    ...Object.entries(properties)
      .filter(([name]) => !except.includes(name))
      .map(([name, node]) => row(name, node, required)),
  ].join("\n");

const rules = () => {
  const rule = resolved(resolved(schema.properties?.rules ?? {}).items ?? {});
  return (rule.oneOf ?? []).map(resolved);
};

const typeOf = (rule: Node) => String(resolved(rule.properties?.type ?? {}).const);

/** The part of docs/criteria.md that follows from the schema: every rule with its fields, and the JSON Schema itself. */
export const generatedPart = (): string =>
  [
    "## The whole",
    table(schema, ["rules"]).concat(
      `\n| \`rules\` | a list of 1 to 20 rules | required | at most 20 together with those in groups |`,
    ),
    "## The rules",
    ...rules().map((rule) =>
      typeOf(rule) === "group"
        ? `### \`group\`\n\n${table(rule, ["type", "rules"])}\n| \`rules\` | a list of 1 to 20 rules that are no groups | required | |`
        : `### \`${typeOf(rule)}\`\n\n${table(rule, ["type"])}`,
    ),
    "## JSON Schema",
    `\`\`\`json\n${JSON.stringify(schema, null, 1)}\n\`\`\``,
  ].join("\n\n");
