import { createHmac } from "node:crypto";
import { env } from "@/lib/env";

export const databaseRoles = ["heder_app", "heder_worker", "heder_public"] as const;
/** The roles that sign in at run time; none of them owns anything. The owner is another one. */
export type DatabaseRole = (typeof databaseRoles)[number];

/** Where each role signs in. `ownerUrl` is absent when DATABASE_URL itself is the application's. */
export type Connections = Readonly<{
  ownerUrl?: string;
  appUrl: string;
  workerUrl: string;
  publicUrl: string;
  embedded: boolean;
}>;

const given = {
  heder_app: env.HEDER_APP_PASSWORD,
  heder_worker: env.HEDER_WORKER_PASSWORD,
  heder_public: env.HEDER_PUBLIC_PASSWORD,
} satisfies Record<DatabaseRole, string | undefined>;

/**
 * The password of a role: the one given for it, else one derived from the owner's, so that every process that
 * knows the owner's address knows the others without a place to keep them. HMAC-SHA256, hexadecimal.
 */
export function rolePassword(ownerPassword: string, role: DatabaseRole): string {
  return given[role] ?? createHmac("sha256", ownerPassword).update(role).digest("hex");
}

function withLogin(address: string, user: string, password: string): string {
  const url = new URL(address);
  url.username = user;
  url.password = encodeURIComponent(password);
  return url.toString();
}

function fromApplicationUrl(appUrl: string): Connections {
  const login = (role: DatabaseRole, variable: string) => {
    const password = given[role];
    if (password) return withLogin(appUrl, role, password);
    throw new Error(
      `DATABASE_URL signs in as heder_app, from which no other password can be derived: set ${variable} too`,
    );
  };
  return {
    appUrl,
    get workerUrl() {
      return login("heder_worker", "HEDER_WORKER_PASSWORD or HEDER_WORKER_DATABASE_URL");
    },
    get publicUrl() {
      return login("heder_public", "HEDER_PUBLIC_PASSWORD or HEDER_PUBLIC_DATABASE_URL");
    },
    embedded: false,
  };
}

/** Every role's address from the one that was given. Nothing is contacted. */
export function connectionsFrom(databaseUrl: string, embedded = false): Connections {
  const { username, password } = new URL(databaseUrl);
  if (username === "heder_app") return fromApplicationUrl(databaseUrl);
  const owner = decodeURIComponent(password);
  const login = (role: DatabaseRole) => withLogin(databaseUrl, role, rolePassword(owner, role));
  return {
    ownerUrl: databaseUrl,
    appUrl: login("heder_app"),
    workerUrl: login("heder_worker"),
    publicUrl: login("heder_public"),
    embedded,
  };
}

let current: Connections | undefined;

/** Set once by whoever acquired the database, or by a test for its own copy. */
export function setConnections(connections: Connections): void {
  current = connections;
}

/** The process's connections; an error when none were set and DATABASE_URL is not there to derive them from. */
export function connections(): Connections {
  if (current) return current;
  if (env.DATABASE_URL) return connectionsFrom(env.DATABASE_URL);
  throw new Error("No database: start Heder with `npm start` or `npm run dev`, or set DATABASE_URL");
}

/** The application's address: what was set here, else what the launcher gave its child, else DATABASE_URL's. */
export const appDatabaseUrl = (): string =>
  current?.appUrl ?? env.HEDER_APP_DATABASE_URL ?? connections().appUrl;

/** The address of the job worker's role. */
export const workerDatabaseUrl = (): string =>
  current?.workerUrl ?? env.HEDER_WORKER_DATABASE_URL ?? connections().workerUrl;

/** The address of the role behind public verification. */
export const publicDatabaseUrl = (): string =>
  current?.publicUrl ?? env.HEDER_PUBLIC_DATABASE_URL ?? connections().publicUrl;
