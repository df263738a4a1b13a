import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = Readonly<{
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
}>;

export type Receiver = Readonly<{
  url: string;
  received: readonly Received[];
  /** How it answers from now on: a status, or what is done with the response. */
  answer: (how: number | ((response: ServerResponse, request: Received) => void)) => void;
  close: () => Promise<void>;
}>;

/** Another system: a real HTTP server on this machine. Answers 204 until it is told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let how: Parameters<Receiver["answer"]>[0] = 204;
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const { method = "", url = "", headers } = request;
    const bytes = Buffer.concat(parts);
    const one = { method, path: url, headers, body: bytes.toString(), bytes };
    received.push(one);
    if (typeof how === "function") how(response, one);
    else response.writeHead(how).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (next) => {
      how = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
