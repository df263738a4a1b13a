import { chmodSync, createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { importFile } from "@/lib/imports/import-service";
import { compare, type Measurement, timed } from "./measure";
import { asSuperuser, newOrganization, ouladFile, type Stage } from "./stage";

const FILE = "activities.csv.gz";

/** The same rows as COPY reads them: as they stand in the table, every column, written by COPY itself. */
export async function copyFile(stage: Stage, organizationId: string): Promise<string> {
  const path = join(stage.folder, "activities.copy");
  await asSuperuser(stage, async (client) => {
    const { rows } = await client.query<{ line: string }>(
      `SELECT concat_ws(E'\\t', id, organization_id, user_id, kind, occurred_at, coalesce(minutes::text, '\\N'),
         coalesce(participants::text, '\\N'), source, external_id, metadata, coalesce(import_id::text, '\\N'), '\\N', '\\N', '\\N', '\\N',
         created_at, updated_at, '\\N') AS line
       FROM activities WHERE organization_id = $1`,
      [organizationId],
    );
    await pipeline(Readable.from(rows.map(({ line }) => `${line}\n`)), createWriteStream(path));
  });
  chmodSync(stage.folder, 0o755);
  chmodSync(path, 0o644);
  return path;
}

/** Milliseconds that COPY takes for the file, into a table without indexes, checks and references. */
export const bareCopy = (stage: Stage, path: string): Promise<number> =>
  asSuperuser(stage, async (client) => {
    await client.query("CREATE TABLE activities_copy (LIKE activities)");
    const ms = await timed(() => client.query(`COPY activities_copy FROM '${path}'`));
    await client.query("DROP TABLE activities_copy");
    return ms;
  });

/** Import of all OULAD activities, read, parsed, checked and written, against COPY of the same rows. */
export async function intake(stage: Stage): Promise<Measurement[]> {
  let made = 0;
  const fresh = async () => {
    made += 1;
    const ctx = await newOrganization(`intake-${made}`);
    const fileName = "people.csv.gz";
    await importFile(ctx, { kind: "people", path: ouladFile(fileName), fileName });
    return ctx;
  };
  const imported = async () => {
    const ctx = await fresh();
    const ms = await timed(() =>
      importFile(ctx, { kind: "activities", path: ouladFile(FILE), fileName: FILE }),
    );
    return { ctx, ms };
  };
  const first = await imported();
  const path = await copyFile(stage, first.ctx.organization.id);
  const copy = () => bareCopy(stage, path);
  const indexed = () =>
    asSuperuser(stage, async (client) => {
      await client.query("CREATE TABLE activities_copy (LIKE activities INCLUDING ALL)");
      const ms = await timed(() => client.query(`COPY activities_copy FROM '${path}'`));
      await client.query("DROP TABLE activities_copy");
      return ms;
    });
  const ours = async () => (await imported()).ms;
  const common = { group: "intake", ours, repetitions: 3, bound: { atLeast: 0.3 } } as const;
  return [
    await compare({ ...common, name: "173,912 activities by CSV : COPY into a bare copy", baseline: copy }),
    await compare({
      ...common,
      name: "173,912 activities by CSV : COPY into a copy with its indexes",
      baseline: indexed,
    }),
  ];
}
