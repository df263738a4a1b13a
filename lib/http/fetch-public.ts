import { send } from "@/lib/http/outbound";

export type PublicAnswer = Readonly<{
  status: number;
  bytes: Uint8Array;
  /** Where it was found in the end. */
  url: string;
}>;

/** There is an answer, but it is too large, or leads nowhere. */
export class UnusableAnswer extends Error {
  override name = "UnusableAnswer";
}

const MOST_REDIRECTS = 3;
const MOST_BYTES = 5 * 1024 * 1024;
/** For everything together, redirects too. */
const MILLISECONDS = 10_000;

type Limits = Omit<NonNullable<Parameters<typeof send>[1]>, "milliseconds"> & { milliseconds?: number };

/**
 * Reads a document at an address that somebody named, of at most 5 MB in at most ten seconds. Each step of a redirect
 * is held against the same rules as the first: https, and public addresses only. Throws `OutboundError` and
 * `UnusableAnswer`. Any other status is an answer.
 */
export async function fetchPublic(url: string, limits: Limits = {}): Promise<PublicAnswer> {
  const { bytes = MOST_BYTES, milliseconds = MILLISECONDS } = limits;
  const end = Date.now() + milliseconds;
  let at = url;
  for (let step = 0; step <= MOST_REDIRECTS; step += 1) {
    const left = Math.max(1, end - Date.now());
    const headers = { accept: "application/ld+json, application/json, application/jwt, */*;q=0.5" };
    const answer = await send({ method: "GET", url: at, headers }, { ...limits, bytes, milliseconds: left });
    const next = answer.status >= 300 && answer.status < 400 ? answer.headers.location : undefined;
    if (next === undefined) {
      if (answer.isCut) throw new UnusableAnswer();
      return { status: answer.status, bytes: answer.bytes, url: at };
    }
    const target = URL.parse(next, at);
    if (!target) throw new UnusableAnswer();
    at = target.href;
  }
  throw new UnusableAnswer();
}
