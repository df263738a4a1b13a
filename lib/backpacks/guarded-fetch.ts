import { send } from "@/lib/http/outbound";

const METHODS = ["GET", "POST", "PUT", "DELETE"] as const;
/** A page of credentials or a description: far more than either needs. */
const MOST_BYTES = 2 * 1024 * 1024;

type Options = Readonly<{
  method?: string;
  headers?: Readonly<Record<string, string>> | Headers;
  body?: unknown;
}>;

/** Answers that have no body, by the specification of fetch. */
const BODILESS = new Set([101, 204, 205, 304]);

/**
 * `fetch` for libraries, by the rules for addresses that somebody typed (lib/http/outbound.ts): https, public addresses
 * only, ten seconds, no redirects. Throws `OutboundError`.
 */
export async function guardedFetch(url: string, options: Options = {}): Promise<Response> {
  const method = METHODS.find((one) => one === (options.method ?? "GET"));
  if (!method) throw new Error(`Nothing is asked by ${options.method}`);
  const { body } = options;
  const text = body === undefined || body === null ? undefined : String(body);
  const headers = {
    ...Object.fromEntries(new Headers(options.headers)),
    ...(text === undefined ? {} : { "content-length": String(Buffer.byteLength(text)) }),
  };
  const answer = await send(
    { method, url, headers, ...(text === undefined ? {} : { body: text }) },
    { bytes: MOST_BYTES },
  );
  const status = answer.status >= 200 && answer.status <= 599 ? answer.status : 502;
  const received = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value ?? []].flat()) received.append(name, one);
  }
  return new Response(BODILESS.has(status) ? null : Buffer.from(answer.bytes), { status, headers: received });
}
