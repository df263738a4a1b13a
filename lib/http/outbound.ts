import type { LookupAddress } from "node:dns";
import { type IncomingMessage, type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { env } from "@/lib/env";
import { AddressRefused, checkedAddresses, checkedUrl, type Resolve } from "@/lib/http/outbound-address";

/** Why there is no answer. */
export type OutboundProblem = "address" | "name" | "connection" | "certificate" | "timeout";

export class OutboundError extends Error {
  constructor(
    readonly problem: OutboundProblem,
    options?: ErrorOptions,
  ) {
    super(problem, options);
    this.name = "OutboundError";
  }
}

export type Outgoing = Readonly<{
  method: "GET" | "POST" | "PUT" | "DELETE";
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
}>;

export type Answer = Readonly<{
  status: number;
  headers: IncomingMessage["headers"];
  /** Up to the limit. */
  bytes: Uint8Array;
  /** The same as UTF-8. */
  body: string;
  /** There was more of it. */
  isCut: boolean;
}>;

type Limits = Readonly<{
  /** For everything together: looking up the name, connecting, and the last byte of the answer. */
  milliseconds?: number;
  /** Of the answer's body; reading stops there. */
  bytes?: number;
  /** Http and addresses that are not public; by default as HEDER_ALLOW_PRIVATE_WEBHOOKS says. */
  allowPrivate?: boolean;
  resolve?: Resolve;
}>;

/**
 * Asks another system, at an address that somebody typed: https only, and never into the network of this machine. The
 * name is looked up once and its addresses checked, and the connection goes to exactly these. Redirects are answered
 * and not followed. Throws `OutboundError`; any status is an answer.
 */
export async function send(outgoing: Outgoing, limits: Limits = {}): Promise<Answer> {
  const {
    milliseconds = 10_000,
    bytes = 65_536,
    allowPrivate = env.HEDER_ALLOW_PRIVATE_WEBHOOKS,
    resolve,
  } = limits;
  const deadline = AbortSignal.timeout(milliseconds);
  try {
    const url = checkedUrl(outgoing.url, allowPrivate);
    const lookedUp = checkedAddresses(url, { allowPrivate, ...(resolve && { resolve }) });
    const addresses = await before(deadline, lookedUp);
    return await exchange(url, outgoing, { addresses, bytes, deadline });
  } catch (error) {
    throw deadline.aborted ? new OutboundError("timeout") : problemOf(error);
  }
}

/** A lookup cannot be stopped, but not waited for. */
function before<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    deadline.addEventListener("abort", () => reject(deadline.reason), { once: true });
    work.then(resolve, reject);
  });
}

/** Node's and OpenSSL's many codes for: there is no secure connection to whom we wanted. */
const certificateProblem = /^EPROTO$|CERT|TLS|SSL|SIGNED|UNABLE_TO_/;

function problemOf(error: unknown): OutboundError {
  if (error instanceof AddressRefused) return new OutboundError(error.reason);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return new OutboundError(certificateProblem.test(code) ? "certificate" : "connection", { cause: error });
}

/** Answers what was looked up and checked, whoever asks for whichever name. */
const pinned =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_name, { all }, answer) => {
    const [first] = addresses;
    if (all) answer(null, [...addresses]);
    else answer(null, first?.address ?? "", first?.family);
  };

type Exchange = Readonly<{ addresses: readonly LookupAddress[]; bytes: number; deadline: AbortSignal }>;

function exchange(url: URL, { method, headers, body }: Outgoing, limits: Exchange): Promise<Answer> {
  const options: RequestOptions = {
    method,
    headers: { "user-agent": "Heder", "accept-encoding": "identity", ...headers },
    // A connection of its own: one that is kept would skip the lookup.
    agent: false,
    lookup: pinned(limits.addresses),
    signal: limits.deadline,
  };
  const start = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = start(url, options, (response) => {
      readBody(response, limits.bytes)
        .then((read) => resolve({ status: response.statusCode ?? 0, headers: response.headers, ...read }))
        .catch(reject)
        .finally(() => request.destroy());
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function readBody(
  response: IncomingMessage,
  most: number,
): Promise<Pick<Answer, "bytes" | "body" | "isCut">> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length > most) break;
  }
  const bytes = Buffer.concat(parts).subarray(0, most);
  return { bytes, body: bytes.toString("utf8"), isCut: length > most };
}
