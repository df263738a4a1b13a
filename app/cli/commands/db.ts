import { connections } from "@/lib/database/connection";
import { migrationStatus, rollback } from "@/lib/database/migrations";
import { prepareDatabase } from "@/lib/database/prepare";
import { destroyContents } from "@/lib/database/reset";
import { destroyEmbedded, embeddedStatus, startKeeping, stopKeeping } from "@/lib/database/server";
import { env } from "@/lib/env";
import { AppError, msg } from "@/lib/errors";
import { type CommandTable, command, UsageError } from "../command";
import { holdDatabase } from "../held-database";

function onlyEmbedded(): void {
  if (env.DATABASE_URL) throw new AppError("conflict", msg("command.notOurServer"));
}

function ownerUrl(): string {
  const { ownerUrl: url } = connections();
  if (!url) throw new AppError("forbidden", msg("command.notOwner"));
  return url;
}

const start = command({
  usage: "db start",
  database: "none",
  async run() {
    onlyEmbedded();
    const kept = await startKeeping(env.HEDER_DATA);
    const { migrations } = await prepareDatabase(kept);
    const { port, folder } = await embeddedStatus(env.HEDER_DATA);
    return { running: true, port, folder, migrations };
  },
});

const stop = command({
  usage: "db stop",
  database: "none",
  async run() {
    onlyEmbedded();
    return stopKeeping(env.HEDER_DATA);
  },
});

const migrate = command({
  usage: "db migrate",
  database: "none",
  async run() {
    const database = await holdDatabase();
    ownerUrl();
    return { applied: (await prepareDatabase(database)).migrations };
  },
});

const back = command({
  usage: "db rollback [--steps N]",
  options: { steps: { type: "string" } },
  database: "none",
  async run({ steps = "1" }) {
    const count = Number(steps);
    if (!Number.isInteger(count) || count < 1) throw new UsageError("--steps must be a whole number from 1");
    await holdDatabase();
    return { undone: await rollback(ownerUrl(), count) };
  },
});

const reset = command({
  usage: "db reset [--yes-destroy]",
  options: { "yes-destroy": { type: "boolean" } },
  database: "none",
  async run(values) {
    if (env.DATABASE_URL && !values["yes-destroy"])
      throw new AppError("conflict", msg("command.resetRefused"));
    if (!env.DATABASE_URL) await destroyEmbedded(env.HEDER_DATA);
    const database = await holdDatabase();
    if (env.DATABASE_URL) await destroyContents(ownerUrl());
    return { reset: true, applied: (await prepareDatabase(database)).migrations };
  },
});

const status = command({
  usage: "db status",
  database: "none",
  async run() {
    const own = env.DATABASE_URL ? { running: true } : await embeddedStatus(env.HEDER_DATA);
    if (!own.running) return { embedded: true, ...own };
    const database = await holdDatabase();
    const migrations = database.ownerUrl ? await migrationStatus(database.ownerUrl) : null;
    return { embedded: database.embedded, ...own, migrations };
  },
});

const seed = command({
  usage: "db seed",
  async run() {
    onlyEmbedded();
    // Loaded only here: it brings every slice with it.
    const { seedDemo } = await import("@/lib/demo/seed-service");
    return seedDemo();
  },
});

export const commands: CommandTable = { start, stop, migrate, rollback: back, reset, seed, status };
