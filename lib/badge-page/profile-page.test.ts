import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { heldBadge, newAddress } from "@/lib/badge-page/badge-page.test-support";
import { type HeldProfile, heldProfile } from "@/lib/badge-page/profile-page.test-support";
import { publicProfile } from "@/lib/badge-page/profile-page-queries";
import { setProfileAddress } from "@/lib/badge-page/profile-share-service";
import { setBadgeVisible, setProfileVisibility } from "@/lib/badge-page/visibility-service";
import { declineBadge } from "@/lib/badges/decline-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import { issueCertification } from "@/lib/certifications/service";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

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

const whole = { category: undefined, after: undefined };
const open = (slug: string, filter: Parameters<typeof publicProfile>[0]["filter"] = whole) =>
  publicProfile({ slug, address: newAddress(), filter });
const set = (sql: string, ...values: unknown[]) => database.everything.query(sql, values);

const holder = (visibility?: "private" | "organization" | "public") => heldProfile(database, ctx, visibility);

describe("a public profile", () => {
  test("shows strangers who it is, from where, and the badges that stand, each with the address of its page", async () => {
    const { slug, holder: who, hash } = await holder();
    const found = await open(slug);
    expect(found).toMatchObject({
      only: null,
      profile: {
        holder: who.name,
        tier: null,
        certificates: [],
        categories: [
          { achievements: 1, badges: 1, shown: [{ publicHash: hash, times: 1, standing: "awarded" }] },
        ],
      },
    });
    for (const secret of ["stilte opp", "bevis", who.userId])
      expect(JSON.stringify(found)).not.toContain(secret);
  });

  test.each([
    ["hidden", ({ holder: who, id }: HeldProfile) => setBadgeVisible(who.ctx, { id, isVisible: false })],
    ["declined", ({ holder: who, id }: HeldProfile) => declineBadge(who.ctx, { id })],
    ["revoked", ({ coordinator, id }: HeldProfile) => revokeBadge(coordinator.ctx, { id, reason: "x" })],
  ])("leaves out a badge that was %s", async (_, change) => {
    const one = await holder();
    await change(one);
    expect(await open(one.slug)).toMatchObject({ profile: { categories: [] } });
  });

  test.each([
    ["private", ({ holder: who }: HeldProfile) => setProfileVisibility(who.ctx, { visibility: "private" })],
    [
      "for colleagues",
      ({ holder: who }: HeldProfile) => setProfileVisibility(who.ctx, { visibility: "organization" }),
    ],
    [
      "of somebody inactive",
      ({ holder: who }: HeldProfile) =>
        set(
          "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE id = $1",
          who.membershipId,
        ),
    ],
    [
      "of somebody erased",
      ({ holder: who }: HeldProfile) => set("UPDATE users SET erased_at = now() WHERE id = $1", who.userId),
    ],
    [
      "with another address now",
      ({ holder: who, slug }: HeldProfile) =>
        setProfileAddress(who.ctx, { slug: `${slug}-ny`, certificates: false }),
    ],
  ])("is as unknown as one that never was, when it is %s", async (_, change) => {
    const one = await holder();
    await change(one);
    expect(await open(one.slug)).toBeNull();
    expect(await open("ingen-slik-profil")).toBeNull();
  });

  test("is not there where the organisation shows nothing to strangers, or is closed", async () => {
    const own = await createTestOrganization(database);
    const { holder: who } = await heldBadge(database, own);
    await setProfileAddress(who.ctx, { slug: "av-og-pa", certificates: false });
    expect(await open("av-og-pa")).not.toBeNull();
    await set(
      "UPDATE organization_modules SET is_enabled = false WHERE organization_id = $1 AND module = 'achievements_gamification'",
      own.organization.id,
    );
    expect(await open("av-og-pa")).toMatchObject({ profile: { categories: [] } });
    await set(
      "UPDATE organization_modules SET is_enabled = false WHERE organization_id = $1",
      own.organization.id,
    );
    expect(await open("av-og-pa")).toBeNull();
  });

  test("shows certificates that are valid, and only when its holder says so", async () => {
    const { slug, holder: who, coordinator } = await holder();
    const certificationTypeId = await createTestCertificationType(database, ctx);
    const issued = await issueCertification(coordinator.ctx, {
      userId: who.userId,
      certificationTypeId,
      idempotencyKey: slug,
    });
    expect((await open(slug))?.profile.certificates).toEqual([]);
    await setProfileAddress(who.ctx, { slug, certificates: true });
    expect((await open(slug))?.profile.certificates).toMatchObject([{ number: issued.certificateNumber }]);
    await set(
      "UPDATE certifications SET status = 'revoked', revoked_at = now(), revoked_by_user_id = $2, revocation_reason = 'x' WHERE user_id = $1",
      who.userId,
      coordinator.userId,
    );
    expect((await open(slug))?.profile.certificates).toEqual([]);
  });

  test("gives all of a category page by page", async () => {
    const one = await holder();
    await set(
      `WITH a AS (INSERT INTO achievements (organization_id, key, name, description, category, trigger_type, status)
         SELECT $1, 'side-' || n, 'Side ' || n, 'x', 'learning', 'manual', 'active' FROM generate_series(1, 60) n RETURNING id, organization_id, name),
       v AS (INSERT INTO achievement_versions (organization_id, achievement_id, number, definition)
         SELECT organization_id, id, 1, jsonb_build_object('name', name) FROM a RETURNING id, achievement_id)
       SELECT 1`,
      ctx.organization.id,
    );
    await set("ALTER TABLE earned_badges DISABLE TRIGGER USER");
    await set(
      `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, met_on)
       SELECT v.organization_id, v.achievement_id, v.id, $2, 'once', 'automatic', '2026-01-01' FROM achievement_versions v
       JOIN achievements a ON a.id = v.achievement_id AND a.key LIKE 'side-%' WHERE v.organization_id = $1`,
      ctx.organization.id,
      one.holder.userId,
    );
    await set("ALTER TABLE earned_badges ENABLE TRIGGER USER");
    const profile = await open(one.slug);
    const learning = profile?.profile.categories.find(({ category }) => category === "learning");
    expect(learning).toMatchObject({ achievements: 60, badges: 60, shown: { length: 12 } });
    const first = await open(one.slug, { category: "learning", after: undefined });
    const second = await open(one.slug, { category: "learning", after: first?.only?.next ?? "" });
    const names = [first, second].flatMap(
      (page) => page?.profile.categories[0]?.shown.map(({ name }) => name) ?? [],
    );
    expect(new Set(names).size).toBe(60);
    expect([names.length, second?.only]).toEqual([60, { next: null }]);
    expect(await open(one.slug, { category: "learning", after: "x" })).toMatchObject({
      only: { next: first?.only?.next },
    });
  });

  test.each(["", "X", "a b", "\u0000", "a".repeat(500), "../x", "-"])("is nowhere at %j", async (slug) => {
    expect(await open(slug)).toBeNull();
  });
});
