import Negotiator from "negotiator";

/** In the order in which they are given to who takes them alike. */
const TYPES = ["text/html", "application/json", "application/json;charset=utf-8"];

/**
 * Whether who asks would rather have JSON than a page (RFC 9110: the higher quality, the more specific range). Who
 * takes both alike, or says nothing, gets the page.
 */
export function prefersJson(accept: string | null): boolean {
  const type = new Negotiator({ headers: { accept: accept ?? undefined } }).mediaType(TYPES);
  return type?.startsWith("application/json") ?? false;
}
