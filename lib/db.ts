import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import type { CompiledQuery } from "kysely";
import type { Ctx } from "@/lib/context";
import { appDatabaseUrl } from "@/lib/database/connection";
import { opened, openingPool } from "@/lib/database/opening";
import { env } from "@/lib/env";
import { AppError, msg } from "@/lib/errors";
import { Prisma, PrismaClient } from "@/lib/generated/prisma/client";

/** What a service works with inside a transaction. There is no way to a tenant's rows outside one. */
export type Tx = Prisma.TransactionClient;

type Duration = Readonly<{
  /** Milliseconds the whole transaction may take; the default suits a page, bulk work asks for more. */
  timeout?: number;
  /**
   * For one page of a list in the order of an index: nothing is sorted. The planner does not know how large an
   * organisation is, and would rather sort the ten thousand rows it takes for thirty.
   */
  walk?: boolean;
  /**
   * Statements whose plan is kept are planned once and for all, whatever the values: for those that go by an index in
   * every organisation. Else PostgreSQL plans them anew as long as it expects that to be worth it.
   */
  planned?: boolean;
}>;

// One client per process, also when the development server loads this file again.
const shared = globalThis as { hederPrisma?: { url: string; client: PrismaClient } };

const KEPT = "/* kept */ ";
/** So many plans a connection keeps at most: each may take half a megabyte. */
const MOST_KEPT = 100;
const kept = new Map<string, string>();

/** The name under which a connection keeps a statement's plan; empty for those that are planned each time. */
function nameOf(sql: string): string {
  if (!sql.startsWith(KEPT)) return "";
  const known = kept.get(sql);
  if (known !== undefined) return known;
  const name =
    kept.size < MOST_KEPT ? `kept_${createHash("sha256").update(sql).digest("hex").slice(0, 32)}` : "";
  kept.set(sql, name);
  return name;
}

function client(): PrismaClient {
  const url = appDatabaseUrl();
  if (shared.hederPrisma?.url !== url) {
    const pool = openingPool({
      connectionString: url,
      max: env.HEDER_DATABASE_POOL,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
    });
    const adapter = new PrismaPg(pool, {
      statementNameGenerator: ({ sql }) => nameOf(sql),
      disposeExternalPool: true,
    });
    shared.hederPrisma = { url, client: new PrismaClient({ adapter }) };
  }
  return shared.hederPrisma.client;
}

/** Closes the process's connections; for commands and tests that end. */
export async function disconnect(): Promise<void> {
  await shared.hederPrisma?.client.$disconnect();
  delete shared.hederPrisma;
}

type Settings = Readonly<{ organizationId?: string; userId?: string; platform?: "on" }>;

/** PostgreSQL's five characters for what went wrong in a statement; null when it was not PostgreSQL that refused. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null;
  const adapter = error.meta?.driverAdapterError as { cause?: { originalCode?: string } } | undefined;
  return adapter?.cause?.originalCode ?? null;
}

/** PostgreSQL's lock_not_available: somebody else has held for too long what this transaction needs. */
const isLockTimeout = (error: unknown): boolean => sqlState(error) === "55P03";

/** As long as a page waits for another's lock, in milliseconds; bulk work waits as long as it may take itself. */
const PATIENCE = 10_000;

async function inTransaction<T>(
  settings: Settings,
  run: (tx: Tx, now: Date) => Promise<T>,
  duration: Duration = {},
): Promise<T> {
  try {
    return await transaction(settings, run, duration);
  } catch (error) {
    throw isLockTimeout(error) ? new AppError("unavailable", msg("system.busy")) : error;
  }
}

function transaction<T>(settings: Settings, run: (tx: Tx, now: Date) => Promise<T>, duration: Duration) {
  const timeout = duration.timeout ?? 30_000;
  const patience = duration.timeout ?? PATIENCE;
  const parameters = {
    "app.organization_id": settings.organizationId ?? "",
    "app.user_id": settings.userId ?? "",
    "app.platform": settings.platform ?? "",
    // Prisma writes and reads moments without their offset.
    TimeZone: "UTC",
    statement_timeout: String(timeout),
    lock_timeout: String(patience),
    enable_sort: duration.walk ? "off" : "on",
    plan_cache_mode: duration.planned ? "force_generic_plan" : "auto",
  };
  return opened(parameters, (now) =>
    client().$transaction((tx) => run(tx, now()), { maxWait: Math.min(10_000, timeout), timeout }),
  );
}

/**
 * One transaction that sees and writes only the rows of `ctx.organization` (row-level security).
 * `now` is the database's time of the transaction, or `ctx.asOf`.
 */
export const inTenant = <T>(
  ctx: Ctx,
  run: (tx: Tx, now: Date) => Promise<T>,
  duration?: Duration,
): Promise<T> =>
  inTransaction({ organizationId: ctx.organization.id }, (tx, now) => run(tx, ctx.asOf ?? now), duration);

/**
 * As `inTenant`, for what only reads: the answer is there before the transaction has ended, which nobody need wait for.
 */
export const readTenant = <T>(
  ctx: Ctx,
  run: (tx: Tx, now: Date) => Promise<T>,
  duration?: Duration,
): Promise<T> =>
  new Promise((resolve, reject) => {
    inTenant(ctx, async (tx, now) => resolve(await run(tx, now)), duration).catch(reject);
  });

/** One transaction that sees one account (`users`), and no organisation. */
export const asUser = <T>(userId: string, run: (tx: Tx, now: Date) => Promise<T>): Promise<T> =>
  inTransaction({ userId }, run);

/**
 * One transaction across organisations, for a global admin or the operator's command line only: the caller has
 * checked which, and records what it did. It sees organisations, accounts and the audit log; other tenant rows
 * only of `organizationId`, when given.
 */
export const asPlatform = <T>(
  run: (tx: Tx, now: Date) => Promise<T>,
  organizationId?: string,
  duration?: Duration,
): Promise<T> => inTransaction({ platform: "on", organizationId }, run, duration);

/** One transaction with no setting: only what is not a tenant's (functions before sign-in, rate limits). */
export const asNobody = <T>(run: (tx: Tx, now: Date) => Promise<T>): Promise<T> => inTransaction({}, run);

/**
 * One statement with no setting, and without a transaction around it: for the functions that answer before anything
 * is known about who asks. It sees what `asNobody` sees, in a quarter of the round trips.
 */
export const askNobody = <Row>(statement: Prisma.Sql): Promise<Row[]> => client().$queryRaw<Row[]>(statement);

type Running = Readonly<{
  /** It runs again and again with other values, and planning it costs more than running it: connections keep the plan. */
  isKept?: boolean;
}>;

/** Runs SQL that Kysely compiled inside the transaction, under its row-level security. */
export const runQuery = <Row>(
  tx: Tx,
  { sql, parameters }: CompiledQuery<Row>,
  { isKept = false }: Running = {},
): Promise<Row[]> => tx.$queryRawUnsafe<Row[]>(isKept ? KEPT + sql : sql, ...parameters);

/** A statement of which each connection keeps the plan, as planning it costs more than running it. */
export const keptStatement = (statement: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${Prisma.raw(KEPT)}${statement}`;
