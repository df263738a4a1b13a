import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Client } from "pg";
import { PgBoss, type Queue } from "pg-boss";
import { inTransaction } from "@/lib/database/session";

/** pg-boss's own schema. Only the owner changes it and only the worker reads it: it has no row-level security. */
export const QUEUE_SCHEMA = "pgboss";
/** Takes what every other queue gave up on, for a person to look at. */
export const DEAD_LETTERS = "dead-letters";

const DAY = 86_400;

/**
 * Nothing is lost for being late or unlucky: waiting jobs stay for 90 days, a job whose worker was killed is
 * tried again within half a minute of its last heartbeat, a failing one about a day long and then kept.
 */
const DEFAULTS = {
  notify: true,
  heartbeatSeconds: 30,
  expireInSeconds: 4 * 3600,
  retryLimit: 12,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 4 * 3600,
  retentionSeconds: 90 * DAY,
  deleteAfterSeconds: 14 * DAY,
  deadLetter: DEAD_LETTERS,
} as const satisfies Omit<Queue, "name">;

/**
 * The application's only way to the queue, and a narrow one: pg-boss's `send` would need to read the queue
 * table and to insert into every job column, in a schema whose other tables hold every organisation's jobs. So
 * heder_app gets this one function and nothing of the pgboss schema. It runs as heder_definer, and files a job as
 * pg-boss 12 does (a test compares the two).
 */
const ENQUEUE = `
CREATE SCHEMA IF NOT EXISTS jobs;
CREATE OR REPLACE FUNCTION jobs.enqueue(p_queue text, p_payload jsonb, p_singleton_key text, p_delay_seconds integer)
RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  job_id uuid := gen_random_uuid();
  runs_at timestamptz := now() + make_interval(secs => p_delay_seconds);
  target record;
BEGIN
  SELECT * INTO target FROM pgboss.queue WHERE name = p_queue AND name NOT LIKE '\\_\\_pgboss%';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'unknown job queue %', quote_literal(left(p_queue, 60)) USING ERRCODE = 'undefined_object';
  END IF;
  INSERT INTO pgboss.job (id, name, data, start_after, created_on, singleton_key, expire_seconds, deletion_seconds,
    keep_until, retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
  VALUES (job_id, target.name, p_payload, runs_at, now(), p_singleton_key, target.expire_seconds,
    target.deletion_seconds, runs_at + make_interval(secs => target.retention_seconds), target.retry_limit,
    target.retry_delay, coalesce(target.retry_backoff, false), target.retry_delay_max, target.policy,
    target.dead_letter, target.heartbeat_seconds)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF target.notify AND p_delay_seconds <= 0 THEN
    PERFORM pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), target.name);
  END IF;
  RETURN job_id;
END $$;
GRANT USAGE, CREATE ON SCHEMA jobs TO heder_definer;
ALTER FUNCTION jobs.enqueue(text, jsonb, text, integer) OWNER TO heder_definer;
REVOKE CREATE ON SCHEMA jobs FROM heder_definer;
REVOKE ALL ON FUNCTION jobs.enqueue(text, jsonb, text, integer) FROM PUBLIC;
GRANT USAGE ON SCHEMA jobs TO heder_app, heder_worker;
GRANT EXECUTE ON FUNCTION jobs.enqueue(text, jsonb, text, integer) TO heder_app, heder_worker;`;

/**
 * What the queue gave up on, for a global admin: read, and filed again under its own name. Both answer nothing outside
 * of a platform transaction. Jobs of runs are left out, as their runs say for themselves how they ended.
 */
const GIVEN_UP = `
CREATE OR REPLACE FUNCTION jobs.given_up(p_limit integer)
RETURNS TABLE (id uuid, name text, organization_id uuid, tries integer, given_up_at timestamptz, output jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  RETURN QUERY SELECT j.id, j.source_name, (CASE WHEN j.data ->> 'organizationId' ~ '^[0-9a-f-]{36}$' THEN j.data ->> 'organizationId' END)::uuid,
    coalesce(j.source_retry_count, 0) + 1, j.created_on, j.source_output
  FROM pgboss.job j
  WHERE public.app_is_platform() AND j.name = '${DEAD_LETTERS}' AND j.source_name <> 'jobs.run' AND j.state < 'active'
  ORDER BY j.created_on DESC, j.id LIMIT p_limit;
END $$;
CREATE OR REPLACE FUNCTION jobs.retry_given_up(p_id uuid)
RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  letter record;
BEGIN
  DELETE FROM pgboss.job j WHERE public.app_is_platform() AND j.name = '${DEAD_LETTERS}' AND j.id = p_id
    AND j.source_name <> 'jobs.run' AND j.state < 'active' RETURNING j.source_name, j.data INTO letter;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM jobs.enqueue(letter.source_name, letter.data, NULL, 0);
  RETURN letter.source_name;
END $$;
GRANT USAGE, CREATE ON SCHEMA jobs TO heder_definer;
ALTER FUNCTION jobs.given_up(integer) OWNER TO heder_definer;
ALTER FUNCTION jobs.retry_given_up(uuid) OWNER TO heder_definer;
REVOKE CREATE ON SCHEMA jobs FROM heder_definer;
REVOKE ALL ON FUNCTION jobs.given_up(integer), jobs.retry_given_up(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.given_up(integer), jobs.retry_given_up(uuid) TO heder_app;`;

const GRANTS = `
REVOKE ALL ON SCHEMA pgboss FROM PUBLIC;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss FROM PUBLIC;
GRANT USAGE ON SCHEMA pgboss TO heder_worker, heder_definer;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO heder_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO heder_worker;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO heder_worker;
GRANT SELECT ON pgboss.queue TO heder_definer;
GRANT SELECT, INSERT, DELETE ON pgboss.job TO heder_definer;`;

/** The definer role is normally made by the first migration; without it there is nothing to hand over to. */
const DEFINER = `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'heder_definer') THEN CREATE ROLE heder_definer NOLOGIN; END IF;
  EXECUTE format('GRANT heder_definer TO %I', current_user);
END $$;`;

async function readMark(owner: Client): Promise<string | undefined> {
  const { rows } = await owner.query<{ mark: string }>(
    "SELECT obj_description(to_regnamespace('jobs'), 'pg_namespace') AS mark",
  );
  return rows[0]?.mark;
}

function pgBossVersion(): string {
  const entry = createRequire(import.meta.url).resolve("pg-boss");
  const text = readFileSync(join(dirname(dirname(entry)), "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function markOf(queues: readonly Queue[]): string {
  const parts = [pgBossVersion(), JSON.stringify([queues, DEFAULTS]), ENQUEUE, GIVEN_UP, GRANTS];
  return `queues ${createHash("sha256").update(parts.join("\n")).digest("hex")}`;
}

async function installQueues(ownerUrl: string, queues: readonly Queue[]): Promise<void> {
  const quiet = { supervise: false, schedule: false, reindex: false, monitorVacuum: false } as const;
  const boss = new PgBoss({ connectionString: ownerUrl, schema: QUEUE_SCHEMA, max: 1, ...quiet });
  const problems: Error[] = [];
  boss.on("error", (error) => problems.push(error));
  await boss.start();
  try {
    const { deadLetter: _none, heartbeatSeconds: _off, ...last } = DEFAULTS;
    for (const { name, ...own } of [{ name: DEAD_LETTERS, ...last, retryLimit: 0 }, ...queues]) {
      const options = name === DEAD_LETTERS ? own : { ...DEFAULTS, ...own };
      const { policy, partition: _fixed, ...changeable } = options as Omit<Queue, "name">;
      await boss.createQueue(name, options);
      await boss.updateQueue(name, changeable);
      const kept = (await boss.getQueue(name))?.policy;
      if (kept !== (policy ?? "standard")) {
        throw new Error(
          `Queue ${name} has policy ${kept}, which pg-boss cannot change to ${policy ?? "standard"}`,
        );
      }
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (problems[0]) throw problems[0];
}

/**
 * Installs or upgrades pg-boss's schema, the queues and the rights on them, as the owner; `owner` holds the
 * migration lock. Does nothing when a mark in the database says that all of it is in place.
 */
export async function ensureJobQueue(
  owner: Client,
  ownerUrl: string,
  queues: readonly Queue[],
): Promise<boolean> {
  const mark = markOf(queues);
  if ((await readMark(owner)) === mark) return false;
  await installQueues(ownerUrl, queues);
  await inTransaction(owner, async () => {
    await owner.query(DEFINER + ENQUEUE + GIVEN_UP + GRANTS);
    await owner.query(`COMMENT ON SCHEMA jobs IS '${mark}'`);
  });
  return true;
}
