import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import type { AchievementInput } from "@/lib/achievements/schema";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { activeAchievement } from "@/lib/testing/active-achievement";
import type { TestDatabase } from "@/lib/testing/database";

type Row = Readonly<Record<string, string>>;

/** Real histories are large and not part of the repository; see HEDER_TEST_DATA. */
export const hasHistory = (folder: string): boolean => existsSync(join(env.HEDER_TEST_DATA, folder));

/** Said in a test's title where its data are missing. */
export const absent = (folder: string): string =>
  hasHistory(folder) ? "" : ` (not run: ${folder} is not in ${env.HEDER_TEST_DATA})`;

/** The rows of a CSV file, gzipped or not; none when there is no such file. */
export function historyRows(folder: string, name: string): Row[] {
  const path = join(env.HEDER_TEST_DATA, folder, `${name}.csv`);
  const text = existsSync(path) ? readFileSync(path) : zipped(`${path}.gz`);
  return text ? parse(text, { columns: true, bom: true }) : [];
}

const zipped = (path: string) => (existsSync(path) ? gunzipSync(readFileSync(path)) : null);

/** Values of one column, as PostgreSQL reads an array: an empty cell is NULL. */
const column = (rows: readonly Row[], name: string) => rows.map((row) => row[name] || null);

/** What one of so many people has, by the person's number; rows that are nobody's stay. */
export const ofOneIn = (share: number, rows: readonly Row[]): Row[] =>
  rows.filter(({ person }) => person === undefined || share === 1 || Number(person) % share === 0);

/**
 * People, facts and definitions of a folder, straight into the tables of the organisation; those of one of `share`
 * people, where they have numbers.
 */
export async function loadHistory(
  database: TestDatabase,
  ctx: Ctx,
  folder: string,
  { share = 1 } = {},
): Promise<void> {
  const id = ctx.organization.id;
  const run = (sql: string, values: unknown[]) => database.everything.query(sql, [id, ...values]);
  const rows = (name: string) => ofOneIn(share, historyRows(folder, name));
  const list = (name: string, ...columns: string[]) => {
    const read = rows(name);
    return columns.map((one) => column(read, one));
  };

  await run(
    `WITH given AS (SELECT gen_random_uuid() AS user_id, * FROM unnest($2::text[], $3::text[], $4::text[]) AS p (person, name, email)),
      accounts AS (INSERT INTO users (id, name) SELECT user_id, name FROM given)
     INSERT INTO memberships (organization_id, user_id, external_ref, display_name, email)
     SELECT $1, user_id, person, name, lower(email) FROM given`,
    list("people", "person", "name", "email"),
  );
  // At once: what comes next looks each person up, and not knowing how many there are PostgreSQL goes through all each time.
  await database.everything.query("ANALYZE memberships");
  await run(
    `INSERT INTO activities (organization_id, user_id, kind, occurred_at, external_id)
     SELECT $1, m.user_id, f.kind,
       CASE WHEN f.at ~ 'Z$' THEN f.at::timestamptz ELSE f.at::timestamp AT TIME ZONE '${ctx.organization.timeZone}' END, f.external_id
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS f (person, kind, at, external_id)
     JOIN memberships m ON m.organization_id = $1 AND m.external_ref = f.person`,
    list("activities", "person", "kind", "occurred_at", "external_id"),
  );
  await run(
    "INSERT INTO courses (organization_id, code, title) SELECT $1, * FROM unnest($2::text[], $3::text[])",
    list("courses", "code", "title"),
  );
  await run(
    `INSERT INTO course_registrations (organization_id, course_id, user_id, registered_on, status, completed_on, grade)
     SELECT $1, c.id, m.user_id, f.registered_on, f.status, f.completed_on, f.grade
     FROM unnest($2::text[], $3::text[], $4::date[], $5::course_registration_status[], $6::date[], $7::text[])
       AS f (person, course, registered_on, status, completed_on, grade)
     JOIN memberships m ON m.organization_id = $1 AND m.external_ref = f.person
     JOIN courses c ON c.organization_id = $1 AND c.code = f.course`,
    list("course_registrations", "person", "course", "registered_on", "status", "completed_on", "grade"),
  );
  for (const table of ["activities", "course_registrations"]) {
    await database.everything.query(`ANALYZE ${table}`);
  }
  for (const definition of definitions(folder)) await activeAchievement(ctx, definition);
}

function definitions(folder: string): Partial<AchievementInput>[] {
  const path = join(env.HEDER_TEST_DATA, folder, "achievements.json");
  if (!existsSync(path)) return [];
  const read = JSON.parse(readFileSync(path, "utf8")) as Record<string, never>[];
  return read.map(({ key, name, description, category, is_repeatable, criteria }) => ({
    key,
    name,
    description,
    category,
    criteria,
    isRepeatable: is_repeatable,
    triggerType: "criteria",
    triggerThreshold: undefined,
  }));
}
