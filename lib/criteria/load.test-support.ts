import { randomUUID } from "node:crypto";
import type { History } from "@/lib/criteria/naive-rules.test-support";

/** A connection of the test's, inside a transaction. */
type Client = { query(text: string, values?: unknown[]): Promise<unknown> };

const COURSES = `INSERT INTO courses (organization_id, code, title)
  SELECT $1, c, c FROM unnest(ARRAY['basic', 'advanced', 'leader']) c`;

/** Rows of one kind as one statement: `columns` are read from a JSON array. */
async function insert(client: Client, into: string, columns: string, select: string, rows: object[]) {
  await client.query(
    `INSERT INTO ${into} SELECT ${select} FROM jsonb_to_recordset($1::jsonb) AS j(o uuid, u uuid, ${columns})`,
    [JSON.stringify(rows)],
  );
}

/** Puts the people and their facts into an organisation that has none; answers their ids in the same order. */
export async function loadHistories(
  client: Client,
  organizationId: string,
  people: readonly History[],
): Promise<string[]> {
  const ids = people.map(() => randomUUID());
  const each = eachOf(organizationId, people, ids);
  await client.query(COURSES, [organizationId]);
  await insert(
    client,
    "users (id, name)",
    "n text",
    "u, 'somebody'",
    each(() => [{}]),
  );
  await insert(
    client,
    "memberships (organization_id, user_id, status, display_name, joined_on, deactivated_at)",
    `active boolean, "joinedOn" date`,
    `o, u, CASE WHEN active THEN 'active' ELSE 'inactive' END::membership_status, 'somebody', "joinedOn", CASE WHEN NOT active THEN now() END`,
    each(({ active, joinedOn }) => [{ active, joinedOn }]),
  );
  await loadFacts(client, organizationId, people, ids);
  return ids;
}

const eachOf =
  (organizationId: string, people: readonly History[], ids: readonly string[]) =>
  <T extends object>(list: (person: History) => readonly T[]) =>
    people.flatMap((person, n) => list(person).map((one) => ({ o: organizationId, u: ids[n], ...one })));

/** The facts of people who are there. */
export async function loadFacts(
  client: Client,
  organizationId: string,
  people: readonly History[],
  ids: readonly string[],
): Promise<void> {
  const each = eachOf(organizationId, people, ids);
  await insert(
    client,
    "activities (organization_id, user_id, kind, occurred_at, minutes, participants, voided_at, void_reason)",
    `kind text, at timestamptz, minutes int, participants int, voided boolean`,
    "o, u, kind, at, minutes, participants, CASE WHEN voided THEN now() END, CASE WHEN voided THEN 'test' END",
    each(({ activities }) => activities),
  );
  await insert(
    client,
    "referrals (organization_id, referrer_user_id, occurred_at, status, voided_at, void_reason)",
    `at timestamptz, status text, voided boolean`,
    "o, u, at, status::referral_status, CASE WHEN voided THEN now() END, CASE WHEN voided THEN 'test' END",
    each(({ referrals }) => referrals),
  );
  await insert(
    client,
    "course_registrations (organization_id, user_id, course_id, status, completed_on, grade, voided_at, void_reason)",
    `course text, "completedOn" date, grade text, voided boolean`,
    `o, u, (SELECT c.id FROM courses c WHERE c.organization_id = o AND c.code = course),
      CASE WHEN "completedOn" IS NULL THEN 'registered' ELSE 'completed' END::course_registration_status, "completedOn", grade,
      CASE WHEN voided THEN now() END, CASE WHEN voided THEN 'test' END`,
    each(({ registrations }) => registrations),
  );
  await insert(
    client,
    "streak_pauses (organization_id, user_id, starts_on, ends_on, status, decided_at, idempotency_key)",
    `"from" date, "to" date, approved boolean`,
    `o, u, "from", "to", CASE WHEN approved THEN 'approved' ELSE 'declined' END::streak_pause_status, now(), gen_random_uuid()`,
    each(({ pauses }) => pauses),
  );
}
