import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MigrationError } from "@/lib/database/migrations";
import { prepareDatabase } from "@/lib/database/prepare";
import { type AcquiredDatabase, acquireDatabase } from "@/lib/database/server";
import { DatabaseUnavailable, reason } from "@/lib/database/unavailable";
import { disconnect } from "@/lib/db";
import { seedDemo } from "@/lib/demo/seed-service";
import { childEnvironment, env, repositoryRoot, secret } from "@/lib/env";
import { whenAbandoned } from "./ancestors";
import { type Child, killChildren, startChild, stopChildren } from "./children";
import { say } from "./output";
import { choosePort, PortTaken, portUser } from "./port";
import { BuildFailed, ensureBuild } from "./production-build";
import { welcome } from "./welcome";

export type Mode = "production" | "development";

const HEALTH_LIMIT_MS = 120_000;
const HEARTBEAT_MS = 2000;
/** A terminal and npm both pass one Ctrl-C on; only a later one means "at once". */
const SAME_SIGNAL_MS = 1500;

type Stop = Readonly<{ code: number; why?: string }>;

/** Ends the run from anywhere: the first call counts. */
function stopSwitch() {
  const { promise, resolve } = Promise.withResolvers<Stop>();
  let first = 0;
  const onSignal = () => {
    if (first && Date.now() - first > SAME_SIGNAL_MS) {
      killChildren();
      process.exit(1);
    }
    first ||= Date.now();
    resolve({ code: 0 });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  whenAbandoned(() => resolve({ code: 1 }));
  return { stopped: promise, stop: resolve };
}

async function prepare(database: AcquiredDatabase): Promise<void> {
  const { migrations } = await prepareDatabase(database);
  if (migrations.length > 0) say(`Applied ${migrations.length} migrations.`);
  if (!database.embedded) return;
  const { seeded } = await seedDemo();
  if (seeded) say("Made the demo organisations.");
}

function startServers(
  mode: Mode,
  database: AcquiredDatabase,
  port: number,
  host: string,
): { web: Child; worker: Child } {
  const url = env.HEDER_URL ?? `http://localhost:${port}`;
  const common = {
    // The owner's address stays here: the web server and the worker never need it.
    DATABASE_URL: undefined,
    HEDER_APP_DATABASE_URL: database.appUrl,
    HEDER_PUBLIC_DATABASE_URL: database.publicUrl,
    HEDER_DATA: env.HEDER_DATA,
    HEDER_SECRET: secret(),
    HEDER_URL: url,
    NODE_ENV: mode,
    LOG_LEVEL: env.LOG_LEVEL === "info" ? "warn" : env.LOG_LEVEL,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const next = join(repositoryRoot, "node_modules", "next", "dist", "bin", "next");
  const verb = mode === "production" ? "start" : "dev";
  const webArgs = [next, verb, "--port", String(port), "--hostname", host];
  const workerArgs = ["--import", "tsx", "app/cli/worker.ts", ...(database.embedded ? ["--embedded"] : [])];
  return {
    web: startChild("web server", webArgs, childEnvironment({ ...common, NEXTAUTH_URL: url })),
    worker: startChild(
      "worker",
      workerArgs,
      childEnvironment({ ...common, HEDER_WORKER_DATABASE_URL: database.workerUrl }),
    ),
  };
}

async function waitForHealth(port: number): Promise<void> {
  for (const deadline = Date.now() + HEALTH_LIMIT_MS; Date.now() < deadline; await sleep(200)) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/api/health`, {
        signal: AbortSignal.timeout(60_000),
      });
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
  }
  throw new Error("The web server did not become healthy within two minutes");
}

/** The embedded server has no supervisor but us: when it dies it is started again, on the same port. */
async function watchDatabase({ revive }: AcquiredDatabase, signal: AbortSignal): Promise<Stop> {
  try {
    for (;;) {
      await sleep(HEARTBEAT_MS, undefined, { signal });
      if (await revive?.()) say("The database server had died and was started again.");
    }
  } catch (error) {
    return { code: 1, why: `The database is gone: ${reason(error)}` };
  }
}

async function run(mode: Mode, database: AcquiredDatabase, stopped: Promise<Stop>): Promise<Stop> {
  const port = await choosePort(env.PORT);
  if (env.PORT === undefined && port !== 3000)
    say(`Port 3000 is in use by ${portUser(3000)}; taking ${port}.`);
  const host = env.HEDER_HOST ?? (database.embedded ? "127.0.0.1" : "0.0.0.0");
  await Promise.all([mode === "production" ? ensureBuild() : undefined, prepare(database)]);
  await disconnect();
  const { web, worker } = startServers(mode, database, port, host);
  const deaths = [web, worker].map(({ name, ended }) =>
    ended.then(({ how }): Stop => ({ code: 1, why: `The ${name} ended ${how}; stopping the rest.` })),
  );
  const watch = new AbortController();
  const ended = Promise.race([...deaths, watchDatabase(database, watch.signal), stopped]);
  const allReady = Promise.all([waitForHealth(port), worker.ready]).then(() => undefined);
  const early = await Promise.race([allReady, ended]);
  if (!early) await welcome(env.HEDER_URL ?? `http://localhost:${port}`, database.embedded);
  const outcome = early ?? (await ended);
  watch.abort();
  return outcome;
}

/** Foreseen trouble in its own words; anything else with where it happened. */
function explain(error: unknown): string {
  const foreseen = [PortTaken, BuildFailed, DatabaseUnavailable, MigrationError];
  if (!(error instanceof Error) || foreseen.some((kind) => error instanceof kind)) return reason(error);
  return error.stack ?? error.message;
}

/** `npm start` and `npm run dev`: everything from nothing to a printed address, until a signal ends it. */
export async function launch(mode: Mode): Promise<number> {
  const { stopped } = stopSwitch();
  let database: AcquiredDatabase | undefined;
  let outcome: Stop;
  try {
    if (env.PORT !== undefined) await choosePort(env.PORT);
    database = await acquireDatabase();
    outcome = await Promise.race([run(mode, database, stopped), stopped]);
  } catch (error) {
    outcome = { code: 1, why: explain(error) };
  }
  if (outcome.why) say(outcome.why);
  await stopChildren();
  await disconnect().catch(() => undefined);
  await database?.release().catch((error: unknown) => say(reason(error)));
  return outcome.code;
}
