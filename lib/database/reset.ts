import { inTransaction, withMigrationLock } from "@/lib/database/session";

/** Drops everything Heder made in the database, whatever state it is in; roles stay. There is no way back. */
export async function destroyContents(ownerUrl: string): Promise<void> {
  await withMigrationLock(ownerUrl, (client) =>
    inTransaction(client, async () => {
      await client.query(
        "DROP SCHEMA IF EXISTS jobs CASCADE; DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA IF EXISTS gist CASCADE",
      );
      const { rows } = await client.query<{ statement: string }>(`
        SELECT format('DROP TABLE IF EXISTS %s CASCADE', oid::regclass) AS statement FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        UNION ALL SELECT format('DROP VIEW IF EXISTS %s CASCADE', oid::regclass) FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'`);
      for (const { statement } of rows) await client.query(statement);
      const routines = await client.query<{ statement: string }>(`
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure) AS statement FROM pg_proc p
         WHERE pronamespace = 'public'::regnamespace
           AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
        UNION ALL SELECT format('DROP TYPE IF EXISTS %s CASCADE', oid::regtype) FROM pg_type
         WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')`);
      for (const { statement } of routines.rows) await client.query(statement);
    }),
  );
}
