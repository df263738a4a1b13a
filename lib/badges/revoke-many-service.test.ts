import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { revokeBadge } from "@/lib/badges/revocation-service";
import { outcome, type RevocationWorld, revocationWorld } from "@/lib/badges/revoke-many.test-support";
import { getRevocation, listRevocations } from "@/lib/badges/revoke-many-queries";
import { MAX_REVOKED, revokeManyInput } from "@/lib/badges/revoke-many-schema";
import { orderRevokeMany, previewRevokeMany } from "@/lib/badges/revoke-many-service";
import { cancelRun } from "@/lib/jobs/run-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let w: RevocationWorld;

beforeAll(async () => {
  database = await testDatabase();
  w = await revocationWorld(database);
});
afterAll(() => database.close());

const order = async (ids: readonly string[]) => orderRevokeMany(w.kari.ctx, await w.ask(w.kari.ctx, { ids }));

describe("revoking many", () => {
  test("revokes each with the one reason, in the name of whoever ordered it, and keeps beside it what became of it", async () => {
    const ids = await w.award(5);
    const { id, runId, waiting } = await order(ids);
    expect(waiting).toBe(5);
    expect((await w.badges(ids)).every(({ status }) => status === "awarded")).toBe(true);
    await w.work(runId, 2);
    expect(await w.run(runId)).toMatchObject({
      status: "succeeded",
      done: 5,
      total: 5,
      result: { revoked: 5, left: 0 },
    });
    for (const badge of await w.badges(ids))
      expect(badge).toMatchObject({
        status: "revoked",
        revocation_reason: "Feil liste",
        revoked_by_user_id: w.kari.userId,
      });
    const shown = await getRevocation(w.ola.ctx, id, {});
    expect(shown).toMatchObject({ revoked: 5, createdBy: "Kari", reason: "Feil liste", origin: "chosen" });
    expect(shown.rows.map(({ outcome: became, status }) => [became, status])).toEqual(
      Array(5).fill(["revoked", "revoked"]),
    );
    expect((await listRevocations(w.ola.ctx))[0]).toMatchObject({ id });
    const entries = await w.query(
      "SELECT FROM audit_log WHERE organization_id = $1 AND action = 'badge.revoked' AND subject_id = ANY ($2)",
      ids,
    );
    expect(entries).toHaveLength(5);
  });

  test("leaves what was revoked before as it is, and says of ids that are none of ours only that they are unknown", async () => {
    const ids = await w.award(3);
    const [first = ""] = ids;
    await revokeBadge(w.ola.ctx, { id: first, reason: "Feil person" });
    const foreign = await (await revocationWorld(database)).award(1);
    const plan = await previewRevokeMany(w.kari.ctx, { ids: [...ids, ...foreign] });
    expect(plan.badges.filter(({ outcome: became }) => became === "waiting")).toHaveLength(2);
    expect(plan.unknown).toEqual(foreign);
    const { id, runId } = await order([...ids, ...foreign]);
    await w.work(runId);
    const { counts } = await getRevocation(w.kari.ctx, id, {});
    expect(Object.fromEntries(counts.map(({ outcome: became, count }) => [became, count]))).toEqual({
      revoked: 2,
      already_revoked: 1,
      unknown_badge: 1,
    });
    expect((await w.badges([first]))[0]).toMatchObject({ revocation_reason: "Feil person" });
    const theirs = await database.everything.query("SELECT status FROM earned_badges WHERE id = ANY ($1)", [
      foreign,
    ]);
    expect(theirs.rows).toEqual([{ status: "awarded" }]);
    expect(await outcome(previewRevokeMany(w.kari.ctx, { ids: foreign }))).toBe(
      "not_found notFound.earnedBadge",
    );
    expect(await outcome(order(ids))).toBe("conflict badges.nothingToRevoke");
  });

  test("of all that match the filter takes those that do when it is ordered, if they are those that were shown", async () => {
    const ids = await w.award(2);
    const [one] = await w.query<{ achievement_id: string }>(
      "SELECT achievement_id FROM earned_badges WHERE organization_id = $1 AND id = $2",
      ids[0],
    );
    const matching = { achievement: one?.achievement_id };
    const seen = await w.ask(w.kari.ctx, { matching });
    await revokeBadge(w.ola.ctx, { id: ids[0] ?? "", reason: "Feil person" });
    expect(await outcome(orderRevokeMany(w.kari.ctx, seen))).toBe("conflict badges.choiceChanged");
    const { runId } = await orderRevokeMany(w.kari.ctx, await w.ask(w.kari.ctx, { matching }));
    await w.work(runId);
    expect(await w.run(runId)).toMatchObject({ result: { revoked: 1 } });
  });

  test("asks for a new preview once a file of one has gone out or one has expired: something else would become of it", async () => {
    const [sent = "", over = ""] = await w.award(2);
    const expire = "UPDATE earned_badges SET status = 'expired' WHERE organization_id = $1 AND id = $2";
    for (const [id, change] of [
      [sent, () => w.publish(sent)],
      [over, () => w.query(expire, over)],
    ] as const) {
      const seen = await w.ask(w.kari.ctx, { ids: [id] });
      await change();
      expect(await outcome(orderRevokeMany(w.kari.ctx, seen))).toBe("conflict badges.choiceChanged");
      expect(await outcome(order([id]))).toBe("done");
    }
  });

  test("asks for the number where they are many, and does not take it from the browser that it was right", async () => {
    const ids = await w.award(21);
    const { typed: _, ...untold } = await w.ask(w.kari.ctx, { ids });
    expect(await outcome(orderRevokeMany(w.kari.ctx, untold))).toMatch(/^invalid/);
    expect(await outcome(orderRevokeMany(w.kari.ctx, { ...untold, typed: 20 }))).toBe(
      "invalid badges.typedDiffers",
    );
    expect(await outcome(orderRevokeMany(w.kari.ctx, { ...untold, typed: 21 }))).toBe("done");
  });

  test("refuses a hundred thousand ids, none, both ways at once and a reason of spaces, each at its field", () => {
    const good = { ids: [randomUUID()], reason: "Feil", seen: "x", idempotencyKey: randomUUID() };
    const fieldOf = (changes: object) =>
      revokeManyInput.safeParse({ ...good, ...changes }).error?.issues[0]?.path[0] ?? null;
    expect(fieldOf({})).toBe(null);
    expect(fieldOf({ ids: Array.from({ length: 100_000 }, () => randomUUID()) })).toBe("ids");
    expect(fieldOf({ ids: Array.from({ length: MAX_REVOKED }, () => randomUUID()) })).toBe(null);
    expect(fieldOf({ ids: [] })).toBe("ids");
    expect(fieldOf({ ids: undefined })).toBe("ids");
    expect(fieldOf({ matching: {} })).toBe("ids");
    expect(fieldOf({ reason: "  " })).toBe("reason");
  });

  test("happens once, however often the same order is sent, and is refused with another in it", async () => {
    const ids = await w.award(4);
    const asked = await w.ask(w.kari.ctx, { ids });
    const answers = await Promise.all(Array.from({ length: 20 }, () => orderRevokeMany(w.kari.ctx, asked)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const [{ runId } = { runId: "" }] = answers;
    await w.work(runId);
    expect(await orderRevokeMany(w.kari.ctx, asked)).toEqual(answers[0]);
    expect(await outcome(orderRevokeMany(w.kari.ctx, { ...asked, reason: "Noe annet" }))).toBe(
      "conflict badges.keyReused",
    );
  });

  test("of the same badges by two at once revokes each once, and tells the second who came too late", async () => {
    const ids = await w.award(30);
    const orders = await Promise.all(
      [w.kari.ctx, w.ola.ctx].map(async (by) => orderRevokeMany(by, await w.ask(by, { ids }))),
    );
    await Promise.all(orders.map(({ runId }) => w.work(runId, 7)));
    for (const { runId } of orders) await w.work(runId, 7);
    const results = await Promise.all(orders.map(async ({ runId }) => (await w.run(runId)).result));
    const sum = (key: "revoked" | "left") =>
      results.reduce((all, one) => all + ((one as Record<string, number>)[key] ?? 0), 0);
    expect([sum("revoked"), sum("left")]).toEqual([30, 30]);
    const entries = await w.query(
      "SELECT FROM audit_log WHERE organization_id = $1 AND action = 'badge.revoked' AND subject_id = ANY ($2)",
      ids,
    );
    expect(entries).toHaveLength(30);
  });

  test("stops where somebody stops it, and goes no further than whoever ordered it may", async () => {
    const stopped = await order(await w.award(3));
    await cancelRun(w.ola.ctx, { id: stopped.runId });
    await w.work(stopped.runId);
    expect(await w.run(stopped.runId)).toMatchObject({ status: "cancelled", done: 0 });
    const gone = await createTestMember(database, w.ctx, { role: "coordinator" });
    const ids = await w.award(2);
    const { runId } = await orderRevokeMany(gone.ctx, await w.ask(gone.ctx, { ids }));
    await w.query(
      "UPDATE memberships SET role = 'peer_mentor' WHERE organization_id = $1 AND user_id = $2",
      gone.userId,
    );
    await w.work(runId);
    expect(await w.run(runId)).toMatchObject({ status: "failed", error: { key: "jobs.starterLeft" } });
    expect((await w.badges(ids)).every(({ status }) => status === "awarded")).toBe(true);
  });

  test("is nothing a peer mentor may do, and nobody of another organisation sees it", async () => {
    const ids = await w.award(1);
    const { id } = await order(ids);
    const peer = await createTestMember(database, w.ctx);
    expect(await outcome(previewRevokeMany(peer.ctx, { ids }))).toBe("forbidden forbidden");
    expect(await outcome(getRevocation(peer.ctx, id, {}))).toBe("forbidden forbidden");
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    expect(await outcome(getRevocation(stranger.ctx, id, {}))).toBe("not_found notFound.badgeRevocation");
  });
});
