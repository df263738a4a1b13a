import type { Ctx } from "@/lib/context";
import { addActivities } from "@/lib/testing/activities";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

export const NOW = new Date("2026-11-20T12:00:00Z");

type State = Readonly<{
  id: string;
  key: string;
  occurrence: string;
  status: string;
  flag: string | null;
  why: string | null;
}>;

/** Stories of corrections in one database: who did what, what was voided, and what became of the awards. */
export const stories = (database: TestDatabase) => ({
  /** An organisation of its own, with a person who has done something `count` times, daily. */
  async story(count = 10, from = "2026-01-01T12:00:00Z") {
    const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: NOW };
    const person = await createTestMember(database, ctx);
    const { ctx: theirs } = await createTestMember(database, ctx, { role: "coordinator" });
    await addActivities(database, ctx, person.userId, { count, from });
    return { ctx, userId: person.userId, coordinator: { ...theirs, asOf: NOW } satisfies Ctx };
  },

  async awards({ organization }: Ctx): Promise<State[]> {
    const { rows } = await database.everything.query<State>(
      `SELECT e.id, a.key, e.occurrence, e.status, e.flag_reason AS flag, e.revocation_reason AS why
       FROM earned_badges e JOIN achievements a ON a.id = e.achievement_id
       WHERE e.organization_id = $1 ORDER BY a.key, e.occurrence, e.awarded_at, e.created_at`,
      [organization.id],
    );
    return rows;
  },

  /** Voids the person's first activities, straight in the table. */
  voidSome: ({ organization }: Ctx, userId: string, count: number) =>
    database.everything.query(
      `UPDATE activities SET voided_at = now(), void_reason = 'Feil' WHERE id IN (SELECT id FROM activities
       WHERE organization_id = $1 AND user_id = $2 AND voided_at IS NULL ORDER BY occurred_at LIMIT $3)`,
      [organization.id, userId, count],
    ),

  /** What the audit log says was done with badges, in order. */
  async badgeActions({ organization }: Ctx): Promise<string[]> {
    const { rows } = await database.everything.query<{ action: string }>(
      "SELECT action FROM audit_log WHERE organization_id = $1 AND action LIKE 'badge.%' ORDER BY seq",
      [organization.id],
    );
    return rows.map(({ action }) => action);
  },
});
