import { existsSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { setUpOrganization } from "@/lib/achievements/organization-setup-service";
import type { Ctx } from "@/lib/context";
import type { EmbeddedDatabase } from "@/lib/database/server";
import { env } from "@/lib/env";
import { importFile, importRecords } from "@/lib/imports/import-service";
import { organizationContext } from "@/lib/organizations/context-queries";

/** Where a benchmark runs: a database of its own and the folder it lies in. */
export type Stage = Readonly<{
  database: EmbeddedDatabase;
  folder: string;
  /** How many people the large organisation has. */
  people: number;
}>;

const operator = { kind: "command" } as const;

/** The path of an OULAD file (docs/performance.md says where it comes from). Throws when it is not there. */
export function ouladFile(name: string): string {
  const path = join(env.HEDER_TEST_DATA, "oulad", name);
  if (!existsSync(path))
    throw new Error(`${path} is missing: set HEDER_TEST_DATA to the folder of the histories`);
  return path;
}

/** A new, empty organisation in London, where OULAD's days are. */
export async function newOrganization(slug: string): Promise<Ctx> {
  const certificatePrefix = slug.replaceAll("-", "").toUpperCase();
  await setUpOrganization(operator, {
    slug,
    name: slug,
    certificatePrefix,
    timeZone: "Europe/London",
    locale: "en",
  });
  return organizationContext({ slug }, operator);
}

/** Runs SQL as superuser, past row-level security: for baselines and for clearing away between repetitions. */
export async function asSuperuser<T>({ database }: Stage, run: (client: Client) => Promise<T>): Promise<T> {
  const url = new URL(database.superuserUrl);
  url.pathname = "/heder";
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Whether an earlier group has made this organisation. */
export const isThere = (stage: Stage, slug: string): Promise<boolean> =>
  asSuperuser(stage, async (client) => {
    const { rowCount } = await client.query("SELECT FROM organizations WHERE slug = $1", [slug]);
    return rowCount !== 0;
  });

/** The folder in which the server keeps its data. */
export const serverFolder = (stage: Stage): Promise<string> =>
  asSuperuser(stage, async (client) => {
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
    return rows[0]?.data_directory ?? "";
  });

const KINDS = ["people", "courses", "course_registrations", "activities"] as const;

/** The whole of OULAD in the organisation `oulad`, with the four achievements of docs/performance.md; once a run. */
export async function oulad(stage: Stage): Promise<Ctx> {
  if (await isThere(stage, "oulad")) return organizationContext({ slug: "oulad" }, operator);
  const ctx = await newOrganization("oulad");
  for (const kind of KINDS) {
    const fileName = `${kind}.csv.gz`;
    await importFile(ctx, { kind, path: ouladFile(fileName), fileName });
  }
  await importRecords(ctx, { kind: "achievements", records: ACHIEVEMENTS, fileName: "achievements.json" });
  return ctx;
}

const ACHIEVEMENTS = [
  {
    key: "a-course",
    name: "Completed a course",
    category: "learning",
    trigger_type: "course_completion",
    trigger_threshold: 1,
  },
  {
    key: "two-courses",
    name: "Two courses",
    category: "learning",
    trigger_type: "course_completion",
    trigger_threshold: 2,
  },
  {
    key: "ten-submissions",
    name: "Ten submissions",
    category: "activity",
    trigger_type: "activity_count",
    trigger_threshold: 10,
  },
  {
    key: "five-weeks",
    name: "Active in five different weeks",
    category: "activity",
    trigger_type: "criteria",
    criteria: { version: 1, match: "all", rules: [{ type: "active_periods", unit: "week", threshold: 5 }] },
  },
] as const;
