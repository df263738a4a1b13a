import type { CompiledQuery } from "kysely";
import type { PoolClient } from "pg";
import { loadHistories } from "@/lib/criteria/load.test-support";
import type { History } from "@/lib/criteria/naive-rules.test-support";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

/** One organisation with these people, seen as the application sees it; nothing of it is kept. */
export async function withPeople<T>(
  database: TestDatabase,
  people: readonly History[],
  timeZone: string,
  use: (client: PoolClient, organizationId: string, ids: string[]) => Promise<T>,
): Promise<T> {
  const { organization } = await createTestOrganization(database, { timeZone });
  const client = await database.everything.connect();
  try {
    await client.query("BEGIN");
    const ids = await loadHistories(client, organization.id, people);
    await client.query("SET LOCAL ROLE heder_app");
    await client.query("SELECT set_config('app.organization_id', $1, true)", [organization.id]);
    return await use(client, organization.id, ids);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

/** Runs it as the application would. */
export const runAs = async <Row>(client: PoolClient, query: CompiledQuery<Row>): Promise<Row[]> =>
  (await client.query(query.sql, [...query.parameters])).rows as Row[];
