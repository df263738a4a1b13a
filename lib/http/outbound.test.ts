import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type OutboundError, send } from "@/lib/http/outbound";
import { isPublicAddress, type Resolve } from "@/lib/http/outbound-address";
import { type Receiver, startReceiver } from "@/lib/testing/http-receiver";

let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());
beforeEach(() => receiver.answer(204));

const portOf = (url: string) => new URL(url).port;
const problemOf = (url: string, limits: Parameters<typeof send>[1] = {}) =>
  send({ method: "POST", url }, { allowPrivate: false, ...limits }).then(
    ({ status }) => `answered ${status}`,
    (error: OutboundError) => error.problem,
  );
const at =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

describe("addresses", () => {
  test.each(["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "2a01:79c::1"])(
    "%s is public",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each([
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:93.184.216.34",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
  ])("%s is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("nothing is sent", () => {
  test.each([
    ["without https", "http://example.org/"],
    ["by another protocol", "ftp://example.org/"],
    ["to a file", "file:///etc/passwd"],
    ["with a password", "https://user:secret@example.org/"],
    ["to this machine", "https://127.0.0.1/"],
    ["to this machine as one number", "https://2130706433/"],
    ["to this machine in octal", "https://0177.0.0.1/"],
    ["to this machine in short", "https://127.1/"],
    ["to this machine by IPv6", "https://[::1]/"],
    ["to this machine by IPv6 in disguise", "https://[::ffff:127.0.0.1]/"],
    ["to a cloud's metadata", "https://169.254.169.254/latest/meta-data"],
    ["to what is no address", "not an address"],
  ])("%s", async (_, url) => {
    expect(await problemOf(url)).toBe("address");
  });

  test("to a name that leads to this machine, also as one of several", async () => {
    expect(await problemOf("https://inside.example.org/", { resolve: at("127.0.0.1") })).toBe("address");
    expect(await problemOf("https://inside.example.org/", { resolve: at("::1") })).toBe("address");
    expect(await problemOf("https://inside.example.org/", { resolve: at("93.184.216.34", "10.0.0.1") })).toBe(
      "address",
    );
  });

  test("to the real name of this machine", async () => {
    expect(await problemOf("https://localhost/")).toBe("address");
  });

  test("to a name that nobody knows", async () => {
    const unknown = async () => Promise.reject(Object.assign(new Error("ENOTFOUND"), { code: "ENOTFOUND" }));
    expect(await problemOf("https://nowhere.example.org/", { resolve: unknown })).toBe("name");
    expect(await problemOf("https://nowhere.example.org/", { resolve: at() })).toBe("name");
  });
});

test("a name that answers differently the second time is asked once, and the first answer is used", async () => {
  const answers = [at("127.0.0.1"), at("203.0.113.9")];
  const resolve = vi.fn<Resolve>(async (name) => (answers.shift() ?? at())(name));
  const url = `http://rebinding.example.org:${portOf(receiver.url)}/hook`;
  const { status } = await send({ method: "POST", url, body: "{}" }, { allowPrivate: true, resolve });
  expect(status).toBe(204);
  expect(resolve).toHaveBeenCalledTimes(1);
  expect(receiver.received.at(-1)?.headers.host).toBe(`rebinding.example.org:${portOf(receiver.url)}`);
});

test("a redirect is an answer, and is not followed", async () => {
  receiver.answer((response) => response.writeHead(302, { location: "/secret" }).end());
  const before = receiver.received.length;
  const answer = await send({ method: "POST", url: receiver.url }, { allowPrivate: true });
  expect(answer).toMatchObject({ status: 302, headers: { location: "/secret" } });
  expect(receiver.received).toHaveLength(before + 1);
});

test("an answer without an end is cut", async () => {
  receiver.answer((response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(1_000)));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  });
  const answer = await send({ method: "GET", url: receiver.url }, { allowPrivate: true, bytes: 5_000 });
  expect(answer).toMatchObject({ status: 200, isCut: true, body: "x".repeat(5_000) });
});

test("who does not answer in time, answers for ever, or is not found in time is not waited for", async () => {
  const limits = { allowPrivate: true, milliseconds: 100 };
  receiver.answer(() => undefined);
  expect(await problemOf(receiver.url, limits)).toBe("timeout");
  receiver.answer((response) => response.writeHead(200).write("more to come"));
  expect(await problemOf(receiver.url, limits)).toBe("timeout");
  const never = () => new Promise<never>(() => undefined);
  expect(await problemOf("https://slow.example.org/", { milliseconds: 100, resolve: never })).toBe("timeout");
});

test("where nobody listens there is no connection", async () => {
  const gone = await startReceiver();
  await gone.close();
  expect(await problemOf(gone.url, { allowPrivate: true })).toBe("connection");
});

test("who cannot prove who they are is told nothing, nor is who does not speak TLS", async () => {
  // Made with a certificate of its own, which nobody vouches for.
  const stranger = new SMTPServer({ secure: true }).on("error", () => undefined);
  stranger.listen(0, "127.0.0.1");
  await once(stranger.server, "listening");
  const { port } = stranger.server.address() as AddressInfo;
  expect(await problemOf(`https://localhost:${port}/`, { allowPrivate: true })).toBe("certificate");
  stranger.close();
  expect(await problemOf(receiver.url.replace("http:", "https:"), { allowPrivate: true })).toBe(
    "certificate",
  );
});
