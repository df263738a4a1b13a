import type { Client } from "pg";
import type { Ctx } from "@/lib/context";
import { importRecords } from "@/lib/imports/import-service";
import { DEFINITIONS } from "./generated-achievements";
import { asSuperuser, newOrganization, type Stage } from "./stage";

export const ACTIVITIES_EACH = 100;
/** People of the small organisation that a large one is compared with. */
export const SMALL = 1_000;

const COURSES = 6;
const GROUPS = 10;

/** A number below `below` that follows from `n` and `seed` alone: every run makes the same data. */
const pick = (n: string, seed: number, below: string | number) =>
  `(hashint8extended((${n})::bigint, ${seed}) & 2147483647) % (${below})`;
const oneOf = (n: string, seed: number, values: readonly string[]) =>
  `(ARRAY[${values.map((value) => `'${value}'`).join(", ")}])[1 + ${pick(n, seed, values.length)}]`;

const DAYS = 1096;
const FIRST_DAY = "2023-01-01";

/** What stands around the activities: `people` is a table of this session with the number and id of each person. */
const AROUND = `
  CREATE TEMP TABLE people AS SELECT n, overlay(overlay(md5($1 || n) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid AS id FROM generate_series(1, $2::int) n;
  INSERT INTO users (id, name) SELECT id, 'Person ' || n FROM people;
  INSERT INTO memberships (organization_id, user_id, external_ref, display_name, email, joined_on, profile_slug)
    SELECT $1, id, 'p-' || n, 'Person ' || n, 'p' || n || '@example.org', date '2015-01-01' + (${pick("n", 1, 4000)})::int,
      CASE WHEN n % 2 = 0 THEN lower($3) || '-' || n END FROM people;
  INSERT INTO groups (organization_id, key, name) SELECT $1, 'g-' || n, 'Group ' || n FROM generate_series(1, ${GROUPS}) n;
  INSERT INTO group_members (organization_id, group_id, user_id)
    SELECT $1, g.id, p.id FROM people p JOIN groups g ON g.organization_id = $1 AND g.key = 'g-' || (1 + p.n % ${GROUPS});
  INSERT INTO courses (organization_id, code, title) SELECT $1, 'c-' || n, 'Course ' || n FROM generate_series(1, ${COURSES}) n;
  INSERT INTO course_registrations (organization_id, course_id, user_id, status, registered_on, completed_on, grade)
    SELECT $1, c.id, p.id, 'completed', '${FIRST_DAY}', date '${FIRST_DAY}' + (${pick("p.n * 10 + k.n", 3, DAYS)})::int, (${pick("p.n + k.n", 4, 101)})::text
    FROM people p CROSS JOIN generate_series(1, ${COURSES}) k (n) JOIN courses c ON c.organization_id = $1 AND c.code = 'c-' || k.n
    WHERE ${pick("p.n * 10 + k.n", 5, 4)} = 0;
  INSERT INTO referrals (organization_id, referrer_user_id, occurred_at, status)
    SELECT $1, p.id, timestamptz '${FIRST_DAY}' + (${pick("k", 7, DAYS)})::int * interval '1 day', 'completed'
    FROM generate_series(1, 2 * $2::int) k JOIN people p ON p.n = 1 + ${pick("k", 6, "$2::int")};
  INSERT INTO certification_types (organization_id, code, name) SELECT $1, 'first-aid', 'First aid';
  INSERT INTO recognition_tiers (organization_id, name, icon_key, criteria_type, criteria_threshold, award_period, display_order)
    SELECT $1, 'Gold', 'star', 'activity_count', 110, 'annual', 1;
  INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, issued_at, source)
    SELECT $1, p.id, t.id, $3 || '-2025-' || lpad(p.n::text, 6, '0'), '2025-01-01', 'import'
    FROM people p JOIN certification_types t ON t.organization_id = $1 WHERE p.n % 5 = 0;
  INSERT INTO tier_assignments (organization_id, tier_id, user_id, period_key, period_start, period_end, metric_value)
    SELECT $1, t.id, p.id, '2025', '2025-01-01', '2026-01-01', 110 FROM people p JOIN recognition_tiers t ON t.organization_id = $1
    WHERE p.n % 10 = 0`;

const KINDS = ["meeting", "visit", "assignment", "call"];

/** In the order of time, as they would have come in; who, what and how long is drawn. */
const ACTIVITIES = `
  INSERT INTO activities (organization_id, user_id, kind, occurred_at, minutes, participants)
  SELECT $1, p.id, ${oneOf("a.n", 11, KINDS)}, timestamptz '${FIRST_DAY}' + a.n * (interval '${DAYS} days' / $2::bigint),
    15 * (1 + ${pick("a.n", 12, 5)}), ${pick("a.n", 13, 12)}
  FROM generate_series(1, $2::bigint) a (n) JOIN people p ON p.n = 1 + ${pick("a.n", 10, "$3::int")}
  ORDER BY a.n`;

type Kept = { drop: string; make: string };

/** Takes the indexes of a table away while it is filled, as anybody would before loading ten million rows. */
async function withoutIndexes(client: Client, table: string, run: () => Promise<unknown>): Promise<void> {
  const { rows } = await client.query<Kept>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make
     FROM pg_constraint WHERE conrelid = $1::regclass AND contype IN ('p', 'u')
     UNION ALL
     SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index i
     WHERE indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [table],
  );
  for (const { drop } of rows) await client.query(drop);
  await run();
  for (const { make } of rows) await client.query(make);
}

const made = new WeakMap<Stage, Map<number, Promise<Ctx>>>();

/**
 * An organisation of that many people with a hundred activities each over three years, and what thirty achievements
 * of all rule types ask for. Made inside the server, once for all groups of a run, and the same in every run.
 */
export function generated(stage: Stage, people: number): Promise<Ctx> {
  const known = made.get(stage) ?? new Map<number, Promise<Ctx>>();
  made.set(stage, known);
  const ctx = known.get(people) ?? make(stage, people);
  known.set(people, ctx);
  return ctx;
}

async function make(stage: Stage, people: number): Promise<Ctx> {
  const slug = `many-${people}`;
  const ctx = await newOrganization(slug);
  const { id, certificatePrefix } = ctx.organization;
  await asSuperuser(stage, async (client) => {
    // No reference is checked of what cannot point astray.
    await client.query("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'");
    const values: Readonly<Record<string, string>> = {
      $1: `'${id}'`,
      $2: String(people),
      $3: `'${certificatePrefix}'`,
    };
    const around = AROUND.replace(/\$[123]/g, (name) => values[name] ?? name).replaceAll(
      `SELECT '${id}',`,
      `SELECT '${id}'::uuid,`,
    );
    await client.query(around);
    const fill = () => client.query(ACTIVITIES, [id, people * ACTIVITIES_EACH, people]);
    await withoutIndexes(client, "activities", fill);
  });
  await asSuperuser(stage, (client) => client.query("VACUUM (ANALYZE)"));
  const records = DEFINITIONS.map(({ bare: _, ...definition }) => ({
    name: definition.key,
    category: "activity",
    ...definition,
  }));
  await importRecords(ctx, { kind: "achievements", records, fileName: "achievements.json" });
  return ctx;
}
