import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setConnections } from "@/lib/database/connection";
import { prepareDatabase } from "@/lib/database/prepare";
import { acquireEmbedded, destroyEmbedded } from "@/lib/database/server";
import { disconnect } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { say } from "../output";
import { apiIntake } from "./api-intake";
import { awards } from "./awards";
import { certificates } from "./certificates";
import { evaluation } from "./evaluation";
import { intake } from "./intake";
import { live } from "./live";
import type { Measurement } from "./measure";
import { openBadges } from "./open-badges";
import { pages } from "./pages";
import type { Stage } from "./stage";
import { tiers } from "./tiers";

type Group = (stage: Stage) => Promise<Measurement[]>;

/** In this order: what a later group needs in the database an earlier one may have put there already. */
const GROUPS: Readonly<Record<string, Group>> = {
  intake,
  evaluation,
  live,
  awards,
  pages,
  "api-intake": apiIntake,
  tiers,
  certificates,
  "open-badges": openBadges,
};

/** People of the large organisation: what quality asks for, and what still says something. */
const MOST_PEOPLE = 100_000;
const FEWEST_PEOPLE = 2_000;

const USAGE = `npm run -s bench [-- ${Object.keys(GROUPS).join("|")}] [--people N] [--json]`;

function table(measurements: readonly Measurement[]): string {
  const head = ["group", "what", "ours ms", "baseline ms", "ratio", "reach", ""];
  const rows = measurements.map(({ group, name, ours, baseline, ratio, limit, ok }) =>
    [group, name, ours, baseline, ratio, limit, ok ? "ok" : "MISSED"].map(String),
  );
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return [head, ...rows].map(line).join("\n");
}

/** A server and a data folder of its own, with the durability people run with, gone afterwards. */
async function onStage<T>(people: number, run: (stage: Stage) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "heder-bench-"));
  const database = await acquireEmbedded(folder);
  // Nothing goes to the data people work with: the secret, and the mail to those whom badges reach.
  env.HEDER_DATA = folder;
  // As people run it: what is written is read once, not anew for each letter.
  env.NODE_ENV = "production";
  log.level = "warn";
  try {
    setConnections(database);
    await prepareDatabase(database);
    return await run({ database, folder, people });
  } finally {
    await disconnect();
    await database.release();
    await destroyEmbedded(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `npm run bench`: every ratio is of two things measured in this one run. Answers the exit code. */
export async function bench(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: "boolean" }, people: { type: "string" } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !(name in GROUPS));
  if (unknown.length > 0) {
    say(`There is no group ${unknown.join(", ")}. Usage: ${USAGE}`);
    return 2;
  }
  const people = Number(values.people ?? MOST_PEOPLE);
  if (!Number.isInteger(people) || people < FEWEST_PEOPLE || people > MOST_PEOPLE) {
    say(`--people is a whole number from ${FEWEST_PEOPLE} to ${MOST_PEOPLE}. Usage: ${USAGE}`);
    return 2;
  }
  const wanted = Object.entries(GROUPS).filter(
    ([name]) => positionals.length === 0 || positionals.includes(name),
  );
  const measurements = await onStage(people, async (stage) => {
    const all: Measurement[] = [];
    for (const [name, group] of wanted) {
      say(`Measuring ${name} …`);
      all.push(...(await group(stage)));
    }
    return all;
  });
  process.stdout.write(
    values.json ? `${JSON.stringify(measurements, null, 2)}\n` : `${table(measurements)}\n`,
  );
  return measurements.every(({ ok }) => ok) ? 0 : 1;
}
