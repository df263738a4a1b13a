import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { catchMail } from "./mail-server";

/**
 * Starts Heder as `npm start` does, with the demo, on the port and in the folder the browser tests chose, and a mail
 * server that keeps what it is sent as files there. The folder is removed when Heder has stopped.
 */
const { HEDER_E2E_PORT: port, HEDER_E2E_MAIL_PORT: mailPort, HEDER_E2E_FOLDER: folder } = process.env;
if (!port || !mailPort || !folder) throw new Error("playwright.config.ts chooses the ports and the folder.");

const mailFolder = join(folder, "mail");
mkdirSync(mailFolder, { recursive: true });
const mailServer = await catchMail(Number(mailPort), mailFolder);

const { DATABASE_URL: _ours, ...environment } = process.env;
const server = spawn(process.execPath, ["--import", "tsx", "app/cli/start.ts"], {
  cwd: join(import.meta.dirname, ".."),
  env: {
    ...environment,
    HEDER_DATA: join(folder, "data"),
    HEDER_URL: `http://localhost:${port}`,
    PORT: port,
    // The other Heder of story-open-badges.spec.ts is on this machine too.
    HEDER_ALLOW_PRIVATE_WEBHOOKS: "1",
    SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
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
  mailServer.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
