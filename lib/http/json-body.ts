import { createHash } from "node:crypto";
import { msg } from "@/lib/errors";
import { Refused } from "@/lib/http/problem";

/** A thousand facts with every field as long as it may be. */
export const MAX_API_BODY = 5_000_000;

export type JsonBody = Readonly<{
  value: unknown;
  /** SHA-256 of the bytes that were sent. */
  hash: Uint8Array<ArrayBuffer>;
}>;

const tooLarge = () =>
  new Refused(413, "too_large", msg("api.tooLarge", { megabytes: MAX_API_BODY / 1_000_000 }));
const malformed = (key: "notUtf8" | "notJson" | "cutShort") =>
  new Refused(400, "malformed", msg(`api.${key}`));

function checkHeaders(headers: Headers): void {
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  if (type.trim() !== "application/json" || !isUtf8) {
    throw new Refused(415, "unsupported_type", msg("api.wrongType"));
  }
  const coding = headers.get("content-encoding");
  if (coding !== null && coding.toLowerCase() !== "identity") {
    throw new Refused(415, "unsupported_type", msg("api.packed"));
  }
  if (Number(headers.get("content-length") ?? 0) > MAX_API_BODY) throw tooLarge();
}

/** What was declared may be a lie, so what comes is counted. */
async function readBytes(body: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (!body) return Buffer.alloc(0);
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw malformed("cutShort");
    });
    if (done) return Buffer.concat(pieces);
    size += value.byteLength;
    if (size > MAX_API_BODY) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge();
    }
    pieces.push(value);
  }
}

/** Reads a request's body as JSON of at most 5 MB in UTF-8; anything else is Refused: 400, 413 or 415. */
export async function readJson(request: Request): Promise<JsonBody> {
  checkHeaders(request.headers);
  const bytes = await readBytes(request.body);
  const hash = new Uint8Array(createHash("sha256").update(bytes).digest());
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw malformed("notUtf8");
  }
  try {
    return { value: JSON.parse(text), hash };
  } catch {
    throw malformed("notJson");
  }
}
