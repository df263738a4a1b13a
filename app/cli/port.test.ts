import { createServer, type Server } from "node:net";
import { platform } from "node:os";
import { afterEach, expect, test } from "vitest";
import { choosePort, portUser } from "./port";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function occupy(host: string, port = 0): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as { port: number }).port;
}

test.each(["127.0.0.1", "0.0.0.0", "::"])(
  "a port that is taken on %s is refused with its user's name",
  async (host) => {
    const port = await occupy(host);
    await expect(choosePort(port)).rejects.toThrow(`Port ${port} is in use by`);
    if (platform() === "linux") expect(portUser(port)).toContain(`(process ${process.pid})`);
  },
);

test("a free port that was asked for is taken", async () => {
  const port = await occupy("127.0.0.1");
  await new Promise((resolve) => servers.pop()?.close(resolve));
  expect(await choosePort(port)).toBe(port);
});

test("when none was asked for, a free one is found", async () => {
  const port = await choosePort(undefined);
  expect(port).toBeGreaterThanOrEqual(3000);
  await occupy("127.0.0.1", port);
  expect(await choosePort(undefined)).toBeGreaterThan(port);
});
