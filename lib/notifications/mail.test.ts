import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { env } from "@/lib/env";
import { deliverNotifications } from "@/lib/notifications/delivery-service";
import { notify } from "@/lib/notifications/notify-service";
import type { NotificationKind } from "@/lib/notifications/rules";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { killHard, startKillable } from "@/lib/testing/killed-worker";
import { type MailServer, startMailServer } from "@/lib/testing/mail-server";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let server: MailServer;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database, { name: "Hørselshemmedes Landsforbund" });
  await serve({});
});
afterEach(() => server.close());

async function serve(behaviour: Parameters<typeof startMailServer>[0]): Promise<void> {
  server = await startMailServer(behaviour);
  env.SMTP_URL = server.url;
  env.HEDER_URL = "https://heder.example.org";
}

async function person(name: string, locale: string | null = null) {
  const email = `${randomUUID()}@example.org`;
  const { userId } = await createTestMember(database, ctx, { name, email });
  await database.everything.query("UPDATE users SET locale = $2 WHERE id = $1", [userId, locale]);
  return { userId, email };
}
const VALUES = {
  number: "HLF-2026-00312",
  type: "Likeperson hørsel",
  ends: "on",
  lastDay: "2027-03-01",
  reason: "x",
};
const tell = (userIds: readonly string[], kind: NotificationKind = "certificate_expiring") =>
  inTenant(ctx, (tx) =>
    notify(
      tx,
      ctx,
      userIds.map((userId) => ({
        userId,
        kind,
        key: `${kind}:1`,
        subject: { type: "certification", id: randomUUID() },
        values: VALUES,
      })),
    ),
  );
const deliver = () => deliverNotifications(ctx, new AbortController().signal);
const rows = async (sql: string) => (await database.everything.query(sql, [ctx.organization.id])).rows;
const states = () =>
  rows(
    `SELECT mail_state::text AS state, mail_attempts AS attempts, mail_error AS error FROM notifications WHERE organization_id = $1 ORDER BY created_at, id`,
  );
const timePasses = () =>
  rows(
    "UPDATE notifications SET mail_next_try_at = now() WHERE organization_id = $1 AND mail_state = 'pending'",
  );
const wakeUps = async () =>
  (
    await rows(
      `SELECT extract(epoch FROM start_after - created_on)::integer AS delay FROM pgboss.job
       WHERE name = 'notifications.deliver' AND data ->> 'organizationId' = $1 AND start_after > created_on ORDER BY 1`,
    )
  ).map(({ delay }) => delay);

describe("a mail", () => {
  test.each([
    [
      "nb",
      "Sertifikatet ditt utløper snart: Likeperson hørsel",
      ["Hei, Kåre Ødegård!", "gjelder til og med 1. mars 2027", "Se sertifikatene dine:"],
    ],
    [
      "nn",
      "Sertifikatet ditt går snart ut: Likeperson hørsel",
      ["Hei, Kåre Ødegård!", "gjeld til og med 1. mars 2027", "Sjå sertifikata dine:"],
    ],
    [
      "en",
      "Your certificate expires soon: Likeperson hørsel",
      ["Hi Kåre Ødegård,", "is valid until 1 March 2027", "See your certificates:"],
    ],
  ])("is in the reader's own language: %s", async (locale, subject, sentences) => {
    const { userId, email } = await person("Kåre Ødegård", locale);
    await tell([userId]);
    await deliver();
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail).toMatchObject({
      subject,
      to: [{ address: email }],
      from: { address: "heder@heder.example.org" },
    });
    for (const sentence of [...sentences, "HLF-2026-00312", "Hørselshemmedes Landsforbund"])
      expect(mail?.text).toContain(sentence);
    expect(mail?.text).toContain(`https://heder.example.org/o/${ctx.organization.slug}/profile#certificates`);
    expect(mail?.headers).toContainEqual(
      expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }),
    );
    expect(await states()).toEqual([{ state: "sent", attempts: 1, error: null }]);
  });

  test("is in the organisation's language for who has chosen none", async () => {
    const { userId } = await person("Kåre");
    await tell([userId], "certificate_revoked");
    await deliver();
    expect(server.mails[0]?.subject).toBe("Sertifikatet ditt er trukket tilbake: Likeperson hørsel");
  });

  test("is one, however often and by however many it is delivered", async () => {
    const people = await Promise.all(Array.from({ length: 20 }, (_, number) => person(`Person ${number}`)));
    await tell(people.map(({ userId }) => userId));
    await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    const got = server.mails.map(({ to }) => to?.[0]?.address);
    expect(got.toSorted()).toEqual(people.map(({ email }) => email).toSorted());
  });

  test("is not sent to who has lost the address or left meanwhile", async () => {
    const [one, two] = [await person("Kåre"), await person("Kari")];
    await tell([one.userId, two.userId]);
    await database.everything.query("UPDATE memberships SET email = NULL WHERE user_id = $1", [one.userId]);
    await database.everything.query(
      "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE user_id = $1",
      [two.userId],
    );
    await deliver();
    expect(server.mails).toEqual([]);
    expect((await states()).map(({ state }) => state)).toEqual(["none", "none"]);
  });
});

describe("a mail server", () => {
  test("that is down is tried again, and everything arrives once it is up", async () => {
    const people = [await person("Kåre"), await person("Kari"), await person("Åse")];
    await tell(people.map(({ userId }) => userId));
    await server.close();
    await deliver();
    expect(await states()).toEqual(Array(3).fill({ state: "pending", attempts: 1, error: "unreachable" }));
    expect(await wakeUps()).toEqual([60]);
    await deliver();
    expect((await states()).map(({ attempts }) => attempts)).toEqual([1, 1, 1]);

    await serve({ port: server.port });
    await timePasses();
    await deliver();
    expect(server.mails).toHaveLength(3);
    expect(await states()).toEqual(Array(3).fill({ state: "sent", attempts: 2, error: null }));
  });

  test("that is down for a day is given up on", async () => {
    const people = [await person("Kåre"), await person("Kari")];
    await tell(people.map(({ userId }) => userId));
    await server.close();
    await rows("UPDATE notifications SET mail_attempts = 27 WHERE organization_id = $1");
    await deliver();
    await deliver();
    expect((await states()).map(({ state }) => state)).toEqual(["failed", "failed"]);
    await serve({});
  });

  test("that knows nobody of that name is not asked again, and the others get theirs", async () => {
    const [one, two] = [await person("Kåre"), await person("Kari")];
    await server.close();
    await serve({ refuse: (to) => (to === one.email ? { code: 550, text: "no such mailbox" } : null) });
    await tell([one.userId, two.userId]);
    await deliver();
    expect(server.mails.map(({ to }) => to?.[0]?.address)).toEqual([two.email]);
    expect((await states()).toSorted((a, b) => a.state.localeCompare(b.state))).toEqual([
      { state: "failed", attempts: 1, error: "nobody" },
      { state: "sent", attempts: 1, error: null },
    ]);
  });

  test("that is busy is asked again", async () => {
    const { userId } = await person("Kåre");
    await server.close();
    await serve({ refuse: () => ({ code: 451, text: "try again later" }) });
    await tell([userId]);
    await deliver();
    expect(await states()).toEqual([{ state: "pending", attempts: 1, error: "later" }]);
  });

  test("that goes away with a mail in its hands may have sent it: nobody sends it again", async () => {
    const { userId } = await person("Kåre");
    await server.close();
    await serve({ isSilent: true });
    await tell([userId]);
    const taken = server.next();
    const delivery = deliver();
    await taken;
    await server.close();
    await delivery;
    expect(await states()).toEqual([{ state: "unknown", attempts: 1, error: "unknown" }]);
    await serve({});
    await deliver();
    expect(server.mails).toEqual([]);
  });
});

test("a worker that is killed while it sends leaves a mail that is not sent twice, and can be seen", async () => {
  const { userId } = await person("Kåre");
  await server.close();
  await serve({ isSilent: true });
  const taken = server.next();
  await tell([userId]);
  const child = await startKillable(database, "{}", {
    jobs: ["notifications.deliver"],
    environment: { SMTP_URL: server.url },
  });
  await taken;
  await killHard(child);
  expect(await states()).toEqual([{ state: "sending", attempts: 1, error: null }]);
  await server.close();
  await serve({});
  await deliver();
  expect(await states()).toEqual([{ state: "sending", attempts: 1, error: null }]);
  await rows(
    "UPDATE notifications SET mail_state_at = now() - interval '11 minutes' WHERE organization_id = $1",
  );
  await deliver();
  expect(await states()).toEqual([{ state: "unknown", attempts: 1, error: "unknown" }]);
  expect(server.mails).toEqual([]);
});
