import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fetchPublic, UnusableAnswer } from "@/lib/http/fetch-public";
import { OutboundError } from "@/lib/http/outbound";
import type { Resolve } from "@/lib/http/outbound-address";
import { type Receiver, startReceiver } from "@/lib/testing/http-receiver";

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());
beforeEach(() => receiver.answer(204));

const outcomeOf = (url: string, limits: Parameters<typeof fetchPublic>[1] = {}) =>
  fetchPublic(url, { allowPrivate: false, ...limits }).then(
    ({ status }) => `answered ${status}`,
    (error: unknown) => {
      if (error instanceof OutboundError) return error.problem;
      return error instanceof UnusableAnswer ? "unusable" : String(error);
    },
  );

describe("nobody is asked", () => {
  test.each([
    "http://example.org/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://0177.0.0.1/",
    "https://0x7f.0.0.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "https://127.1/",
    "https://0/",
    "https://10.0.0.1/",
    "https://localhost/",
    "https://user:password@example.org/",
    "file:///etc/passwd",
    "data:application/json,{}",
    "",
  ])("at %s", async (url) => {
    expect(await outcomeOf(url)).toBe("address");
  });

  test("at a name that leads into this network, whatever it led to before", async () => {
    const answers = ["93.184.216.34", "127.0.0.1"];
    const resolve = vi.fn<Resolve>(async () => [{ address: answers.shift() ?? "127.0.0.1", family: 4 }]);
    answers.shift();
    expect(await outcomeOf("https://rebinding.example.org/", { resolve })).toBe("address");
    expect(resolve).toHaveBeenCalledTimes(1);
  });
});

test("the connection goes to the address that was checked, and the name is not asked again", async () => {
  const resolve = vi.fn<Resolve>(async () => [{ address: "127.0.0.1", family: 4 }]);
  const url = `http://rebinding.example.org:${new URL(receiver.url).port}/badge`;
  expect(await outcomeOf(url, { allowPrivate: true, resolve })).toBe("answered 204");
  expect(resolve).toHaveBeenCalledTimes(1);
});

describe("a redirect", () => {
  const to = (location: string) => receiver.answer((response) => response.writeHead(302, { location }).end());

  test("is followed, by the same rules", async () => {
    let step = 0;
    receiver.answer((response) => {
      step += 1;
      if (step === 1) response.writeHead(301, { location: "/there" }).end();
      else response.writeHead(200).end("{}");
    });
    const answer = await fetchPublic(receiver.url, { allowPrivate: true });
    expect([answer.status, Buffer.from(answer.bytes).toString(), new URL(answer.url).pathname]).toEqual([
      200,
      "{}",
      "/there",
    ]);
  });

  test.each(["https://127.0.0.1/", "http://169.254.169.254/", "file:///etc/passwd", "https://[::1]/"])(
    "to %s goes nowhere",
    async (location) => {
      to(location);
      // The first step is let through to a receiver on this machine; what it leads to is judged as always.
      const port = new URL(receiver.url).port;
      const hosts: string[] = [];
      const { steps } = await withFirstStepAllowed(`http://first.example.org:${port}/`, hosts);
      expect(steps).toBe("address");
      expect(hosts).toEqual(["first.example.org"]);
    },
  );

  test("in a circle has an end", async () => {
    to("/again");
    const before = receiver.received.length;
    expect(await outcomeOf(receiver.url, { allowPrivate: true })).toBe("unusable");
    expect(receiver.received.length - before).toBe(4);
  });
});

/** As a public server that redirects: only the name `first.example.org` may be on this machine. */
async function withFirstStepAllowed(url: string, hosts: string[]): Promise<{ steps: string }> {
  const limits = {
    get allowPrivate() {
      return hosts.length === 0;
    },
    resolve: (async (name) => {
      hosts.push(name);
      return [{ address: "127.0.0.1", family: 4 }];
    }) satisfies Resolve,
  };
  const steps = await fetchPublic(url, limits).then(
    ({ status }) => `answered ${status}`,
    (error: unknown) => (error instanceof OutboundError ? error.problem : String(error)),
  );
  return { steps };
}

test("an answer without an end, and one that never comes, are given up", async () => {
  receiver.answer((response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(1_000)));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  });
  expect(await outcomeOf(receiver.url, { allowPrivate: true, bytes: 50_000 })).toBe("unusable");
  receiver.answer((response) => response.writeHead(200).write("slowly"));
  expect(await outcomeOf(receiver.url, { allowPrivate: true, milliseconds: 200 })).toBe("timeout");
});
