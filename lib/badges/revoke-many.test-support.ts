import { randomUUID } from "node:crypto";
import { awardBatch } from "@/lib/badges/batch-service";
import { type BadgeChoice, type RevokeMany, TYPED_FROM } from "@/lib/badges/revoke-many-schema";
import { previewRevokeMany } from "@/lib/badges/revoke-many-service";
import { revokeManyWork } from "@/lib/badges/revoke-many-work-service";
import type { Ctx } from "@/lib/context";
import { runJob } from "@/lib/jobs/run-job";
import { manualAchievement } from "@/lib/testing/active-achievement";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

type Badge = {
  id: string;
  user_id: string;
  status: string;
  revoked_by_user_id: string | null;
  revocation_reason: string | null;
};

type Query = <Row>(sql: string, ...more: unknown[]) => Promise<Row[]>;

const readers = (query: Query) => ({
  run: async (runId: string) =>
    (await query("SELECT * FROM job_runs WHERE organization_id = $1 AND id = $2", runId))[0] as {
      status: string;
      done: number;
      total: number;
      result: object;
      error: { key: string } | null;
    },
  badges: (ids: readonly string[]) =>
    query<Badge>("SELECT * FROM earned_badges WHERE organization_id = $1 AND id = ANY ($2) ORDER BY id", ids),
});

/** An organisation with two coordinators and badges to be revoked. */
export async function revocationWorld(database: TestDatabase) {
  const ctx = await createTestOrganization(database);
  const kari = await createTestMember(database, ctx, { role: "coordinator", name: "Kari" });
  const ola = await createTestMember(database, ctx, { role: "org_admin", name: "Ola" });
  const query = async <Row>(sql: string, ...more: unknown[]) =>
    (await database.everything.query(sql, [ctx.organization.id, ...more])).rows as Row[];
  return {
    ctx,
    kari,
    ola,
    query,
    /** So many badges of one achievement, each somebody else's; answers their ids. */
    award: async (count: number): Promise<string[]> => {
      const people = await query<{ user_id: string }>(
        `WITH made AS (INSERT INTO users (id, name) SELECT gen_random_uuid(), 'Person ' || n FROM generate_series(1, $2::int) n RETURNING id, name)
         INSERT INTO memberships (organization_id, user_id, role, display_name) SELECT $1, id, 'peer_mentor', name FROM made RETURNING user_id`,
        count,
      );
      const userIds = people.map((one) => one.user_id);
      const achievementId = await manualAchievement(ctx);
      await awardBatch(kari.ctx, { achievementId, reason: "Takk", idempotencyKey: randomUUID(), userIds });
      const badges = await query<{ id: string }>(
        "SELECT id FROM earned_badges WHERE organization_id = $1 AND achievement_id = $2 ORDER BY id",
        achievementId,
      );
      return badges.map(({ id }) => id);
    },
    /** An order of what a preview of the choice shows. */
    ask: async (by: Ctx, choice: BadgeChoice, changes: Partial<RevokeMany> = {}): Promise<RevokeMany> => {
      const { badges, seen } = await previewRevokeMany(by, choice);
      const count = badges.filter(({ outcome }) => outcome === "waiting").length;
      return {
        ...(choice.ids ? { ids: [...choice.ids] } : { matching: choice.matching }),
        reason: "Feil liste",
        seen,
        idempotencyKey: randomUUID(),
        ...(count >= TYPED_FROM ? { typed: count } : {}),
        ...changes,
      };
    },
    /** Does the run's work as a worker would, so many badges at a time. */
    work: (runId: string, size?: number) =>
      runJob({
        context: async () => ctx,
        runId,
        works: { revoke_badges: revokeManyWork(size) },
        signal: new AbortController().signal,
      }),
    ...readers(query),
    /** A file of the badge goes out. */
    publish: (badge: string) =>
      query(
        `WITH list AS (INSERT INTO status_lists (organization_id, number) VALUES ($1, 1)
           ON CONFLICT (organization_id, number) DO UPDATE SET number = 1 RETURNING id)
         INSERT INTO credentials (organization_id, earned_badge_id, status_list_id, status_list_index)
         SELECT $1, $2, list.id, (SELECT count(*) FROM credentials WHERE organization_id = $1) FROM list`,
        badge,
      ),
    /** Makes it look as if the revocation had been ordered so long ago. */
    age: (id: string, interval: string) =>
      database.everything.query(
        `BEGIN; SET LOCAL session_replication_role = replica;
         UPDATE badge_revocations SET created_at = created_at - interval '${interval}' WHERE id = '${id}'; COMMIT`,
      ),
  };
}
export type RevocationWorld = Awaited<ReturnType<typeof revocationWorld>>;

/** What came of it: done, or the code with the message at the field or of the whole. */
export const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error) => {
      const [field] = Object.values<{ key: string }>(error.fields ?? {});
      return error.text ? `${error.code} ${field?.key ?? error.text.key}` : String(error);
    },
  );
