import jsonld from "jsonld";
import { contextProblem, knownContexts, loaderOf } from "@/lib/credential-check/contexts";
import { isObject, type Json, textOrNull } from "@/lib/credential-check/parsed";
import { type Check, failed, notChecked } from "@/lib/credential-check/rules";

/** Which word safe mode stumbled over ("" where the library does not say); null: something else went wrong. */
export function undefinedTerm(error: unknown): string | null {
  const { name, details } = (error ?? {}) as { name?: unknown; details?: unknown };
  if (name !== "jsonld.ValidationError") return null;
  const event = isObject(details) && isObject(details.event) ? details.event : {};
  const about = isObject(event.details) ? event.details : {};
  const word = textOrNull(about.property) ?? textOrNull(about.type) ?? textOrNull(about.id) ?? "";
  return word.slice(0, 100);
}

/** What keeps a document from being read by its contexts alone, or null: every word of it is defined. */
export async function termProblem(document: Json): Promise<Check | null> {
  const blocked = contextProblem(document);
  if (blocked) return notChecked("schema", blocked.code, { context: blocked.context });
  try {
    await jsonld.expand(document, { safe: true, documentLoader: loaderOf(knownContexts) } as object);
    return null;
  } catch (error) {
    return failed("schema", "undefined_term", { term: undefinedTerm(error) ?? "" });
  }
}
