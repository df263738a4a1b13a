import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";

/**
 * The repository's root, found upwards from this file and not from the current directory, so that a command
 * works wherever it is called. A bundled server may have moved: there the current directory is the root.
 */
function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "prisma", "schema.prisma"))) {
    const parent = dirname(folder);
    if (parent === folder) return process.cwd();
    folder = parent;
  }
  return folder;
}

/** Absolute path of the folder that holds `package.json`. */
export const repositoryRoot = findRoot();

const url = z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgresql://");
const port = z.coerce.number().int().min(1).max(65_535);
const absolute = z.string().transform((path) => resolve(path));

const variables = z.object({
  /** A PostgreSQL of one's own, as the owner of the schema or as `heder_app`; unset means the embedded one. */
  DATABASE_URL: url.optional(),
  HEDER_APP_DATABASE_URL: url.optional(),
  HEDER_WORKER_DATABASE_URL: url.optional(),
  HEDER_PUBLIC_DATABASE_URL: url.optional(),
  HEDER_APP_PASSWORD: z.string().min(8).optional(),
  HEDER_WORKER_PASSWORD: z.string().min(8).optional(),
  HEDER_PUBLIC_PASSWORD: z.string().min(8).optional(),
  /** Connections one process opens as `heder_app`. */
  HEDER_DATABASE_POOL: z.coerce.number().int().min(1).max(500).default(10),
  HEDER_DATA: absolute.default(join(repositoryRoot, ".heder")),
  /** Real histories for tests and benchmarks (people.csv, activities.csv …, one folder each). */
  HEDER_TEST_DATA: absolute.default(resolve(repositoryRoot, "../shared/data")),
  HEDER_TEST_SLOW: z.stringbool().default(false),
  /** Serves the empty page that benchmarks compare others with. */
  HEDER_BENCH: z.stringbool().default(false),
  PORT: port.optional(),
  /** Where the web server listens: this machine alone with the embedded database, whose demo passwords are public. */
  HEDER_HOST: z.string().optional(),
  /** The address people reach Heder at: links in mail, cookies and credentials are made with it. */
  HEDER_URL: z.url({ protocol: /^https?$/ }).optional(),
  HEDER_SECRET: z.string().min(16).optional(),
  /** Lets what is sent to other systems reach http and private addresses: for development and tests. */
  HEDER_ALLOW_PRIVATE_WEBHOOKS: z.stringbool().default(false),
  /** Where letters that cannot be delivered go back to; each to an address of its own, `<name>+<token>@<domain>`. */
  HEDER_MAIL_BOUNCES: z
    .email()
    .regex(/^[^+@]{1,15}@/, "must have at most 15 characters before the @, and no +")
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).optional(),
});

export type Env = z.output<typeof variables> & { LOG_LEVEL: string };

/** Exported for its tests; an empty variable counts as unset, as `.env` files and compose files leave them. */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(given);
  if (parsed.success) {
    const { NODE_ENV, LOG_LEVEL = NODE_ENV === "test" ? "silent" : "info" } = parsed.data;
    return { ...parsed.data, LOG_LEVEL };
  }
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`These environment variables cannot be used:\n${lines.join("\n")}`);
}

/** The only reader of the process's environment. */
export const env: Env = readEnvironment(process.env);

/** Where the person is who called: npm changes to the repository's root and leaves the caller's folder here. */
export const callerFolder: string =
  process.cwd() === repositoryRoot ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();

/** The environment for a child process: our own plus `extra`; `undefined` removes a variable. */
export function childEnvironment(extra: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return { ...process.env, ...extra };
}

let known: string | undefined = env.HEDER_SECRET;

/**
 * The key behind sessions and encrypted columns: HEDER_SECRET, else one made once and kept in
 * `HEDER_DATA/secret`, readable by its owner only. Linking a finished file lets two first starters agree.
 */
export function secret(): string {
  if (known) return known;
  const file = join(env.HEDER_DATA, "secret");
  if (!existsSync(file)) {
    mkdirSync(env.HEDER_DATA, { recursive: true });
    const draft = `${file}.${randomBytes(6).toString("hex")}`;
    writeFileSync(draft, randomBytes(48).toString("base64url"), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  known = readFileSync(file, "utf8").trim();
  return known;
}
