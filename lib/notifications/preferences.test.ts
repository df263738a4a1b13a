import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { own, postOffice, wants } from "@/lib/notifications/post.test-support";
import { getOwnPreferences } from "@/lib/notifications/preference-queries";
import { messagePreferences } from "@/lib/notifications/preference-schema";
import { savePreferences } from "@/lib/notifications/preference-service";
import { createTestMember } from "@/lib/testing/organizations";

const post = postOffice();

const askedUntil = (from: string, to: string, at: string) =>
  post.database.everything
    .query("SELECT quiet_until($1, $2, 'Europe/Oslo', $3) AS until", [from, to, at])
    .then(({ rows: [row] }) => row.until?.toISOString() ?? null);

describe("what somebody wants to be told", () => {
  test("is everything until they choose, and each person's own", async () => {
    expect(await getOwnPreferences(post.kari.ctx)).toMatchObject({
      ...wants(),
      groups: ["certificates", "recognition", "answers"],
      devices: [],
    });
    await savePreferences(post.kari.ctx, wants({ mail: ["certificate_issued"], digest: "weekly" }));
    expect(await getOwnPreferences(post.kari.ctx)).toMatchObject({
      mail: ["certificate_issued"],
      digest: "weekly",
    });
    const other = await createTestMember(post.database, post.ctx, { role: "coordinator" });
    expect(await getOwnPreferences(other.ctx)).toMatchObject({
      digest: "every_time",
      groups: ["certificates", "recognition", "answers", "work"],
    });
  });

  test("leaves kinds alone that were not offered, whoever sends them", async () => {
    await savePreferences(post.kari.ctx, wants({ mail: [...own, "approval_wanted"] }));
    await savePreferences(post.kari.ctx, wants({ mail: [] }));
    const { rows: kept } = await post.database.everything.query(
      "SELECT no_mail::text[] AS kinds FROM notification_preferences WHERE user_id = $1",
      [post.kari.userId],
    );
    expect(kept[0].kinds.toSorted()).toEqual([...own].toSorted());
  });

  test("keeps a kind out of the mail and in the inbox, also of what waits already", async () => {
    await post.tell("badge_awarded");
    await savePreferences(post.kari.ctx, wants({ mail: own.filter((kind) => kind !== "badge_awarded") }));
    await post.tell("badge_awarded");
    await post.tell("tier_reached");
    expect(await post.states()).toEqual(["none", "none", "pending"]);
  });

  test("is asked of members alone, and refused when it makes no sense", async () => {
    const stranger: Ctx = {
      ...post.ctx,
      actor: { kind: "user", role: "global_admin", name: "Drift", userId: randomUUID() },
    };
    await expect(savePreferences(stranger, wants())).rejects.toMatchObject({ code: "not_found" });
    await expect(getOwnPreferences(stranger)).rejects.toMatchObject({ code: "not_found" });
    const wrong: unknown[] = [
      { ...wants(), mail: ["anything"] },
      { ...wants(), digest: "never" },
      { ...wants(), quietFrom: "22:00" },
      { ...wants(), quietFrom: "22:00", quietTo: "22:00" },
      { ...wants(), quietFrom: "25:00", quietTo: "07:00" },
      { ...wants(), mail: Array(100).fill("badge_awarded") },
    ];
    for (const input of wrong) expect(messagePreferences.safeParse(input).success).toBe(false);
  });
});

describe("quiet hours", () => {
  test.each([
    ["across midnight, in the evening", "22:00", "07:00", "2026-11-30T22:30:00Z", "2026-12-01T06:00:00.000Z"],
    ["across midnight, in the morning", "22:00", "07:00", "2026-11-30T05:59:59Z", "2026-11-30T06:00:00.000Z"],
    ["at their end", "22:00", "07:00", "2026-11-30T06:00:00Z", null],
    ["before they begin", "22:00", "07:00", "2026-11-30T20:59:59Z", null],
    ["within one day", "12:00", "14:00", "2026-11-30T12:00:00Z", "2026-11-30T13:00:00.000Z"],
    [
      "in the night that summer time begins",
      "22:00",
      "07:00",
      "2026-03-28T22:00:00Z",
      "2026-03-29T05:00:00.000Z",
    ],
    ["in the night that it ends", "22:00", "07:00", "2026-10-24T21:00:00Z", "2026-10-25T06:00:00.000Z"],
    [
      "that end in the hour that is left out",
      "22:00",
      "02:00",
      "2026-03-28T23:30:00Z",
      "2026-03-29T01:00:00.000Z",
    ],
    [
      "that end in the hour that comes twice",
      "22:00",
      "02:00",
      "2026-10-24T23:30:00Z",
      "2026-10-25T01:00:00.000Z",
    ],
  ])("%s", async (_, from, to, at, until) => {
    expect(await askedUntil(from, to, at)).toBe(until);
  });

  test("put mail off until they end, with a wake-up then, and only of who has them", async () => {
    const ola = await createTestMember(post.database, post.ctx, {
      name: "Ola",
      email: `${randomUUID()}@example.org`,
    });
    const { rows: clock } = await post.database.everything.query(
      `SELECT to_char(now() AT TIME ZONE 'Europe/Oslo' - interval '1 hour', 'HH24:00') AS "from",
        to_char(now() AT TIME ZONE 'Europe/Oslo' + interval '2 hours', 'HH24:00') AS "to"`,
    );
    await savePreferences(post.kari.ctx, wants({ quietFrom: clock[0].from, quietTo: clock[0].to }));
    await post.tell("certificate_revoked");
    await post.tell("certificate_revoked", { userId: ola.userId });
    await post.deliver();
    expect(post.server.mails.map(({ to }) => to?.[0]?.address)).toHaveLength(1);
    const [{ waits, wakes }] = await post.rows(
      `SELECT n.mail_next_try_at > now() + interval '50 minutes' AS waits, EXISTS (SELECT FROM pgboss.job j
         WHERE j.name = 'notifications.deliver' AND j.data ->> 'organizationId' = $1::text
           AND j.start_after BETWEEN n.mail_next_try_at - interval '2 seconds' AND n.mail_next_try_at + interval '5 seconds') AS wakes
       FROM notifications n WHERE n.organization_id = $1::uuid AND n.mail_state = 'pending'`,
    );
    expect({ waits, wakes }).toEqual({ waits: true, wakes: true });
    // Due all the same: whoever made it so does not disturb anybody either.
    await post.timePasses();
    await post.deliver();
    expect(post.server.mails).toHaveLength(1);
    await savePreferences(post.kari.ctx, wants());
    await post.timePasses();
    await post.deliver();
    expect(post.server.mails).toHaveLength(2);
  });
});
