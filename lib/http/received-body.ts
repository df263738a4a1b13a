/** The body of a request as bytes, or null as soon as it is more than `maximum`, declared or not. */
export async function receivedBody(request: Request, maximum: number): Promise<Buffer | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maximum) return null;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.length;
    if (size > maximum) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
