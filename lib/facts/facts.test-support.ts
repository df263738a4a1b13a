import { randomUUID } from "node:crypto";
import type { AppError } from "@/lib/errors";
import type { TestDatabase } from "@/lib/testing/database";

/** What came of a change: done, or the code with the message at the field or of the whole. */
export const outcome = (change: Promise<unknown>): Promise<string> =>
  change.then(
    () => "done",
    (error: AppError) => {
      const fields = Object.entries(error.fields ?? {}).map(([name, { key }]) => `${name}: ${key}`);
      return error.text ? `${error.code} ${fields.join(", ") || error.text.key}` : String(error);
    },
  );

/** One past moment of an activity or referral, with a key of its own. */
export const past = () => ({ occurredOn: "2026-03-01", time: "14:05", idempotencyKey: randomUUID() });

type Table = "activities" | "referrals" | "courses" | "course_registrations";
type Everything = Pick<TestDatabase, "everything">;

/** The row as it really is. */
export async function rowOf({ everything }: Everything, table: Table, id: string) {
  return (await everything.query(`SELECT * FROM ${table} WHERE id = $1`, [id])).rows[0];
}

/** The state a form would have seen. */
export async function versionOf(database: Everything, table: Table, id: string): Promise<string> {
  return (await rowOf(database, table, id)).updated_at.toISOString();
}

/** What is on record about one thing, oldest first. */
export async function auditOf({ everything }: Everything, id: string) {
  const { rows } = await everything.query(
    "SELECT action, actor_user_id, before, after FROM audit_log WHERE subject_id = $1 ORDER BY seq",
    [id],
  );
  return rows;
}

/** Who waits to be evaluated, and nobody does afterwards. */
export async function takeRequests({ everything }: Everything, organizationId: string): Promise<string[]> {
  const { rows } = await everything.query<{ user_id: string }>(
    "DELETE FROM evaluation_requests WHERE organization_id = $1 RETURNING user_id",
    [organizationId],
  );
  return rows.map(({ user_id }) => user_id).sort();
}
