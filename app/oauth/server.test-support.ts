import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { GET as list, POST as upsert } from "@/app/ims/ob/v3p0/credentials/route";
import { GET as discovery } from "@/app/ims/ob/v3p0/discovery/route";
import { newPlace } from "@/app/oauth/application.test-support";
import { POST as register } from "@/app/oauth/register/route";
import { POST as revoke } from "@/app/oauth/revoke/route";
import { POST as token } from "@/app/oauth/token/route";

type Route = (request: Request) => Promise<Response> | Response;

const ROUTES: Readonly<Record<string, Route>> = {
  "GET /ims/ob/v3p0/discovery": discovery,
  "GET /ims/ob/v3p0/credentials": list,
  "POST /ims/ob/v3p0/credentials": upsert,
  "POST /oauth/register": register,
  "POST /oauth/token": token,
  "POST /oauth/revoke": revoke,
};

export type Backpack = Readonly<{
  url: string;
  /** `METHOD /path`, in the order in which they came. */
  asked: string[];
  /** Answers with this status instead, until told otherwise. */
  fail: (status: number | null) => void;
  close: () => Promise<void>;
}>;

/** Heder as another system reaches it: its routes behind a real HTTP server on this machine. */
export async function startBackpack(): Promise<Backpack> {
  const asked: string[] = [];
  let failing: number | null = null;
  const server = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part);
    const { method = "GET", url = "/" } = incoming;
    const name = `${method} ${url.split("?")[0]}`;
    asked.push(name);
    const route = ROUTES[name];
    if (failing !== null || !route) return outgoing.writeHead(failing ?? 404).end();
    const headers = new Headers(Object.entries(incoming.headers) as [string, string][]);
    headers.set("x-forwarded-for", newPlace());
    const body = method === "GET" ? {} : { body: Buffer.concat(parts) };
    const response = await route(
      new Request(new URL(url, "http://backpack.example"), { method, headers, ...body }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    fail: (status) => {
      failing = status;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
