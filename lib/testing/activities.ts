import type { Ctx } from "@/lib/context";
import type { TestDatabase } from "@/lib/testing/database";

type Some = Readonly<{ count: number; from: string; kind?: string }>;

/** `count` activities of one person, a day between them, straight into the table. */
export async function addActivities(
  database: Pick<TestDatabase, "everything">,
  { organization }: Ctx,
  userId: string,
  { count, from, kind = "assignment" }: Some,
): Promise<void> {
  await database.everything.query(
    `INSERT INTO activities (organization_id, user_id, kind, occurred_at)
     SELECT $1, $2, $3, $4::timestamptz + n * interval '1 day' FROM generate_series(0, $5::int - 1) n`,
    [organization.id, userId, kind, from, count],
  );
}

export type TestBadge = Readonly<{
  id: string;
  key: string;
  user_id: string;
  occurrence: string;
  status: string;
  source: string;
  met_on: string | null;
  awarded_at: Date;
  expires_at: Date | null;
  rules: readonly { path: string; type: string; value: number; threshold: number; met_on: string | null }[];
}>;

/** Every earned badge of the organisation with the rules that were met, by achievement and occurrence. */
export async function badgesIn(
  database: Pick<TestDatabase, "everything">,
  { organization }: Ctx,
): Promise<readonly TestBadge[]> {
  const { rows } = await database.everything.query<TestBadge>(
    `SELECT e.id, a.key, e.user_id, e.occurrence, e.status, e.source, e.met_on::text, e.awarded_at, e.expires_at,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('path', c.rule_path, 'type', c.rule_type, 'value', c.value,
          'threshold', c.threshold, 'met_on', c.met_on) ORDER BY c.rule_path), '[]')
        FROM earned_badge_criteria c WHERE c.organization_id = e.organization_id AND c.earned_badge_id = e.id) AS rules
     FROM earned_badges e JOIN achievements a ON a.id = e.achievement_id
     WHERE e.organization_id = $1 ORDER BY a.key, e.occurrence, e.created_at`,
    [organization.id],
  );
  return rows;
}
