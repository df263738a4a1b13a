import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Starts Heder as `npm start` does, with the demo, on the port and in the folder the browser tests chose. The folder
 * is removed when it has stopped.
 */
const { HEDER_E2E_PORT: port, HEDER_E2E_FOLDER: folder } = process.env;
if (!port || !folder) throw new Error("playwright.config.ts chooses HEDER_E2E_PORT and HEDER_E2E_FOLDER.");

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
