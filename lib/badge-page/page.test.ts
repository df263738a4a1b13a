import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { heldBadge, newAddress } from "@/lib/badge-page/badge-page.test-support";
import { publicBadge } from "@/lib/badge-page/page-queries";
import { setBadgeVisible, setProfileVisibility } from "@/lib/badge-page/visibility-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import { askAsPublic, disconnectPublic } from "@/lib/database/public";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database, { name: "Hørselshemmede" });
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

const ask = (hash: string, viewer: string | null = null) =>
  publicBadge({ hash, viewer, address: newAddress() });
const change = (id: string, assignments: string) =>
  database.everything.query(`UPDATE earned_badges SET ${assignments} WHERE id = $1`, [id]);

describe("a badge of somebody whose profile is open to all", () => {
  test("shows anybody what it stands for, from whom, whose it is, when and with what evidence, and no word meant for others", async () => {
    const { hash, holder } = await heldBadge(database, ctx);
    const found = await ask(hash);
    expect(found).toMatchObject({
      audience: "everybody",
      publicHash: hash,
      standing: "awarded",
      organizationName: "Hørselshemmede",
      holder: holder.name,
      earnedOn: "2026-03-01",
      expiresOn: null,
      revokedOn: null,
      evidenceUrl: "https://example.org/bevis",
      evidenceNarrative: "Hun ledet gruppen",
      reason: null,
      definition: { description: "For den som **knytter** folk sammen", triggerType: "manual" },
    });
    expect(JSON.stringify(found)).not.toContain("Bare til innehaveren");
    expect(JSON.stringify(found)).not.toContain("stilte opp");
  });

  test("says that it was revoked, and not why", async () => {
    const { id, hash, coordinator } = await heldBadge(database, ctx);
    await revokeBadge(coordinator.ctx, { id, reason: "Hemmelig grunn" });
    const found = await ask(hash);
    expect(found?.standing).toBe("revoked");
    expect(found?.revokedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(JSON.stringify(found)).not.toContain("Hemmelig");
  });

  test("says that it has expired, whether or not anything has written it down", async () => {
    const { id, hash } = await heldBadge(database, ctx);
    await change(id, "expires_at = '2026-03-31T22:00:00Z'");
    expect(await ask(hash)).toMatchObject({ standing: "expired", expiresOn: "2026-03-31" });
  });

  test("says what it was awarded for, and not what its definition says since", async () => {
    const { hash, achievementId } = await heldBadge(database, ctx);
    await database.everything.query("UPDATE achievements SET name = 'Noe annet' WHERE id = $1", [
      achievementId,
    ]);
    expect((await ask(hash))?.definition.name).toMatch(/^Brobygger/);
  });
});

describe("a page that is not there", () => {
  const hidden = (assignments: string) => async (id: string) => void (await change(id, assignments));
  const person = (assignments: string) => async (_: string, userId: string) =>
    void (await database.everything.query(`UPDATE memberships SET ${assignments} WHERE user_id = $1`, [
      userId,
    ]));
  test.each([
    ["hidden by its holder", hidden("is_visible = false")],
    ["declined", hidden("declined_at = now()")],
    ["of a private profile", person("profile_visibility = 'private'")],
    ["of a profile for colleagues", person("profile_visibility = 'organization'")],
    [
      "of somebody whose data were erased",
      async (_: string, userId: string) =>
        void (await database.everything.query("UPDATE users SET erased_at = now() WHERE id = $1", [userId])),
    ],
  ])("of a badge %s", async (_, close) => {
    const { id, hash, holder } = await heldBadge(database, ctx);
    expect(await ask(hash)).not.toBeNull();
    await close(id, holder.userId);
    expect(await ask(hash)).toBeNull();
  });

  test("of an organisation without the module", async () => {
    const closed = await createTestOrganization(database, { modules: ["achievements_gamification"] });
    expect(await ask((await heldBadge(database, closed)).hash)).toBeNull();
  });

  test("of a badge that waits for approval", async () => {
    const { id, hash } = await heldBadge(database, ctx);
    await database.everything.query("ALTER TABLE earned_badges DISABLE TRIGGER USER");
    await change(id, "status = 'pending_approval'");
    await database.everything.query("ALTER TABLE earned_badges ENABLE TRIGGER USER");
    expect(await ask(hash)).toBeNull();
  });

  test.each(["", "x", "0".repeat(32), "'; DROP TABLE users", "A".repeat(32), "\u0000".repeat(32)])(
    "of %j",
    async (hash) => {
      expect(await ask(hash)).toBeNull();
    },
  );
});

describe("somebody who is signed in", () => {
  test("sees the pages of colleagues whose profile is for colleagues, with the reason, and nobody else does", async () => {
    const { hash, holder } = await heldBadge(database, ctx, { visibility: "organization" });
    const colleague = await createTestMember(database, ctx);
    const stranger = await createTestMember(database, await createTestOrganization(database));
    expect(await ask(hash, colleague.userId)).toMatchObject({
      audience: "organization",
      holder: holder.name,
      reason: "Fordi hun stilte opp",
    });
    expect(await ask(hash, stranger.userId)).toBeNull();
    expect(await ask(hash, randomUUID())).toBeNull();
  });

  test("is no colleague any more once they have left", async () => {
    const { hash } = await heldBadge(database, ctx, { visibility: "organization" });
    const left = await createTestMember(database, ctx);
    await database.everything.query(
      "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE id = $1",
      [left.membershipId],
    );
    expect(await ask(hash, left.userId)).toBeNull();
  });

  test("sees their own, hidden or private, and those who look after badges do not see it there", async () => {
    const { id, hash, holder, coordinator } = await heldBadge(database, ctx, { visibility: "private" });
    await change(id, "is_visible = false");
    expect(await ask(hash, holder.userId)).toMatchObject({ audience: "holder" });
    expect(await ask(hash, coordinator.userId)).toBeNull();
  });
});

describe("who decides", () => {
  test("is the holder: hiding and showing again", async () => {
    const { id, hash, holder } = await heldBadge(database, ctx);
    await setBadgeVisible(holder.ctx, { id, isVisible: false });
    await setBadgeVisible(holder.ctx, { id, isVisible: false });
    expect(await ask(hash)).toBeNull();
    await setBadgeVisible(holder.ctx, { id, isVisible: true });
    expect(await ask(hash)).not.toBeNull();
    const { rows } = await database.everything.query(
      "SELECT action FROM audit_log WHERE subject_id = $1 AND action IN ('badge.hidden', 'badge.shown') ORDER BY seq",
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual(["badge.hidden", "badge.shown"]);
  });

  test("is the holder: who sees their profile sees its pages", async () => {
    const { hash, holder } = await heldBadge(database, ctx, { visibility: "organization" });
    await setProfileVisibility(holder.ctx, { visibility: "public" });
    expect(await ask(hash)).not.toBeNull();
    await setProfileVisibility(holder.ctx, { visibility: "private" });
    expect(await ask(hash)).toBeNull();
  });

  test("is nobody else: not a colleague, a coordinator, another organisation, or a job", async () => {
    const { id, hash, coordinator } = await heldBadge(database, ctx);
    const colleague = await createTestMember(database, ctx);
    const admin = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    for (const other of [coordinator.ctx, colleague.ctx, admin.ctx, ctx]) {
      const refused = setBadgeVisible(other, { id, isVisible: false });
      await expect(refused).rejects.toMatchObject({ code: other === ctx ? "forbidden" : "not_found" });
    }
    expect(await ask(hash)).not.toBeNull();
  });
});

test("the public role reads no badge but through its function", async () => {
  for (const table of ["earned_badges", "badge_shares", "achievement_versions", "memberships"]) {
    await expect(askAsPublic(`SELECT * FROM ${table}`, [])).rejects.toThrow("permission denied");
  }
  await expect(askAsPublic("SELECT badge_facts(gen_random_uuid(), gen_random_uuid())", [])).rejects.toThrow(
    "permission denied",
  );
});

test("whoever looks too often is stopped, as with certificates", async () => {
  const { hash } = await heldBadge(database, ctx);
  const address = newAddress();
  const looks = async (count: number) => {
    for (let i = 0; i < count; i += 1) await publicBadge({ hash, viewer: null, address });
  };
  await looks(120);
  await expect(looks(1)).rejects.toMatchObject({ code: "rate_limited" });
});
