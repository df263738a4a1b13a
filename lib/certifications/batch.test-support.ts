import { randomUUID } from "node:crypto";
import type { IssueManyRequest, ListedCertificate } from "@/lib/certifications/batch-people-queries";
import { issueManyWork } from "@/lib/certifications/batch-work-service";
import type { Ctx } from "@/lib/context";
import { runJob } from "@/lib/jobs/run-job";
import { createTestCertificationType } from "@/lib/testing/certifications";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

type Query = <Row>(sql: string, ...more: unknown[]) => Promise<Row[]>;
type Certificate = {
  user_id: string;
  number: string;
  status: string;
  expires_at: Date | null;
  notes: string | null;
};

const readers = (query: Query) => ({
  certificates: () =>
    query<Certificate>(
      `SELECT user_id, certificate_number AS number, status::text, issued_at, expires_at, notes, issued_by_user_id
         FROM certifications WHERE organization_id = $1 ORDER BY certificate_number`,
    ),
  sequences: async () =>
    (
      await query<{ n: number }>(
        "SELECT split_part(certificate_number, '-', 3)::int AS n FROM certifications WHERE organization_id = $1 ORDER BY 1",
      )
    ).map(({ n }) => n),
  outcomes: () =>
    query<{ line: number; outcome: string }>(
      "SELECT line, outcome::text FROM certification_batch_rows WHERE organization_id = $1 ORDER BY batch_id, line",
    ),
});

export type BatchWorld = Awaited<ReturnType<typeof batchWorld>>;

export const NOON = new Date("2026-06-15T10:00:00Z");

/** An organisation with a type that is valid for a year, and a coordinator for whom it is noon of 15 June 2026. */
export async function batchWorld(database: TestDatabase) {
  const ctx = await createTestOrganization(database);
  const type = await createTestCertificationType(database, ctx);
  const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
  const query = async <Row>(sql: string, ...more: unknown[]) =>
    (await database.everything.query(sql, [ctx.organization.id, ...more])).rows as Row[];
  return {
    ctx,
    type,
    query,
    coordinator,
    issuer: { ...coordinator.ctx, asOf: NOON } satisfies Ctx,
    member: async (externalRef?: string) => (await createTestMember(database, ctx, { externalRef })).userId,
    /** So many people, with the references `k-1`, `k-2` and so on. */
    members: async (count: number) => {
      const rows = await query<{ user_id: string }>(
        `WITH made AS (INSERT INTO users (id, name) SELECT gen_random_uuid(), 'Person ' || n FROM generate_series(1, $2::int) n RETURNING id, name)
         INSERT INTO memberships (organization_id, user_id, role, display_name, external_ref)
         SELECT $1, id, 'peer_mentor', name, 'k-' || split_part(name, ' ', 2) FROM made RETURNING user_id`,
        count,
      );
      return rows.map((row) => row.user_id);
    },
    ask: (changes: Partial<IssueManyRequest>): IssueManyRequest => ({
      certificationTypeId: type,
      idempotencyKey: randomUUID(),
      ...changes,
    }),
    line: (line: number, changes: Partial<ListedCertificate>): ListedCertificate => ({
      line,
      person: null,
      issuedOn: null,
      expiresOn: null,
      notes: null,
      problem: null,
      ...changes,
    }),
    /** Does the run's work as a worker would, so many rows at a time. */
    work: (runId: string, size?: number) =>
      runJob({
        context: async () => ({ ...ctx, asOf: NOON }),
        runId,
        works: { issue_many: issueManyWork(size) },
        signal: new AbortController().signal,
      }),
    run: async (runId: string) =>
      (await query("SELECT * FROM job_runs WHERE organization_id = $1 AND id = $2", runId))[0] as {
        status: string;
        done: number;
        total: number;
        result: object;
        error: { key: string } | null;
      },
    ...readers(query),
  };
}

export const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
