import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveBadge, rejectBadge } from "@/lib/badges/approval-service";
import { awardBadge } from "@/lib/badges/award-service";
import { listCollection } from "@/lib/badges/collection-queries";
import { declineBadge } from "@/lib/badges/decline-service";
import type { Nomination } from "@/lib/badges/nomination-schema";
import { nominate } from "@/lib/badges/nomination-service";
import { listOwnNominations, searchNominees } from "@/lib/badges/nominee-queries";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import type { AppError } from "@/lib/errors";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let kari: Ctx;
let ola: Ctx;
let anne: Awaited<ReturnType<typeof createTestMember>>;

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = (await createTestMember(database, organization, { role: "coordinator", name: "Kari" })).ctx;
  ola = (await createTestMember(database, organization, { role: "org_admin", name: "Ola" })).ctx;
  anne = await createTestMember(database, organization, { name: "Anne Peer" });
});
afterAll(() => database.close());

const idOf = ({ actor }: Ctx) => (actor.kind === "user" ? actor.userId : "");
const person = () => createTestMember(database, organization);
const asked = (achievementId: string, userId: string, more: Partial<Nomination> = {}): Nomination => ({
  achievementId,
  userId,
  reason: "Alltid der",
  idempotencyKey: randomUUID(),
  ...more,
});
const code = (change: Promise<unknown>) =>
  change.then(
    () => "done",
    (error: AppError) => `${error.code} ${error.text.key}`,
  );
const row = async (id: string) =>
  (await database.everything.query("SELECT * FROM earned_badges WHERE id = $1", [id])).rows[0];
const signOffs = async (id: string) =>
  (
    await database.everything.query(
      "SELECT issuer_user_id, issuer_role, comment FROM manual_awards WHERE earned_badge_id = $1",
      [id],
    )
  ).rows;
const peersMayNominate = (allowed: boolean) =>
  database.everything.query("UPDATE organizations SET peers_may_nominate = $2 WHERE id = $1", [
    organization.organization.id,
    allowed,
  ]);

describe("a nomination", () => {
  test("waits, also where no approval is asked for, and stands with another's sign-off", async () => {
    const achievementId = await manualAchievement(organization);
    const { userId } = await person();
    const { id, status } = await nominate(kari, asked(achievementId, userId));
    expect(status).toBe("pending_approval");
    expect(await signOffs(id)).toEqual([]);
    await approveBadge(ola, { id, comment: "Helt enig" });
    expect(await row(id)).toMatchObject({
      status: "awarded",
      awarded_by_user_id: idOf(kari),
      decided_by_user_id: idOf(ola),
    });
    expect(await signOffs(id)).toEqual([
      { issuer_user_id: idOf(ola), issuer_role: "org_admin", comment: "Helt enig" },
    ]);
    const audit = await database.everything.query(
      "SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY seq",
      [id],
    );
    expect(audit.rows.map(({ action }) => action)).toEqual(["badge.nominated", "badge.approved"]);
  });

  test("is never decided by who made it, nor by whom it is about; who made it may withdraw it", async () => {
    const achievementId = await manualAchievement(organization, { needsApproval: true });
    const mine = await nominate(kari, asked(achievementId, (await person()).userId));
    expect(await code(approveBadge(kari, { id: mine.id }))).toBe("forbidden badges.notYourNomination");
    expect(await code(rejectBadge(kari, { id: mine.id, reason: "x" }))).toBe(
      "forbidden badges.notYourNomination",
    );
    const byHand = await awardBadge(kari, asked(achievementId, (await person()).userId));
    expect(await code(approveBadge(kari, { id: byHand.id }))).toBe("forbidden badges.notYourNomination");
    const about = await nominate(kari, asked(achievementId, idOf(ola)));
    expect(await code(approveBadge(ola, { id: about.id }))).toBe("forbidden badges.notForYourself");
    await revokeBadge(kari, { id: mine.id, reason: "Jeg tok feil" });
    expect((await row(mine.id)).status).toBe("revoked");
    expect(await code(nominate(kari, asked(achievementId, idOf(kari))))).toBe(
      "forbidden badges.notToYourself",
    );
  });

  test("is one, when the same form comes twenty times and when twenty propose at once", async () => {
    const achievementId = await manualAchievement(organization);
    const form = asked(achievementId, (await person()).userId);
    const answers = await Promise.all(Array.from({ length: 20 }, () => nominate(kari, { ...form })));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const { userId } = await person();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => code(nominate(kari, asked(achievementId, userId)))),
    );
    expect(outcomes.toSorted()).toEqual([...Array(19).fill("conflict badges.alreadyNominated"), "done"]);
    expect(await code(awardBadge(kari, { ...form }))).toBe("conflict badges.keyReused");
  });

  test("gives one sign-off and one badge when twenty approve at once", async () => {
    const achievementId = await manualAchievement(organization);
    const { id } = await nominate(kari, asked(achievementId, (await person()).userId));
    const others = await Promise.all(
      Array.from({ length: 4 }, () => createTestMember(database, organization, { role: "coordinator" })),
    );
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => code(approveBadge(others[at % 4]?.ctx ?? ola, { id }))),
    );
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(["done", "conflict badges.alreadyDecided"]));
    expect(await signOffs(id)).toHaveLength(1);
  });
});

describe("a peer mentor", () => {
  test("nominates a colleague only where the organisation says so, and never decides", async () => {
    const achievementId = await manualAchievement(organization);
    const { userId } = await person();
    await peersMayNominate(false);
    expect(await code(nominate(anne.ctx, asked(achievementId, userId)))).toBe("forbidden forbidden");
    expect(await searchNominees(anne.ctx, "Person")).toEqual([]);
    await peersMayNominate(true);
    const { id } = await nominate(anne.ctx, asked(achievementId, userId));
    expect(await row(id)).toMatchObject({ status: "pending_approval", awarded_by_user_id: anne.userId });
    expect(await code(approveBadge(anne.ctx, { id }))).toBe("forbidden forbidden");
    expect(await code(revokeBadge(anne.ctx, { id, reason: "x" }))).toBe("forbidden forbidden");
    // Kari proposed nothing here and decides.
    await approveBadge(kari, { id });
    expect(await listOwnNominations(anne.ctx)).toMatchObject([{ id, standing: "awarded" }]);
  });

  test("cannot award by going past the service", async () => {
    await peersMayNominate(true);
    const achievementId = await manualAchievement(organization);
    const { userId } = await person();
    const insert = database.everything.query(
      `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, reason, awarded_by_user_id)
       SELECT organization_id, achievement_id, id, $2, 'once', 'manual', 'x', $3 FROM achievement_versions WHERE achievement_id = $1`,
      [achievementId, userId, anne.userId],
    );
    await expect(insert).rejects.toMatchObject({ constraint: "earned_badges_awarded_by_role" });
    const { id } = await nominate(anne.ctx, asked(achievementId, userId));
    const decide = (by: string | null) =>
      database.everything.query(
        "UPDATE earned_badges SET status = 'awarded', decided_at = now(), decided_by_user_id = $2 WHERE id = $1",
        [id, by],
      );
    await expect(decide(null)).rejects.toMatchObject({ constraint: "earned_badges_decided_by_role" });
    await expect(decide((await person()).userId)).rejects.toMatchObject({
      constraint: "earned_badges_decided_by_role",
    });
  });

  test("learns nothing of others' awards and private colleagues, and sees nothing of what waits for themselves", async () => {
    await peersMayNominate(true);
    const achievementId = await manualAchievement(organization);
    const held = await person();
    await awardBadge(kari, asked(achievementId, held.userId));
    const waiting = await person();
    await nominate(kari, asked(achievementId, waiting.userId));
    for (const { userId } of [held, waiting]) {
      expect(await code(nominate(anne.ctx, asked(achievementId, userId)))).toBe(
        "conflict badges.nothingToPropose",
      );
    }
    expect((await listCollection(waiting.ctx, waiting.userId, {})).total).toBe(0);
    const hidden = await createTestMember(database, organization, { name: "Hemmelig Person" });
    await database.everything.query(
      "UPDATE memberships SET profile_visibility = 'private' WHERE user_id = $1",
      [hidden.userId],
    );
    expect(await code(nominate(anne.ctx, asked(achievementId, hidden.userId)))).toBe(
      "not_found notFound.person",
    );
    expect(await searchNominees(anne.ctx, "Hemmelig")).toEqual([]);
    expect(await searchNominees(kari, "Hemmelig")).toHaveLength(1);
  });

  test("never sees that they were turned down", async () => {
    const achievementId = await manualAchievement(organization);
    const nominee = await person();
    const { id } = await nominate(kari, asked(achievementId, nominee.userId));
    await rejectBadge(ola, { id, reason: "Ikke ennå" });
    expect((await listCollection(nominee.ctx, nominee.userId, {})).total).toBe(0);
    // And may be proposed again.
    expect((await nominate(kari, asked(achievementId, nominee.userId))).status).toBe("pending_approval");
  });

  test("may decline without who proposed them reading so", async () => {
    const nominee = await person();
    const { id } = await nominate(kari, asked(await manualAchievement(organization), nominee.userId));
    await approveBadge(ola, { id });
    const isListed = async () => (await listOwnNominations(kari)).some((one) => one.id === id);
    expect(await isListed()).toBe(true);
    await declineBadge(nominee.ctx, { id });
    expect(await isListed()).toBe(false);
  });
});
