import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newAddress } from "@/lib/badge-page/badge-page.test-support";
import { newToken } from "@/lib/badge-page/token";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import {
  askedEndorsement,
  declineEndorsement,
  giveEndorsement,
  keepDraft,
} from "@/lib/endorsements/answer-service";
import { asked, invite, linkTo, words } from "@/lib/endorsements/endorsements.test-support";
import { withdrawEndorsement } from "@/lib/endorsements/invitation-service";
import { listEndorsements } from "@/lib/endorsements/queries";
import { endorsementDraft, givenEndorsement } from "@/lib/endorsements/schema";
import { publishedAt } from "@/lib/open-badges/published-documents";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { reachedAt } from "@/lib/testing/address";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
reachedAt("https://heder.example");
beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

const statusOf = async (path: string) => (await publishedAt(path))?.status ?? 404;

describe("an invitation", () => {
  test("shows what is to be endorsed and who asks, and is kept as a hash alone", async () => {
    const { id, token } = await invite(ctx, await activeAchievement(ctx, { name: "Brobygger" }));
    expect(await asked(token)).toMatchObject({
      id,
      state: "invited",
      request: "Vil du gå god for oss?",
      organization: { name: ctx.organization.name },
      achievement: { name: "Brobygger" },
    });
    const { rows } = await database.everything.query(
      "SELECT row_to_json(e)::text AS row FROM achievement_endorsements e WHERE id = $1",
      [id],
    );
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("is sent by administrators, for what is theirs", async () => {
    const achievementId = await activeAchievement(ctx);
    const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    const { id } = await invite(ctx, achievementId);
    for (const subject of [achievementId, undefined])
      await expect(invite(coordinator.ctx, subject)).rejects.toMatchObject({ code: "forbidden" });
    await expect(invite(stranger.ctx, achievementId)).rejects.toMatchObject({ code: "not_found" });
    await expect(withdrawEndorsement(coordinator.ctx, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(withdrawEndorsement(stranger.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(await listEndorsements(stranger.ctx, achievementId)).toEqual([]);
    const admin = await createTestMember(database, ctx, { role: "org_admin" });
    await invite(admin.ctx, achievementId);
    expect(await listEndorsements(admin.ctx, achievementId)).toMatchObject([
      { state: "invited", email: "per@lege.example" },
      { state: "invited" },
    ]);
  });

  test("that never was one shows nothing, and soon nobody from there is answered", async () => {
    const address = newAddress();
    for (const token of ["", "x", "\u0000", "a".repeat(5000)])
      expect(await askedEndorsement(linkTo(token))).toBeNull();
    await expect(declineEndorsement(linkTo(newToken()))).rejects.toMatchObject({ code: "not_found" });
    for (let i = 0; i < 30; i += 1) expect(await askedEndorsement({ token: newToken(), address })).toBeNull();
    await expect(askedEndorsement({ token: newToken(), address })).rejects.toMatchObject({
      code: "rate_limited",
    });
  });

  test("stays whoever's it was when they come to have another account", async () => {
    const admin = await createTestMember(database, ctx, { role: "org_admin" });
    const { id } = await invite(admin.ctx);
    await withdrawEndorsement(admin.ctx, { id });
    const { rows } = await database.everything.query(
      `WITH other AS (INSERT INTO users (name) VALUES ('Åse') RETURNING id)
       UPDATE memberships SET user_id = other.id FROM other WHERE memberships.id = $1 RETURNING user_id`,
      [admin.membershipId],
    );
    const kept = await database.everything.query(
      "SELECT invited_by_user_id AS by FROM achievement_endorsements WHERE id = $1",
      [id],
    );
    expect(kept.rows).toEqual([{ by: rows[0].user_id }]);
  });

  test("ends by itself", async () => {
    const { id, token } = await invite(ctx);
    await database.everything.query(
      "UPDATE achievement_endorsements SET created_at = now() - interval '31 days', expires_at = now() - interval '1 second' WHERE id = $1",
      [id],
    );
    expect(await asked(token)).toMatchObject({ state: "over" });
    await expect(giveEndorsement(linkTo(token), { ...words, version: null })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await statusOf(`v3/endorsements/${id}`)).toBe(404);
  });

  test("may be declined, and then nothing is published", async () => {
    const { id, token } = await invite(ctx);
    await declineEndorsement(linkTo(token));
    expect(await asked(token)).toMatchObject({ state: "declined" });
    for (const path of [`v2/endorsements/${id}`, `v3/endorsements/${id}`, `endorsers/${id}/did.json`])
      expect(await statusOf(path)).toBe(404);
  });

  test("is answered once, however many answer at the same time", async () => {
    const { id, token } = await invite(ctx);
    const give = (comment: string) => giveEndorsement(linkTo(token), { ...words, comment, version: null });
    const outcomes = await Promise.allSettled([give("En"), give("To"), declineEndorsement(linkTo(token))]);
    const refused = outcomes.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(2);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "conflict" });
    await expect(give("Tre")).rejects.toMatchObject({ code: "conflict" });
    const { rows } = await database.everything.query(
      "SELECT action FROM audit_log WHERE subject_id = $1 AND action <> 'endorsement.invited'",
      [id],
    );
    expect(rows).toHaveLength(1);
  });

  test("asks again when the achievement was changed since it was read", async () => {
    const achievementId = await activeAchievement(ctx);
    const { token } = await invite(ctx, achievementId);
    const read = (await asked(token)).achievement?.versionId ?? null;
    await database.everything.query(
      `INSERT INTO achievement_versions (organization_id, achievement_id, number, definition)
       SELECT organization_id, achievement_id, number + 1, definition FROM achievement_versions WHERE id = $1`,
      [read],
    );
    await expect(giveEndorsement(linkTo(token), { ...words, version: read })).rejects.toMatchObject({
      text: { key: "endorsements.changed" },
    });
    expect(await asked(token)).toMatchObject({ state: "invited" });
  });
});

describe("what somebody typed who could not be taken at their word", () => {
  const draft = { name: "Per", url: "ikke en adresse", comment: "Et langt svar, ærlig talt." };

  test("is there when they try again, and gone when they have answered", async () => {
    const { id, token } = await invite(ctx);
    expect((await asked(token)).draft).toBeNull();
    await keepDraft(linkTo(token), draft);
    expect((await asked(token)).draft).toEqual(draft);
    await giveEndorsement(linkTo(token), { ...words, version: null });
    const kept = await database.everything.query("SELECT draft FROM achievement_endorsements WHERE id = $1", [
      id,
    ]);
    expect([(await asked(token)).draft, kept.rows]).toEqual([null, [{ draft: null }]]);
  });

  test("is kept for nobody without a good link, and for nothing that was answered", async () => {
    const { token } = await invite(ctx);
    await declineEndorsement(linkTo(token));
    await keepDraft(linkTo(token), draft);
    await keepDraft(linkTo(newToken()), draft);
    expect((await asked(token)).draft).toBeNull();
  });

  test("is cut to what can be kept", () => {
    const { name, comment } = endorsementDraft.parse({
      name: "a\u0000\ud800b",
      url: "",
      comment: "å".repeat(9000),
    });
    expect([name, comment.length]).toEqual(["a\ufffdb", 4000]);
  });
});

test.each([
  { name: " " },
  { name: "a\nb" },
  { comment: "" },
  { comment: "x".repeat(2001) },
  { url: "javascript:alert(1)" },
  { url: "http://localhost/x" },
  { version: "x" },
])("what is said is looked at: %j", (wrong) => {
  const input = { ...words, version: null };
  expect(givenEndorsement.safeParse(input).success).toBe(true);
  expect(givenEndorsement.safeParse({ ...input, ...wrong }).success).toBe(false);
});
