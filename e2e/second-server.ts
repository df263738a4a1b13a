import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Another Heder, with a database, keys and a secret of its own, as it would run somewhere else. */
export type SecondServer = Readonly<{ url: string; close: () => Promise<void> }>;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

const LONGEST = 240_000;

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + LONGEST; Date.now() < end; await sleep(500)) {
    if (child.exitCode !== null) throw new Error(`The second server ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error("The second server did not become healthy");
}

/**
 * Starts it with the demo, on the build that the first one serves. At 127.0.0.1 and not at localhost: cookies know hosts
 * and no ports, and somebody is signed in at both.
 */
export async function startSecondServer(): Promise<SecondServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { DATABASE_URL: _ours, HEDER_E2E_FOLDER: folder = "", ...environment } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "app/cli/start.ts"], {
    cwd: join(import.meta.dirname, ".."),
    env: {
      ...environment,
      HEDER_DATA: join(folder, "second"),
      HEDER_URL: url,
      HEDER_ALLOW_PRIVATE_WEBHOOKS: "1",
      PORT: String(port),
      LOG_LEVEL: "warn",
      NODE_ENV: "production",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await untilHealthy(url, child);
  return {
    url,
    close: async () => {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
