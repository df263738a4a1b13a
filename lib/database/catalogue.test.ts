import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { tenantTables } from "@/lib/testing/one-of-everything";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** First column of every row. */
async function names(sql: string): Promise<string[]> {
  const { rows } = await database.everything.query({ text: sql, rowMode: "array" });
  return rows.map((row: unknown[]) => String(row[0]));
}

// Tables that belong to no organisation, each with what keeps it.
const SHARED = {
  organizations: "row-level security by its own id",
  users: "row-level security: oneself, or the platform",
  profile_addresses: "row-level security: only the definer's functions",
  password_links: "row-level security: only the definer's functions",
  installation: "one row of switches, for everybody to read",
  rate_limits: "hashes and counters",
  oauth_clients: "what applications say of themselves, before any organisation is known",
  _prisma_migrations: "the owner's",
};
const UNPROTECTED = ["installation", "oauth_clients", "rate_limits", "_prisma_migrations"];

describe("every table", () => {
  test("belongs to organisations or is known not to", async () => {
    const all = await names(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1",
    );
    const tenant = await tenantTables(database.everything);
    expect(tenant.length).toBeGreaterThan(20);
    expect(all.filter((table) => !tenant.includes(table))).toEqual(Object.keys(SHARED).sort());
  });

  test("has row-level security enabled and forced, where it holds anything of anybody's", async () => {
    const open = await names(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`,
    );
    expect(open).toEqual([...UNPROTECTED].sort());
  });
});

describe("every table with a time of its last change", () => {
  test("writes it itself, whatever an update says (seeds 001 and 004 updated_at)", async () => {
    const without = await names(
      `SELECT relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'updated_at'
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT attisdropped AND NOT EXISTS (
         SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'set_updated_at' AND t.tgenabled <> 'D')`,
    );
    expect(without).toEqual([]);
    await createTestOrganization(database);
    const [stamp] = await names(
      "UPDATE organizations SET updated_at = '2001-01-01' RETURNING updated_at > now() - interval '1 hour'",
    );
    expect(stamp).toBe("true");
  });
});

describe("every tenant table", () => {
  test("has the tenant policy, for reading and writing", async () => {
    const with_ = await names(
      `SELECT tablename FROM pg_policies WHERE schemaname = 'public' AND policyname = 'tenant' AND permissive = 'PERMISSIVE'
       AND cmd = 'ALL' AND roles = '{heder_app}' AND qual = '(organization_id = app_organization_id())'
       AND with_check = '(organization_id = app_organization_id())' ORDER BY 1`,
    );
    expect(with_).toEqual(await tenantTables(database.everything));
  });

  // A second permissive policy widens the first, and lists then leak.
  test("has no other policy for the application than the known ones", async () => {
    const others = await names(
      `SELECT tablename || ' ' || policyname || ' ' || cmd FROM pg_policies
       WHERE schemaname = 'public' AND roles && '{heder_app,public}' AND policyname <> 'tenant' ORDER BY 1`,
    );
    expect(others).toEqual([
      "audit_log own_account INSERT",
      "audit_log platform ALL",
      "organizations platform ALL",
      "users platform ALL",
      "users self ALL",
    ]);
  });

  test("lets the worker's role read only, and the public role nothing at all", async () => {
    const written = await names(
      "SELECT tablename FROM pg_policies WHERE schemaname = 'public' AND 'heder_worker' = ANY (roles) AND cmd <> 'SELECT'",
    );
    expect(written).toEqual([]);
    const granted = await names(
      `SELECT c.relname FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
       WHERE c.relnamespace = 'public'::regnamespace AND a.grantee IN ('heder_public'::regrole, 0)`,
    );
    expect(granted).toEqual([]);
    const columns = await names(
      `SELECT attrelid::regclass || '.' || attname FROM pg_attribute CROSS JOIN LATERAL aclexplode(attacl) a
       WHERE attrelid >= 16384 AND a.grantee IN ('heder_public'::regrole, 0)`,
    );
    expect(columns).toEqual([]);
  });

  test("has a unique key that begins with the organisation", async () => {
    const with_ = await names(
      `SELECT DISTINCT i.indrelid::regclass::text FROM pg_index i
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND a.attname = 'organization_id'
       WHERE i.indisunique AND i.indpred IS NULL ORDER BY 1`,
    );
    expect(with_).toEqual(await tenantTables(database.everything));
  });

  test("refers to other tenant tables together with the organisation", async () => {
    const plain = await names(
      `SELECT c.conname FROM pg_constraint c
       WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
       AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attname = 'organization_id')
       AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.confrelid AND a.attname = 'organization_id')
       AND NOT EXISTS (
         SELECT FROM unnest(c.conkey, c.confkey) AS pair (here, there)
         JOIN pg_attribute h ON h.attrelid = c.conrelid AND h.attnum = pair.here AND h.attname = 'organization_id'
         JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = pair.there AND t.attname = 'organization_id')
       ORDER BY 1`,
    );
    expect(plain).toEqual([]);
  });
});

/** What issuers publish, a badge's page and somebody's profile, and what links to them show, verification by number, and a badge's picture. */
const OPEN_TO_ALL = [
  "asked_endorsement(bytea)",
  "badge_endorsements(text)",
  "public_achievement_issuer(uuid)",
  "public_award_credential(text,credential_form,text)",
  "public_badge(text,uuid)",
  "public_certificate(text,text,text)",
  "public_certificate_credential(text,credential_form,text)",
  "public_endorsement(uuid,text)",
  "public_endorsements(text,uuid)",
  "public_issuer(text)",
  "public_profile(text)",
  "public_profile_badges(text,text,integer,date,uuid)",
  "public_upload(uuid)",
  "shared_badge(bytea)",
  "shared_profile(bytea)",
  "shared_profile_badges(bytea,text,integer,date,uuid)",
];

describe("ways around row-level security", () => {
  test("views run as their reader, and nothing is materialized, foreign or partitioned", async () => {
    const views = await names(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
       AND NOT coalesce(reloptions @> '{security_invoker=true}' OR reloptions @> '{security_invoker=on}', false)`,
    );
    expect(views).toEqual([]);
    expect(
      await names(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND (relkind IN ('m', 'f') OR relispartition)",
      ),
    ).toEqual([]);
  });

  test("functions that run as somebody else run as the definer, with a fixed search path, and not for everybody", async () => {
    const definers = await names(
      `SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname IN ('public', 'jobs') AND p.prosecdef`,
    );
    expect(definers.length).toBeGreaterThan(10);
    const wrong = await names(
      `SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname IN ('public', 'jobs') AND p.prosecdef
       AND NOT (p.proowner = 'heder_definer'::regrole AND p.proconfig[1] LIKE 'search_path=pg_catalog%'
         AND NOT has_function_privilege('heder_public', p.oid, 'EXECUTE')
         AND NOT EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0))`,
    );
    expect(wrong.sort()).toEqual(OPEN_TO_ALL);
  });

  test("the public role may call the few functions of ours that are open to all, and no other that reads anything", async () => {
    expect(
      await names(
        `SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
         AND has_function_privilege('heder_public', p.oid, 'EXECUTE') ORDER BY 1`,
      ),
    ).toEqual(OPEN_TO_ALL);
  });

  test("functions of ours are not for everybody", async () => {
    expect(
      await names(
        `SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname IN ('public', 'jobs', 'pgboss') AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0))`,
      ),
    ).toEqual([]);
  });

  test("no role of run time is powerful, belongs to another, or owns anything", async () => {
    const roles = "('heder_app', 'heder_worker', 'heder_public', 'heder_definer')";
    expect(
      await names(
        `SELECT rolname FROM pg_roles WHERE rolname IN ${roles}
         AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication)`,
      ),
    ).toEqual([]);
    expect(
      await names(
        `SELECT roleid::regrole::text FROM pg_auth_members WHERE member IN (SELECT oid FROM pg_roles WHERE rolname IN ${roles})`,
      ),
    ).toEqual([]);
    const owned = await names(
      `SELECT rolname || ' ' || classid::regclass FROM pg_shdepend JOIN pg_roles r ON r.oid = refobjid
       WHERE deptype = 'o' AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND rolname IN ${roles}
       AND NOT (rolname = 'heder_definer' AND classid = 'pg_proc'::regclass)`,
    );
    expect(owned).toEqual([]);
  });

  test("the application reaches no table of the job queue", async () => {
    expect(
      await names(
        `SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'pgboss'::regnamespace AND c.relkind IN ('r', 'p')
         AND has_table_privilege('heder_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE')`,
      ),
    ).toEqual([]);
  });
});
