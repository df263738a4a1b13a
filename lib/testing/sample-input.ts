import * as z from "zod";

type Node = {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Node[];
  items?: Node;
  properties?: Record<string, Node>;
  required?: string[];
  minimum?: number;
  minLength?: number;
  minItems?: number;
  default?: unknown;
};

/** Gives the id that a field of this name takes. */
type IdFor = (field: string) => string;

const BY_FORMAT: Readonly<Record<string, string>> = {
  date: "2026-03-01",
  "date-time": "2026-03-01T12:00:00.000Z",
  email: "somebody@example.org",
  uri: "https://example.org/",
};
const BY_FIELD: Readonly<Record<string, string>> = {
  accent: "#0b5c5e",
  email: "somebody@example.org",
  timeZone: "Europe/Oslo",
  period: "2025",
  upTo: "1767225600000000",
  url: "https://example.org/",
};
const WORDS = ["sample", "SAMPLE", "12:00", "x".repeat(43), "x".repeat(87), "x".repeat(22)];

function textOf(node: Node, field: string, idFor: IdFor): string {
  if (node.format === "uuid") return idFor(field);
  if (node.format && BY_FORMAT[node.format]) return BY_FORMAT[node.format] ?? "";
  if (BY_FIELD[field]) return BY_FIELD[field];
  const pattern = new RegExp(node.pattern ?? "", "u");
  const fitting = WORDS.find((word) => pattern.test(word) && word.length >= (node.minLength ?? 0));
  if (fitting === undefined) throw new Error(`No sample text fits ${field}: ${node.pattern}`);
  return fitting;
}

/** Fields that must be there by the rules and not by the shape, as paths with dots. */
type Wanted = ReadonlySet<string>;

function valueFor(node: Node, path: string, idFor: IdFor, wanted: Wanted): unknown {
  const field = path.slice(path.lastIndexOf(".") + 1);
  if (node.const !== undefined) return node.const;
  if (node.enum) return node.enum[0];
  if (node.anyOf?.[0]) return valueFor(node.anyOf[0], path, idFor, wanted);
  switch (node.type) {
    case "string":
      return textOf(node, field, idFor);
    case "integer":
    case "number":
      return Math.max(1, node.minimum ?? 1);
    case "boolean":
      return true;
    case "array":
      return Array.from({ length: node.minItems ?? 0 }, () =>
        valueFor(node.items ?? {}, path, idFor, wanted),
      );
    case "object":
      return objectOf(node, path, idFor, wanted);
    default:
      throw new Error(`No sample for ${field}: ${JSON.stringify(node)}`);
  }
}

const within = (path: string, name: string) => (path === "" ? name : `${path}.${name}`);

const objectOf = ({ properties = {}, required = [] }: Node, path: string, idFor: IdFor, wanted: Wanted) =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name) || wanted.has(within(path, name)))
      .map(([name, node]) => [name, valueFor(node, within(path, name), idFor, wanted)]),
  );

const described = (schema: z.ZodType): Node =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node;

/** The fields of an input, and those of them that hold an id. */
export function fieldsOf(schema: z.ZodType): { all: string[]; ids: string[] } {
  const { properties = {} } = described(schema);
  const isId = (node?: Node): boolean => node?.format === "uuid" || node?.items?.format === "uuid";
  const all = Object.keys(properties);
  return { all, ids: all.filter((name) => isId(properties[name])) };
}

/** A value the schema takes: what must be there, and of the rest only what its rules then ask for. */
export function sampleInput(schema: z.ZodType, idFor: IdFor): Record<string, unknown> {
  const node = described(schema);
  const wanted = new Set<string>();
  for (;;) {
    const sample = objectOf(node, "", idFor, wanted);
    const { error } = schema.safeParse(sample);
    if (!error) return sample;
    const lacking = error.issues.map(({ path }) => path.join(".")).filter((name) => !wanted.has(name));
    if (lacking.length === 0) throw new Error(`No sample for the schema: ${z.prettifyError(error)}`);
    for (const name of lacking) wanted.add(name);
  }
}
