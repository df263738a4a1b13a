import { connect, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violatedConstraint } from "@/lib/constraints";
import type { Ctx } from "@/lib/context";
import { setConnections } from "@/lib/database/connection";
import { asNobody, asPlatform, asUser, disconnect, inTenant } from "@/lib/db";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
let a: Ctx;
let b: Ctx;

async function organization(slug: string, prefix: string): Promise<Ctx> {
  const { rows } = await database.everything.query(
    "INSERT INTO organizations (slug, name, certificate_prefix) VALUES ($1, $1, $2) RETURNING id",
    [slug, prefix],
  );
  await database.everything.query("INSERT INTO groups (organization_id, key, name) VALUES ($1, 'one', $2)", [
    rows[0].id,
    `group of ${slug}`,
  ]);
  return {
    organization: {
      id: rows[0].id,
      slug,
      name: slug,
      locale: "nb",
      timeZone: "Europe/Oslo",
      certificatePrefix: prefix,
      expiryWarningDays: 30,
    },
    modules: new Set(),
    actor: { kind: "system" },
  };
}

beforeAll(async () => {
  database = await testDatabase();
  a = await organization("org-a", "AAA");
  b = await organization("org-b", "BBB");
});
afterAll(() => database.close());

const settings = (tx: Parameters<Parameters<typeof asNobody>[0]>[0]) =>
  tx.$queryRaw<
    [{ organization: string | null; person: string | null; platform: string | null; role: string }]
  >`SELECT nullif(current_setting('app.organization_id', true), '') AS organization,
      nullif(current_setting('app.user_id', true), '') AS person,
      nullif(current_setting('app.platform', true), '') AS platform, current_user::text AS role`;

describe("a tenant transaction", () => {
  test("runs as the application's role and sees its own organisation only", async () => {
    expect(await inTenant(a, (tx) => tx.group.findMany({ select: { name: true } }))).toEqual([
      { name: "group of org-a" },
    ]);
    expect((await inTenant(a, settings))[0].role).toBe("heder_app");
  });

  test("refuses to write a row of another organisation", async () => {
    const write = inTenant(a, (tx) =>
      tx.group.create({ data: { organizationId: b.organization.id, key: "two", name: "planted" } }),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  test("cannot find, change or remove a row of another organisation by its id", async () => {
    const theirs = await inTenant(b, (tx) => tx.group.findFirstOrThrow());
    expect(await inTenant(a, (tx) => tx.group.findUnique({ where: { id: theirs.id } }))).toBeNull();
    const changed = await inTenant(a, (tx) =>
      tx.group.updateMany({ where: { id: theirs.id }, data: { name: "taken" } }),
    );
    const removed = await inTenant(a, (tx) => tx.group.deleteMany({ where: { id: theirs.id } }));
    expect([changed.count, removed.count]).toEqual([0, 0]);
  });

  test("leaves nothing behind when it is rolled back", async () => {
    const failing = inTenant(a, async (tx) => {
      await tx.group.create({ data: { organizationId: a.organization.id, key: "gone", name: "gone" } });
      throw new Error("half way");
    });
    await expect(failing).rejects.toThrow("half way");
    expect(await inTenant(a, (tx) => tx.group.count({ where: { key: "gone" } }))).toBe(0);
  });

  test("gives the database's time, or the time it is asked to pretend", async () => {
    const [row] = await inTenant(a, async (tx, now) => {
      const [database_] = await tx.$queryRaw<[{ now: Date }]>`SELECT now()`;
      return [{ now, same: database_.now.getTime() === now.getTime() }];
    });
    expect(row?.same).toBe(true);
    const asOf = new Date("2024-02-29T12:00:00Z");
    expect(await inTenant({ ...a, asOf }, async (_, now) => now)).toEqual(asOf);
  });
});

describe("outside an organisation", () => {
  test("a connection that was used before sees no rows and has no setting left", async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => inTenant(i % 2 ? a : b, (tx) => tx.group.count())),
    );
    const looks = await Promise.all(
      Array.from({ length: 30 }, () =>
        asNobody(async (tx) => ({ groups: await tx.group.count(), set: (await settings(tx))[0] })),
      ),
    );
    for (const look of looks) {
      expect(look).toEqual({
        groups: 0,
        set: { organization: null, person: null, platform: null, role: "heder_app" },
      });
    }
  });

  test("a person's own transaction sees no other account, and the platform's no tenant rows", async () => {
    const people = await database.everything.query(
      "INSERT INTO users (email, name) VALUES ('one@x.example', 'One'), ('two@x.example', 'Two') RETURNING id",
    );
    expect(await asUser(people.rows[0].id, (tx) => tx.user.count())).toBe(1);
    expect(await asPlatform((tx) => tx.user.count())).toBe(2);
    expect(await asPlatform((tx) => tx.group.count())).toBe(0);
  });

  test("two hundred callers of two organisations at once never see each other's rows", async () => {
    const names = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const ctx = i % 2 ? a : b;
        const rows = await inTenant(ctx, (tx) => tx.group.findMany({ select: { name: true } }));
        return rows.every((row) => row.name === `group of ${ctx.organization.slug}`) && rows.length === 1;
      }),
    );
    expect(names.every(Boolean)).toBe(true);
  });
});

describe("what the database refuses", () => {
  test("carries the name of the rule, whether a constraint or a trigger said no", async () => {
    const refused = async (sql: string) =>
      violatedConstraint(
        await inTenant(a, (tx) => tx.$executeRawUnsafe(sql)).catch((error: unknown) => error),
      );
    const org = `'${a.organization.id}'`;
    expect(await refused(`INSERT INTO groups (organization_id, key, name) VALUES (${org}, ' ', 'x')`)).toBe(
      "groups_key_not_empty",
    );
    expect(await refused(`INSERT INTO groups (organization_id, key, name) VALUES (${org}, 'one', 'x')`)).toBe(
      "groups_key_unique",
    );
    expect(await refused(`UPDATE organizations SET time_zone = 'Mars/Base' WHERE id = ${org}`)).toBe(
      "organizations_time_zone",
    );
  });
});

describe("strict undefined checks", () => {
  test("a filter that came in as undefined is refused instead of matching every row", async () => {
    const where = { key: undefined as unknown as string };
    await expect(inTenant(a, (tx) => tx.group.findMany({ where }))).rejects.toThrow(/undefined/);
  });
});

describe("a lock that somebody else holds", () => {
  test("a page that waits too long for somebody else's lock says that it is busy", async () => {
    const lock = "SELECT pg_advisory_xact_lock(4711)";
    const holder = await database.everything.connect();
    try {
      await holder.query(`BEGIN; ${lock}`);
      const waiting = inTenant(a, (tx) => tx.$executeRawUnsafe(`SET LOCAL lock_timeout = '50ms'; ${lock}`));
      await expect(waiting).rejects.toMatchObject({ code: "unavailable", text: { key: "system.busy" } });
    } finally {
      await holder.query("ROLLBACK");
      holder.release();
    }
  });

  test("bulk work waits for a lock as long as it may take, a page for ten seconds", async () => {
    const patience = (timeout?: number) =>
      inTenant(
        a,
        async (tx) => {
          const [row] = await tx.$queryRaw<
            [{ waits: string }]
          >`SELECT current_setting('lock_timeout') AS waits`;
          return row.waits;
        },
        timeout === undefined ? {} : { timeout },
      );
    expect(await patience()).toBe("10s");
    expect(await patience(30 * 60_000)).toBe("30min");
  });
});

describe("a connection that went silent", () => {
  test("gives up instead of hanging", async () => {
    const target = new URL(database.appUrl);
    const sockets = new Set<Socket>();
    let silent = false;
    const proxy = createServer((incoming) => {
      const outgoing = connect(Number(target.port), target.hostname);
      for (const socket of [incoming, outgoing]) sockets.add(socket.on("error", () => undefined));
      incoming.on("data", (data) => silent || outgoing.write(data));
      outgoing.on("data", (data) => silent || incoming.write(data));
    });
    await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
    const through = new URL(target);
    through.port = String((proxy.address() as { port: number }).port);
    await disconnect();
    setConnections({ ...database, appUrl: through.toString() });
    try {
      expect(await inTenant(a, (tx) => tx.group.count())).toBe(1);
      silent = true;
      await expect(inTenant(a, (tx) => tx.group.count(), { timeout: 1_000 })).rejects.toThrow();
      silent = false;
    } finally {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await disconnect();
      setConnections(database);
    }
    expect(await inTenant(a, (tx) => tx.group.count())).toBe(1);
  });
});
