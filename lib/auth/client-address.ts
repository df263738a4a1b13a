/**
 * Where a request comes from, as far as it can be known: the address that the nearest proxy saw, which it writes
 * last. Without a proxy it is the socket's own, which Next adds, unless the client wrote the header itself.
 */
export function clientAddress(headers: Headers): string {
  const written = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return written ? written.slice(0, 100) : "unknown";
}
