/**
 * An address of our own to go on to, or null: a path, never another site. Resolved as a browser would, so that
 * `//evil.example`, `/\evil.example` and tabs inside do not get through.
 */
export function ownPath(to: unknown): string | null {
  if (typeof to !== "string" || !to.startsWith("/") || to.length > 2_000) return null;
  const here = "http://own.invalid";
  if (!URL.canParse(to, here)) return null;
  const url = new URL(to, here);
  if (url.origin !== here || url.pathname.startsWith("//")) return null;
  return url.pathname + url.search + url.hash;
}

/**
 * Whether a page has a content security policy of its own, which comes with the document and not with what the router
 * fetches: where an application is let in, a form leads to that application's origin.
 */
export const needsOwnDocument = (path: string): boolean => path.startsWith("/oauth/");
