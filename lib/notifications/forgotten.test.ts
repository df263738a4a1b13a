import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTenant } from "@/lib/db";
import { type Notice, notify } from "@/lib/notifications/notify-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("whoever is erased leaves their inbox, and their name in what others were told", async () => {
  const ctx = await createTestOrganization(database);
  const elsewhere = await createTestOrganization(database);
  const reader = await createTestMember(database, ctx, { role: "coordinator" });
  const stranger = await createTestMember(database, elsewhere);
  const erased = await createTestMember(database, ctx, { name: "Kari Berg" });
  const notice = (
    userId: string,
    values: Notice["values"],
    kind: Notice["kind"] = "badge_digest",
  ): Notice => ({
    userId,
    kind,
    key: randomUUID(),
    subject: { type: "achievement", id: randomUUID() },
    values,
  });
  const tell = (where: typeof ctx, ...notices: Notice[]) =>
    inTenant(where, (tx) => notify(tx, where, notices));
  await tell(
    ctx,
    notice(reader.userId, { people: "Kari Berg, Kari Bergset, Ola Kari Berg, Kari Berg" }),
    notice(reader.userId, { people: "Ola Dal" }),
    notice(reader.userId, { person: "Kari Berg", about: "besøk" }, "mistake_reported"),
    notice(erased.userId, { achievement: "Ti besøk" }, "badge_awarded"),
  );
  await tell(elsewhere, notice(stranger.userId, { people: "Kari Berg" }));
  await database.everything.query("UPDATE users SET erased_at = now() WHERE id = $1", [erased.userId]);
  const { rows } = await database.everything.query(
    `SELECT user_id, coalesce("values" ->> 'people', "values" ->> 'person') AS who FROM notifications ORDER BY 2`,
  );
  expect(rows.map(({ who }) => who).sort()).toEqual(
    ["Kari Berg", "Ola Dal", "–", "–, Kari Bergset, Ola Kari Berg, –"].sort(),
  );
  expect(rows.find(({ who }) => who === "Kari Berg")?.user_id).toBe(stranger.userId);
});
