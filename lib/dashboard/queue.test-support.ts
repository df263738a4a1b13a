import { randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/context";
import { readQueueAndFigures } from "@/lib/dashboard/dashboard-queries";
import { refreshDashboard } from "@/lib/dashboard/refresh-service";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { addActivities } from "@/lib/testing/activities";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

/** What the dashboard shows of what waits. */
export const readQueue = async (ctx: Ctx) => (await readQueueAndFigures(ctx, "this-year")).queue;
/** Of each kind, how many wait and how many are named. */
export const countsOf = async (ctx: Ctx) =>
  Object.fromEntries((await readQueue(ctx)).map(({ kind, count, rows }) => [kind, [count, rows.length]]));

/** An organisation in which seven of everything wait, with those who look after it. */
export async function everythingSevenTimes(database: TestDatabase) {
  const query = (text: string, values: unknown[] = []) => database.everything.query(text, values);
  const ctx = await createTestOrganization(database);
  const id = ctx.organization.id;
  const byHand = await manualAchievement(ctx);
  await activeAchievement(ctx);
  const people: string[] = [];
  for (let n = 0; n < 7; n += 1) {
    const { userId } = await createTestMember(database, ctx, {
      name: `Person ${n}`,
      email: `${randomUUID()}@example.org`,
    });
    await addActivities(database, ctx, userId, { count: 9, from: "2026-01-01T12:00:00Z" });
    people.push(userId);
  }
  const badge = (status: string, flagged: boolean, occurrence = "once") =>
    query(
      `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, status, flagged_at, flag_reason)
       SELECT $1, $2, v.id, u, $4, 'automatic', $5::earned_badge_status, CASE WHEN $6 THEN now() END, CASE WHEN $6 THEN 'x' END
       FROM unnest($3::uuid[]) u CROSS JOIN (SELECT id FROM achievement_versions WHERE achievement_id = $2 ORDER BY number DESC LIMIT 1) v`,
      [id, byHand, people, occurrence, status, flagged],
    );
  await badge("pending_approval", false);
  const other = await manualAchievement(ctx);
  await query(
    `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, flagged_at, flag_reason)
     SELECT $1, $2, v.id, u, 'once', 'automatic', now(), 'x' FROM unnest($3::uuid[]) u
     CROSS JOIN (SELECT id FROM achievement_versions WHERE achievement_id = $2 ORDER BY number DESC LIMIT 1) v`,
    [id, other, people],
  );
  await query("INSERT INTO certification_types (organization_id, code, name) VALUES ($1, 'x', 'Kurs')", [id]);
  await query(
    `INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, issued_at, expires_at, source)
     SELECT $1, u, t.id, $3 || '-' || extract(year FROM now())::int || '-' || lpad(n::text, 5, '0'), now() - interval '1 hour',
       now() + n * interval '10 days', 'import'
     FROM unnest($2::uuid[]) WITH ORDINALITY AS p (u, n) CROSS JOIN certification_types t WHERE t.organization_id = $1`,
    [id, people, ctx.organization.certificatePrefix],
  );
  await query(
    "INSERT INTO job_runs (organization_id, kind, exclusive_key) SELECT $1, 'import', n::text FROM generate_series(1, 7) n",
    [id],
  );
  for (const change of [
    "status = 'running', started_at = now(), heartbeat_at = now()",
    `status = 'failed', finished_at = now(), error = '{"key": "x"}'`,
  ]) {
    await query(`UPDATE job_runs SET ${change} WHERE organization_id = $1`, [id]);
  }
  await query(
    `INSERT INTO notifications (organization_id, user_id, kind, subject_type, subject_id, idempotency_key, mail_state, mail_error)
     SELECT $1, u, 'badge_awarded', 'badge', gen_random_uuid(), 'k', 'failed', 'refused' FROM unnest($2::uuid[]) u`,
    [id, people],
  );
  await refreshDashboard(ctx);
  const [coordinator, admin] = [
    await createTestMember(database, ctx, { role: "coordinator" }),
    await createTestMember(database, ctx, { role: "org_admin" }),
  ];
  return { ctx, people, coordinator: coordinator.ctx, admin: admin.ctx };
}
