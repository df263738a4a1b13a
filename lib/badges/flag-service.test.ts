import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { badgeFilters } from "@/lib/badges/filter-schema";
import { countFlagged } from "@/lib/badges/flag-queries";
import { keepInput } from "@/lib/badges/flag-schema";
import { keepBadge } from "@/lib/badges/flag-service";
import { listBadges } from "@/lib/badges/list-queries";
import { getBadge } from "@/lib/badges/queries";
import { revokeBadge } from "@/lib/badges/revocation-service";
import { revocationInput } from "@/lib/badges/schema";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const REASON = "criteria_unmet 0:activity_count:8/10";

async function story(holder?: Ctx) {
  const ctx = holder ?? (await createTestOrganization(database));
  const coordinator = (await createTestMember(database, ctx, { role: "coordinator", name: "Kari" })).ctx;
  const person = await createTestMember(database, ctx);
  const achievement = await activeAchievement({ ...ctx, actor: { kind: "system" } });
  return { ctx, coordinator, achievement, id: await flagged(ctx, achievement, person.userId) };
}

async function flagged({ organization }: Ctx, achievement: string, userId: string): Promise<string> {
  const { rows } = await database.everything.query<{ id: string }>(
    `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, flagged_at, flag_reason)
     SELECT $1, $2, v.id, $3, 'once', 'automatic', now(), $4 FROM achievement_versions v WHERE v.achievement_id = $2 RETURNING id`,
    [organization.id, achievement, userId, REASON],
  );
  return rows[0]?.id ?? "";
}
const keep = (id: string) => ({ id, flagReason: REASON, note: "Aktivitetene fantes, listen var feil" });
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error) => (error instanceof AppError ? `${error.code} ${error.text.key}` : String(error)),
  );

describe("a flagged badge", () => {
  test("waits in the queue with its reason, and is counted", async () => {
    const { coordinator, id } = await story();
    expect(await countFlagged(coordinator)).toBe(1);
    const { rows } = await listBadges(coordinator, badgeFilters.parse({ flagged: "yes" }));
    expect(rows).toMatchObject([{ id, flagReason: REASON }]);
    expect((await getBadge(coordinator, id)).flag).toMatchObject({ reason: REASON });
    expect(badgeFilters.parse({ flagged: "perhaps" }).flagged).toBeUndefined();
  });

  test("stands once somebody says so, with the note, and leaves the queue", async () => {
    const { coordinator, id } = await story();
    await keepBadge(coordinator, keep(id));
    expect(await countFlagged(coordinator)).toBe(0);
    expect(await getBadge(coordinator, id)).toMatchObject({
      standing: "awarded",
      flag: null,
      kept: { by: { name: "Kari" }, note: keep(id).note },
    });
    const { rows } = await database.everything.query(
      "SELECT before, after FROM audit_log WHERE subject_id = $1 AND action = 'badge.kept'",
      [id],
    );
    expect(rows).toEqual([{ before: { flagReason: REASON }, after: { kept: true, note: keep(id).note } }]);
  });

  test("is decided about once, by whoever is first", async () => {
    const { coordinator, id } = await story();
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => code(keepBadge(coordinator, keep(id)))),
    );
    expect(outcomes.toSorted()).toEqual([...Array(4).fill("conflict flags.notFlagged"), "done"]);
    await revokeBadge(coordinator, { id, reason: "Likevel ikke" });
    expect(await code(keepBadge(coordinator, keep(id)))).toBe("conflict flags.notFlagged");
  });

  test("is not decided about by what somebody saw before more was missing", async () => {
    const { coordinator, id } = await story();
    const seen = { ...keep(id), flagReason: "criteria_unmet 0:activity_count:9/10" };
    expect(await code(keepBadge(coordinator, seen))).toBe("conflict flags.changedMeanwhile");
    expect(await countFlagged(coordinator)).toBe(1);
  });

  test("is nobody's to keep who holds it, looks from elsewhere, or is a peer mentor", async () => {
    const { ctx, coordinator, achievement, id } = await story();
    const own =
      coordinator.actor.kind === "user" ? await flagged(ctx, achievement, coordinator.actor.userId) : "";
    expect(await code(keepBadge(coordinator, keep(own)))).toBe("forbidden badges.notForYourself");
    const elsewhere = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    expect(await code(keepBadge(elsewhere.ctx, keep(id)))).toBe("not_found notFound.earnedBadge");
    const mentor = (await createTestMember(database, ctx)).ctx;
    expect(await code(keepBadge(mentor, keep(id)))).toBe("forbidden forbidden");
    expect(await code(countFlagged(mentor))).toBe("forbidden forbidden");
    expect(await code(keepBadge(ctx, keep(id)))).toBe("forbidden forbidden");
    expect(await code(keepBadge({ ...coordinator, modules: new Set() }, keep(id)))).toBe(
      "not_found notFound.module",
    );
    expect(await countFlagged(coordinator)).toBe(2);
  });

  test("that has ended or was revoked no longer waits", async () => {
    const { coordinator, id } = await story();
    await database.everything.query(
      "UPDATE earned_badges SET awarded_at = '2026-01-01', expires_at = '2026-01-02' WHERE id = $1",
      [id],
    );
    expect(await countFlagged(coordinator)).toBe(0);
    expect((await getBadge(coordinator, id)).flag).toBeNull();
    expect((await listBadges(coordinator, badgeFilters.parse({ flagged: "yes" }))).rows).toEqual([]);
  });
});

test.each([["   "], ["x".repeat(2001)], ["a\u0000b"]])("a note must be words: %j", (note) => {
  expect(keepInput.safeParse({ ...keep("00000000-0000-4000-8000-000000000001"), note }).success).toBe(false);
});

test("nobody's reason for revoking reads as if evaluation had done it", () => {
  const revocation = { id: "00000000-0000-4000-8000-000000000001", reason: REASON };
  expect(revocationInput.safeParse(revocation).success).toBe(false);
});
