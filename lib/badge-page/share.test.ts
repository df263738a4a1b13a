import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { heldBadge, newAddress } from "@/lib/badge-page/badge-page.test-support";
import { getOwnBadge } from "@/lib/badge-page/own-queries";
import { publicBadge, sharedBadge } from "@/lib/badge-page/page-queries";
import { newShare } from "@/lib/badge-page/share-schema";
import { shareBadge, withdrawShare } from "@/lib/badge-page/share-service";
import { newToken } from "@/lib/badge-page/token";
import { setBadgeVisible } from "@/lib/badge-page/visibility-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

const open = (token: string) => sharedBadge({ token, address: newAddress() });
const share = (holder: Ctx, badgeId: string, fields: ("name" | "day" | "reason" | "evidence")[] = []) =>
  shareBadge(holder, { badgeId, fields, days: "7" });

describe("a link to a badge", () => {
  test("shows the badge and what its holder has chosen, also where the badge has no page", async () => {
    const { id, hash, holder } = await heldBadge(database, ctx, { visibility: "private" });
    await setBadgeVisible(holder.ctx, { id, isVisible: false });
    const { token } = await share(holder.ctx, id, ["name", "reason"]);
    expect(await publicBadge({ hash, viewer: null, address: newAddress() })).toBeNull();
    const found = await open(token);
    expect(found).toMatchObject({
      until: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      badge: {
        standing: "awarded",
        holder: holder.name,
        reason: "Fordi hun stilte opp",
        earnedOn: null,
        awardedOn: null,
        occurrence: null,
        evidenceUrl: null,
        evidenceNarrative: null,
      },
    });
  });

  test("of which nothing was chosen shows nothing about the person", async () => {
    const { id, holder } = await heldBadge(database, ctx);
    const { token } = await share(holder.ctx, id);
    const text = JSON.stringify(await open(token));
    for (const secret of [holder.name, "stilte opp", "2026-03-01", "bevis", "ledet"])
      expect(text).not.toContain(secret);
  });

  test("is kept as a hash alone, and no word of the link tells whose it is", async () => {
    const { id, holder } = await heldBadge(database, ctx);
    const { token } = await share(holder.ctx, id);
    const { rows } = await database.everything.query(
      "SELECT row_to_json(s)::text AS row, encode(s.token_hash, 'escape') AS hash FROM badge_shares s WHERE earned_badge_id = $1",
      [id],
    );
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("says that the badge was revoked since", async () => {
    const { id, holder, coordinator } = await heldBadge(database, ctx);
    const { token } = await share(holder.ctx, id);
    await revokeBadge(coordinator.ctx, { id, reason: "x" });
    expect(await open(token)).toMatchObject({ badge: { standing: "revoked" } });
  });
});

describe("a link that is over", () => {
  test("says so and nothing else, when its time is up", async () => {
    const { id, holder } = await heldBadge(database, ctx);
    const { id: shareId, token } = await share(holder.ctx, id, ["name"]);
    await database.everything.query(
      "UPDATE badge_shares SET created_at = now() - interval '8 days', expires_at = now() - interval '1 second' WHERE id = $1",
      [shareId],
    );
    expect(await open(token)).toBe("over");
    expect((await getOwnBadge(holder.ctx, id)).shares).toMatchObject([{ id: shareId, state: "expired" }]);
  });

  test("says so when it was withdrawn, which is for good, however often", async () => {
    const { id, holder } = await heldBadge(database, ctx);
    const { id: shareId, token } = await share(holder.ctx, id, ["name"]);
    await Promise.all([
      withdrawShare(holder.ctx, { id: shareId }),
      withdrawShare(holder.ctx, { id: shareId }),
    ]);
    await withdrawShare(holder.ctx, { id: shareId });
    expect(await open(token)).toBe("over");
    expect((await getOwnBadge(holder.ctx, id)).shares).toMatchObject([{ state: "withdrawn" }]);
  });

  test("also when the badge was declined, or its module switched off", async () => {
    const { id, holder } = await heldBadge(database, ctx);
    const { token } = await share(holder.ctx, id, ["name"]);
    await database.everything.query("UPDATE earned_badges SET declined_at = now() WHERE id = $1", [id]);
    expect(await open(token)).toBe("over");
  });

  test("goes with its person, and then there never was one", async () => {
    const { id, holder } = await heldBadge(database, ctx);
    const { token } = await share(holder.ctx, id, ["name"]);
    await database.everything.query("UPDATE users SET erased_at = now() WHERE id = $1", [holder.userId]);
    expect(await open(token)).toBeNull();
    const { rowCount } = await database.everything.query(
      "SELECT FROM badge_shares WHERE earned_badge_id = $1",
      [id],
    );
    expect(rowCount).toBe(0);
  });

  test.each(["", "x", "\u0000", "a".repeat(43), "é".repeat(43), "a".repeat(5000)])(
    "never was one: %j",
    async (token) => {
      expect(await open(token)).toBeNull();
    },
  );

  test("wrong ones are counted, and soon nobody from there is answered", async () => {
    const address = newAddress();
    const guess = () => sharedBadge({ token: newToken(), address });
    for (let i = 0; i < 30; i += 1) expect(await guess()).toBeNull();
    await expect(guess()).rejects.toMatchObject({ code: "rate_limited" });
  });
});

describe("a link is made and withdrawn", () => {
  test("by whoever holds the badge, and by nobody else", async () => {
    const { id, holder, coordinator } = await heldBadge(database, ctx);
    const { id: shareId, token } = await share(holder.ctx, id);
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    const colleague = await createTestMember(database, ctx);
    for (const other of [coordinator, stranger, colleague]) {
      await expect(share(other.ctx, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(withdrawShare(other.ctx, { id: shareId })).rejects.toMatchObject({ code: "not_found" });
      await expect(getOwnBadge(other.ctx, id)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(share(ctx, id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await open(token)).toMatchObject({ badge: { standing: "awarded" } });
  });

  test("not for what was revoked or declined", async () => {
    const { id, holder, coordinator } = await heldBadge(database, ctx);
    await revokeBadge(coordinator.ctx, { id, reason: "x" });
    await expect(share(holder.ctx, id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("for a year at most, and with an end", async () => {
    const { id, holder } = await heldBadge(database, ctx);
    const wanted = { badgeId: id, fields: ["day", "name", "day"] };
    const input = newShare.parse({ ...wanted, days: "365" });
    await shareBadge(holder.ctx, input);
    const [made] = (await getOwnBadge(holder.ctx, id)).shares;
    expect(made).toMatchObject({ fields: ["name", "day"], state: "active" });
    expect(made && made.expiresAt.getTime() - made.createdAt.getTime()).toBe(365 * 24 * 3_600_000);
    for (const days of [undefined, "0", "366", 8, "forever"])
      expect(newShare.safeParse({ ...wanted, days }).success).toBe(false);
    expect(newShare.safeParse({ ...wanted, days: "7", fields: ["email"] }).success).toBe(false);
  });
});
