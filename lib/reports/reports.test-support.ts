import type { Ctx } from "@/lib/context";
import { activeAchievement } from "@/lib/testing/active-achievement";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

/** An organisation that pays 1,500 kroner for each time something is earned, with an administrator and a coordinator. */
export async function payingOrganization(database: TestDatabase) {
  const ctx = await createTestOrganization(database);
  const [admin, coordinator] = [
    await createTestMember(database, ctx, { role: "org_admin", name: "Anna Admin" }),
    await createTestMember(database, ctx, { role: "coordinator" }),
  ];
  const achievement = await activeAchievement(ctx, {
    name: "Honorar",
    isRepeatable: true,
    paymentAmount: 1500,
    paymentCurrency: "NOK",
  });
  return { ctx, admin, coordinator, achievement };
}

type Award = Readonly<{ occurrence: string; at: string; status?: string }>;

/** An award of the achievement, by its newest version, straight into the table; answers its id. */
export async function award(
  database: TestDatabase,
  { organization }: Ctx,
  [achievement, userId]: readonly [string, string],
  { occurrence, at, status = "awarded" }: Award,
): Promise<string> {
  const { rows } = await database.everything.query<{ id: string }>(
    `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, awarded_at, status, revoked_at, revocation_reason)
     SELECT $1, $2, v.id, $3, $4, 'automatic', $5, $6::earned_badge_status, CASE WHEN $6 = 'revoked' THEN now() END, CASE WHEN $6 = 'revoked' THEN 'x' END
     FROM achievement_versions v WHERE v.achievement_id = $2 ORDER BY v.number DESC LIMIT 1 RETURNING id`,
    [organization.id, achievement, userId, occurrence, at, status],
  );
  return rows[0]?.id ?? "";
}
