import { fileURLToPath } from "node:url";
import { findCycles } from "./cycles";
import { importsOf, resolveImport } from "./imports";
import { type Edge, misplaced, rules } from "./layers";
import { isTypeScript, lineOf, listFiles } from "./source";

export type Breach = Readonly<{ rule: string; place: string; text: string }>;

const TOP = /^(?:app|components|lib|prisma|e2e|\.ci)\/|^(?:proxy|instrumentation)[^/]*\.ts$/;

/** Reads every TypeScript file below `root` and names each import that the architecture forbids. */
export function checkLayers(root: string): Breach[] {
  const breaches: Breach[] = [];
  const graph = new Map<string, string[]>();
  for (const from of listFiles(root, isTypeScript).filter((path) => TOP.test(path))) {
    const room = misplaced(from);
    if (room) breaches.push({ rule: room.split(":")[0] ?? room, place: from, text: room });
    const { edges, unresolved } = edgesOf(root, from);
    breaches.push(...unresolved, ...edges.flatMap(broken));
    graph.set(
      from,
      edges.map(({ to }) => to).filter((to) => TOP.test(to)),
    );
  }
  for (const cycle of findCycles(graph))
    breaches.push({ rule: "no-cycles", place: cycle[0] ?? "", text: cycle.join(" → ") });
  return breaches;
}

type PlacedEdge = Edge & { place: string };

function edgesOf(root: string, from: string): { edges: PlacedEdge[]; unresolved: Breach[] } {
  const edges: PlacedEdge[] = [];
  const unresolved: Breach[] = [];
  const { text, imports } = importsOf(root, from);
  for (const { specifier, typeOnly, offset } of imports) {
    const place = `${from}:${lineOf(text, offset)}`;
    const to = resolveImport(root, from, specifier);
    if (to !== null) edges.push({ from, to, typeOnly, place });
    else unresolved.push({ rule: "unresolved", place, text: `${specifier} leads nowhere` });
  }
  return { edges, unresolved };
}

const broken = (edge: PlacedEdge): Breach[] =>
  rules
    .filter((rule) => rule.breaks(edge))
    .map((rule) => ({ rule: rule.name, place: edge.place, text: `imports ${edge.to}: ${rule.why}` }));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const breaches = checkLayers(fileURLToPath(new URL("..", import.meta.url)));
  for (const { rule, place, text } of breaches) console.error(`${place}  ${rule}  ${text}`);
  console.log(breaches.length === 0 ? "layers: clean" : `layers: ${breaches.length} breaches`);
  process.exitCode = breaches.length === 0 ? 0 : 1;
}
