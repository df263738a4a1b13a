import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Starts Heder as `npm start` does, with the demo, on the port the browser tests chose and in a data folder of its
 * own, which is removed when it has stopped.
 */
const port = process.env.HEDER_E2E_PORT;
if (!port) throw new Error("HEDER_E2E_PORT names the port; playwright.config.ts chooses it.");

const folder = mkdtempSync(join(tmpdir(), "heder-e2e-"));
// When root runs the tests, the embedded PostgreSQL runs as another account, which must get in.
chmodSync(folder, 0o755);

const { DATABASE_URL: _ours, ...environment } = process.env;
const server = spawn(process.execPath, ["--import", "tsx", "app/cli/start.ts"], {
  cwd: join(import.meta.dirname, ".."),
  env: {
    ...environment,
    HEDER_DATA: join(folder, "data"),
    HEDER_URL: `http://localhost:${port}`,
    PORT: port,
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
  },
  stdio: ["ignore", "inherit", "inherit"],
});

const stop = () => server.kill("SIGTERM");
// A signal to the whole process group reaches the launcher too; a second one would cut its clean stop short. So
// this only steps in when the launcher seems not to have heard anything.
const listen = () => void setTimeout(stop, 10_000).unref();
process.on("SIGTERM", listen);
process.on("SIGINT", listen);
server.on("exit", (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
