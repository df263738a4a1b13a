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

export const keyOf = (promise: Promise<unknown>) =>
  promise.then(
    (answer) => answer,
    (error: { text?: { key: string } }) => error.text?.key ?? error,
  );

/** Sixty badges of three people, one of them in a group, with a certificate and a tier. */
export async function earned(database: TestDatabase) {
  const made = await payingOrganization(database);
  const { ctx, achievement } = made;
  const id = ctx.organization.id;
  const people = [];
  for (const name of ["Berit", "Arne", "Cato"]) people.push(await createTestMember(database, ctx, { name }));
  const [berit, arne, cato] = people.map(({ userId }) => userId);
  for (let n = 1; n <= 20; n += 1) {
    for (const userId of [berit, arne, cato]) {
      await award(database, ctx, [achievement, userId ?? ""], {
        occurrence: String(n),
        at: "2026-03-01T10:00:00Z",
        ...(n === 20 ? { status: "revoked" } : {}),
      });
    }
  }
  const query = (text: string, values: unknown[]) => database.everything.query<{ id: string }>(text, values);
  const { rows } = await query(
    "INSERT INTO groups (organization_id, key, name) VALUES ($1, 'g', '=SUM(A1)') RETURNING id",
    [id],
  );
  const group = rows[0]?.id ?? "";
  await query("INSERT INTO group_members (organization_id, group_id, user_id) VALUES ($1, $2, $3)", [
    id,
    group,
    arne,
  ]);
  await query("INSERT INTO certification_types (organization_id, code, name) VALUES ($1, 'x', 'Kurs')", [id]);
  await query(
    `INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, issued_at, source)
     SELECT $1, $2, t.id, $3, '2026-04-01', 'import' FROM certification_types t WHERE t.organization_id = $1`,
    [id, arne, `${ctx.organization.certificatePrefix}-2026-00001`],
  );
  return { ...made, group, berit: berit ?? "", arne: arne ?? "" };
}
