import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Account, canEnter, serverAccount } from "@/lib/database/account";
import { readPostmaster } from "@/lib/database/cluster";
import {
  acquireEmbedded,
  destroyEmbedded,
  type EmbeddedDatabase,
  embeddedStatus,
  startKeeping,
  stopKeeping,
} from "@/lib/database/server";
import { withClient } from "@/lib/database/session";
import { repositoryRoot } from "@/lib/env";

const isRoot = process.getuid?.() === 0;
let folder: string;
let data: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "heder-server-"));
  chmodSync(folder, 0o755);
  data = join(folder, "data");
});

afterEach(async () => {
  const left = [data, join(folder, "moved"), join(folder, "copied")].filter((path) => existsSync(path));
  for (const path of left) {
    rmSync(join(path, "database", "leases"), { recursive: true, force: true });
    await destroyEmbedded(path);
  }
  rmSync(folder, { recursive: true, force: true });
});

const acquire = (durable = false) => acquireEmbedded(data, { durable });
const write = ({ ownerUrl }: EmbeddedDatabase) =>
  withClient(ownerUrl, (client) => client.query("CREATE TABLE kept AS SELECT 42 AS answer"));
const read = async ({ ownerUrl }: EmbeddedDatabase) =>
  (await withClient(ownerUrl, (client) => client.query("SELECT answer FROM kept"))).rows;
const postmaster = () => readPostmaster(join(data, "postgres"));

test("the server is made once for many who start at the same time, and the last of them stops it", async () => {
  const users = await Promise.all([acquire(), acquire(), acquire()]);
  expect(new Set(users.map(({ ownerUrl }) => ownerUrl)).size).toBe(1);
  const [first, second, third] = users as [EmbeddedDatabase, EmbeddedDatabase, EmbeddedDatabase];
  await write(first);
  await first.release();
  await first.release();
  await second.release();
  expect(await read(third)).toEqual([{ answer: 42 }]);
  await third.release();
  expect(await embeddedStatus(data)).toMatchObject({ running: false, users: 0 });

  const again = await acquire();
  expect(again.ownerUrl).toBe(first.ownerUrl);
  expect(await read(again)).toEqual([{ answer: 42 }]);
  await again.release();
});

test("the owner is no superuser, nobody gets in without a password, and text is UTF-8 in UTC", async () => {
  const database = await acquire();
  const { rows } = await withClient(database.superuserUrl, (client) =>
    client.query(`SELECT rolsuper, rolbypassrls, current_setting('server_encoding') AS encoding,
      current_setting('TimeZone') AS zone, current_setting('listen_addresses') AS addresses,
      current_setting('unix_socket_directories') AS sockets, upper('æøå') AS upper
      FROM pg_roles WHERE rolname = 'heder_owner'`),
  );
  expect(rows).toEqual([
    {
      rolsuper: false,
      rolbypassrls: false,
      encoding: "UTF8",
      zone: "UTC",
      addresses: "127.0.0.1",
      sockets: "",
      upper: "ÆØÅ",
    },
  ]);
  for (const user of ["postgres", "heder_owner"]) {
    const url = new URL(database.ownerUrl);
    url.username = user;
    for (const wrong of ["", "wrong"]) {
      url.password = wrong;
      await expect(withClient(url.toString(), async () => undefined)).rejects.toThrow(/password/i);
    }
  }
  await database.release();
});

test("leases of processes that are gone count for nothing, also when their number was given to another", async () => {
  const database = await acquire();
  const ended = spawnSync(process.execPath, ["--version"]).pid;
  const leases = join(data, "database", "leases");
  writeFileSync(join(leases, "ended.json"), JSON.stringify({ pid: ended, started: "1" }));
  writeFileSync(join(leases, "recycled.json"), JSON.stringify({ pid: process.pid, started: "long ago" }));
  writeFileSync(join(leases, "broken.json"), "{");
  expect((await embeddedStatus(data)).users).toBe(1);
  await database.release();
  expect((await embeddedStatus(data)).running).toBe(false);
});

test("a killed server loses nothing that was committed, and comes back on the same port", async () => {
  const database = await acquire(true);
  await write(database);
  process.kill(postmaster()?.pid ?? 0, "SIGKILL");
  await expect.poll(() => database.revive(), { timeout: 20_000 }).toBe(true);
  expect(await database.revive()).toBe(false);
  expect(await read(database)).toEqual([{ answer: 42 }]);
  await database.release();
});

test("a postmaster.pid whose number now belongs to another program does not block the start", async () => {
  const first = await acquire();
  await write(first);
  const port = postmaster()?.port;
  await first.release();
  // Of the same account as the server: only then would PostgreSQL itself take it for a running one.
  const other = spawn("sleep", ["60"], { ...serverAccount(join(data, "postgres")), stdio: "ignore" });
  const lines = [other.pid, join(data, "postgres"), 1, port, "", "127.0.0.1", "0 0", "ready", ""];
  writeFileSync(join(data, "postgres", "postmaster.pid"), lines.join("\n"));
  const second = await acquire();
  expect(await read(second)).toEqual([{ answer: 42 }]);
  await second.release();
  other.kill();
});

test("the folder's name may hold spaces and letters beyond ASCII", async () => {
  const database = await acquireEmbedded(join(folder, "Ærlig & dugandes mann's data"), { durable: false });
  await write(database);
  expect(await database.revive()).toBe(false);
  await database.release();
  await destroyEmbedded(join(folder, "Ærlig & dugandes mann's data"));
});

test("a first start that was cut short is begun again", async () => {
  mkdirSync(join(data, "postgres.initialising", "base"), { recursive: true });
  const database = await acquire();
  await write(database);
  await database.release();
});

test("a server that cannot start says why, with the end of its log", async () => {
  await (await acquire()).release();
  writeFileSync(join(data, "postgres", "postgresql.conf"), "shared_buffers = 'nonsense'\n");
  await expect(acquire()).rejects.toThrow(/did not start[\s\S]*postgres.log[\s\S]*nonsense/);
});

test("kept running, it outlives its users until it is told to stop", async () => {
  await startKeeping(data);
  const user = await acquire();
  await user.release();
  expect(await embeddedStatus(data)).toMatchObject({ running: true, kept: true, users: 0 });
  const last = await acquire();
  expect(await stopKeeping(data)).toEqual({ stopped: false, users: 1 });
  await last.release();
  expect(await embeddedStatus(data)).toMatchObject({ running: false, kept: false });
});

test("it is not deleted under somebody who uses it", async () => {
  const database = await acquire();
  await expect(destroyEmbedded(data)).rejects.toMatchObject({ code: "conflict" });
  await database.release();
  await destroyEmbedded(data);
  expect(existsSync(join(data, "postgres"))).toBe(false);
});

describe.runIf(isRoot)("as root", () => {
  test("it works in a folder that only root can enter; moved it keeps its data, copied it gets its own", async () => {
    chmodSync(folder, 0o700);
    const first = await acquire();
    await write(first);
    await first.release();
    expect(existsSync(join(data, "postgres"))).toBe(false);

    cpSync(data, join(folder, "copied"), { recursive: true });
    const copy = await acquireEmbedded(join(folder, "copied"), { durable: false });
    await expect(read(copy)).rejects.toThrow(/does not exist/);
    await copy.release();

    renameSync(data, join(folder, "moved"));
    const moved = await acquireEmbedded(join(folder, "moved"), { durable: false });
    expect(await read(moved)).toEqual([{ answer: 42 }]);
    await moved.release();
  });

  const nobody: Account = { uid: 65_534, gid: 65_534 };
  const asNobody = (...args: string[]) =>
    spawnSync(
      process.execPath,
      ["--import", "tsx", join(repositoryRoot, "app/cli/heder.ts"), "db", ...args],
      {
        ...nobody,
        cwd: repositoryRoot,
        env: { ...process.env, DATABASE_URL: "", HEDER_DATA: data, HOME: folder, TMPDIR: folder },
        encoding: "utf8",
      },
    );

  test.runIf(canEnter(repositoryRoot, nobody))(
    "an ordinary user has a database too, which root may continue and other users may not",
    async () => {
      chownSync(folder, nobody.uid, nobody.gid);
      const made = asNobody("migrate");
      expect(made.stderr + made.stdout).toContain("applied");
      expect(made.status).toBe(0);

      const rootToo = await acquire();
      await write(rootToo);
      await rootToo.release();

      const again = asNobody("status");
      expect(JSON.parse(again.stdout)).toMatchObject({ embedded: true, running: false });

      chownSync(data, 1, 1);
      const refused = asNobody("migrate");
      expect(refused.status).toBe(1);
      expect(JSON.parse(refused.stdout).error).toMatchObject({
        code: "unavailable",
        message: expect.stringContaining("another account"),
      });
      chownSync(data, nobody.uid, nobody.gid);
    },
  );
});
