import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tellOfAwards } from "@/lib/badge-messages/award-service";
import { approveBadge } from "@/lib/badges/approval-service";
import { awardBadge } from "@/lib/badges/award-service";
import { awardBatch } from "@/lib/badges/batch-service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { env } from "@/lib/env";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { evaluateChunk } from "@/lib/evaluation/evaluate-chunk";
import { importRecords } from "@/lib/imports/import-service";
import { deliverNotifications } from "@/lib/notifications/delivery-service";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { type MailServer, startMailServer } from "@/lib/testing/mail-server";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let server: MailServer;
let ctx: Ctx;
let coordinator: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  server = await startMailServer();
  env.SMTP_URL = server.url;
  env.HEDER_URL = "https://heder.example.org";
});
afterAll(async () => {
  await server.close();
  await database.close();
});
beforeEach(async () => {
  ctx = await createTestOrganization(database, { name: "Hørselshemmede" });
  coordinator = (await createTestMember(database, ctx, { role: "coordinator" })).ctx;
});

const mentor = (name = "Kari") =>
  createTestMember(database, ctx, { name, email: `${randomUUID()}@example.org` });
const told = async () =>
  (
    await database.everything.query(
      `SELECT user_id, subject_id, "values", mail_state::text AS mail FROM notifications
       WHERE organization_id = $1 AND kind = 'badge_awarded' ORDER BY created_at, user_id`,
      [ctx.organization.id],
    )
  ).rows;
const jobs = async (name: string) =>
  (
    await database.everything.query(
      "SELECT FROM pgboss.job WHERE name = $2 AND data ->> 'organizationId' = $1",
      [ctx.organization.id, name],
    )
  ).rowCount;
const award = (achievementId: string, userId: string, more: object = {}) =>
  awardBadge(coordinator, { achievementId, userId, reason: "x", idempotencyKey: randomUUID(), ...more });
const earn = (userId: string) =>
  addActivities(database, ctx, userId, { count: 1, from: "2026-01-01T12:00:00Z" });

describe("who gets a badge is told, in the transaction of the award", () => {
  test("by hand", async () => {
    const achievement = await manualAchievement(ctx, { name: "Brobygger", attachment: false });
    const { userId } = await mentor();
    const { id } = await award(achievement, userId, { awardedOn: "2026-03-01" });
    const values = { achievement: "Brobygger", awardedDay: "2026-03-01" };
    expect(await told()).toEqual([{ user_id: userId, subject_id: id, values, mail: "pending" }]);
    expect(await jobs("notifications.deliver")).toBe(1);
  });

  test("by evaluation, many at once and the same ones again, also by two at the same time", async () => {
    await activeAchievement(ctx, { triggerThreshold: 1, message: "Hei {name}", attachment: true });
    const people = await Promise.all(Array.from({ length: 5 }, () => mentor()));
    for (const { userId } of people) await earn(userId);
    await Promise.all([evaluateEverybody(ctx), evaluateEverybody(ctx), evaluateRequested(ctx)]);
    await evaluateEverybody(ctx);
    const all = await told();
    expect(all.map(({ user_id }) => user_id).toSorted()).toEqual(
      people.map(({ userId }) => userId).toSorted(),
    );
    expect(all[0].values).toMatchObject({ message: "Hei {name}", awardedDay: "2026-01-01", attach: 1 });
  });

  test("in a batch, each once", async () => {
    const achievement = await manualAchievement(ctx);
    const people = [await mentor(), await mentor()];
    const request = {
      achievementId: achievement,
      userIds: people.map(({ userId }) => userId),
      reason: "x",
      idempotencyKey: randomUUID(),
    };
    await Promise.all([awardBatch(coordinator, request), awardBatch(coordinator, request)]);
    expect(await told()).toHaveLength(2);
  });

  test("when a proposal is approved, and not when it is made", async () => {
    const achievement = await manualAchievement(ctx, { needsApproval: true });
    const { userId } = await mentor();
    const { id } = await award(achievement, userId);
    expect(await told()).toEqual([]);
    const approver = (await createTestMember(database, ctx, { role: "org_admin" })).ctx;
    await approveBadge(approver, { id });
    expect(await told()).toMatchObject([{ user_id: userId, subject_id: id }]);
  });

  test("and nobody when the award is rolled back, or told of twice", async () => {
    const achievement = await manualAchievement(ctx);
    const { userId } = await mentor();
    const { id } = await award(achievement, userId);
    await inTenant(ctx, (tx) => tellOfAwards(tx, ctx, [id]));
    expect(await told()).toHaveLength(1);
    await activeAchievement(ctx, { triggerThreshold: 1 });
    await earn(userId);
    await evaluateEverybody(ctx, { dryRun: true });
    expect(await told()).toHaveLength(1);
  });
});

describe("nobody is told", () => {
  test("of a silent award, by hand or of many", async () => {
    const achievement = await manualAchievement(ctx);
    await award(achievement, (await mentor()).userId, { silent: true });
    const userIds = [(await mentor()).userId];
    const batch = {
      achievementId: achievement,
      userIds,
      reason: "x",
      silent: true,
      idempotencyKey: randomUUID(),
    };
    await awardBatch(coordinator, batch);
    expect(await told()).toEqual([]);
  });

  test("of a catch-up", async () => {
    await activeAchievement(ctx, { triggerThreshold: 1 });
    await earn((await mentor()).userId);
    const found = await evaluateChunk(ctx, { after: null, size: 100, mode: "silent" });
    expect(found.awarded).toBe(1);
    expect(await told()).toEqual([]);
  });

  test("of an import", async () => {
    await manualAchievement(ctx, { key: "from_elsewhere" });
    await createTestMember(database, ctx, { externalRef: "m-1", email: `${randomUUID()}@example.org` });
    const records = [{ person: "m-1", achievement: "from_elsewhere", awarded_at: "2025-05-01" }];
    await importRecords(ctx, { kind: "awards", records, fileName: "awards.json" });
    const { rowCount } = await database.everything.query(
      "SELECT FROM earned_badges WHERE organization_id = $1",
      [ctx.organization.id],
    );
    expect(rowCount).toBe(1);
    expect(await told()).toEqual([]);
  });

  test("of another organisation's badge", async () => {
    const achievement = await manualAchievement(ctx);
    const { id } = await award(achievement, (await mentor()).userId);
    const other = await createTestOrganization(database);
    await inTenant(other, (tx) => tellOfAwards(tx, other, [id]));
    expect(await told()).toHaveLength(1);
  });
});

describe("the mail", () => {
  const deliver = (attach?: Parameters<typeof deliverNotifications>[2]) =>
    deliverNotifications(ctx, new AbortController().signal, attach);
  const mailsTo = async (userId: string) => {
    const { rows } = await database.everything.query("SELECT email FROM memberships WHERE user_id = $1", [
      userId,
    ]);
    return server.mails.filter(({ to }) => to?.[0]?.address === rows[0].email);
  };

  test("is in the achievement's own words, with the baked picture, and is sent once by two workers", async () => {
    const achievement = await manualAchievement(ctx, {
      name: "Brobygger",
      messageSubject: "Gratulerer, {name}",
      message: "Du fikk {achievement} {date}.\n{link}",
      attachment: true,
    });
    const { userId } = await mentor("Kari");
    const { id } = await award(achievement, userId, { awardedOn: "2026-03-01" });
    const png = {
      filename: "brobygger.png",
      contentType: "image/png",
      content: Buffer.from("a picture"),
      cid: "one@badge",
    };
    const attach = async (_: Ctx, { subjectId }: { subjectId: string }) => (subjectId === id ? [png] : []);
    await Promise.all([deliver(attach), deliver(attach)]);
    await deliver(attach);
    const mails = await mailsTo(userId);
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail?.subject).toBe("Gratulerer, Kari");
    const link = `https://heder.example.org/o/${ctx.organization.slug}/profile/badges/${id}`;
    expect(mail?.text).toMatch(new RegExp(`^Du fikk Brobygger 1. mars 2026.\n${link}\n`));
    expect(mail?.attachments).toMatchObject([
      { filename: "brobygger.png", mimeType: "image/png", disposition: "attachment" },
    ]);
    expect(mail?.html).toContain('<img src="cid:one@badge" alt=""');
  });

  test("says it in the holder's language where the achievement has no words of its own", async () => {
    const achievement = await manualAchievement(ctx, { name: "Brobygger", attachment: false });
    const { userId } = await mentor();
    await database.everything.query("UPDATE users SET locale = 'nn' WHERE id = $1", [userId]);
    await award(achievement, userId);
    await deliver();
    const [mail] = await mailsTo(userId);
    expect(mail?.subject).toBe("Du har fått eit merke: Brobygger");
  });

  test("goes without its picture rather than not at all", async () => {
    const { userId } = await mentor();
    await award(await manualAchievement(ctx, { attachment: true }), userId);
    await deliver(async () => {
      throw new Error("no picture");
    });
    const mails = await mailsTo(userId);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.attachments).toEqual([]);
  });
});
