import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getAchievementHistory } from "@/lib/achievements/history-queries";
import { listAchievements } from "@/lib/achievements/queries";
import { declineBadge } from "@/lib/badges/decline-service";
import { badgeFilters } from "@/lib/badges/filter-schema";
import { countFlagged } from "@/lib/badges/flag-queries";
import { listBadges } from "@/lib/badges/list-queries";
import { listBadgesOf } from "@/lib/badges/person-queries";
import { getBadge } from "@/lib/badges/queries";
import { revokeBadge } from "@/lib/badges/revocation-service";
import { readDashboard } from "@/lib/dashboard/figures-queries";
import { readQueueOf } from "@/lib/dashboard/queue-queries";
import { refreshDashboard } from "@/lib/dashboard/refresh-service";
import { exportAwards } from "@/lib/exports/award-queries";
import { readCeremony } from "@/lib/reports/ceremony-queries";
import { ceremonyFilter, paymentFilter, recognitionFilter } from "@/lib/reports/filter-schema";
import { readLedger } from "@/lib/reports/payment-queries";
import { markPaid, unmarkPaid } from "@/lib/reports/payment-service";
import { presentAwards } from "@/lib/reports/presenting-service";
import { readRecognitions } from "@/lib/reports/recognition-queries";
import { award, keyOf, payingOrganization } from "@/lib/reports/reports.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Also on the first day of a year, when a badge of the hour before is of another one. */
const period = "12-months";

/** Kari has declined one badge of this hour; Ola has kept his. */
async function declined() {
  const made = await payingOrganization(database);
  const [kari, ola] = [
    await createTestMember(database, made.ctx, { name: "Kari" }),
    await createTestMember(database, made.ctx, { name: "Ola" }),
  ];
  const give = (userId: string) =>
    award(database, made.ctx, [made.achievement, userId], {
      occurrence: "1",
      at: new Date(Date.now() - 60_000).toISOString(),
    });
  const [hers, his] = [await give(kari.userId), await give(ola.userId)];
  return { ...made, kari, ola, hers, his, decline: () => declineBadge(kari.ctx, { id: hers }) };
}

type Made = Awaited<ReturnType<typeof declined>>;
const idsIn = (page: { rows: readonly { id: string }[] }) => page.rows.map(({ id }) => id);
const ledger = async ({ coordinator }: Made, state?: string) =>
  idsIn((await readLedger(coordinator.ctx, paymentFilter.parse({ period, state }))).page);

describe("what somebody has declined", () => {
  test("is called up at no ceremony, in no report and in no figure", async () => {
    const { ctx, coordinator, achievement, hers, his, decline } = await declined();
    await refreshDashboard(ctx);
    await decline();
    await refreshDashboard(ctx);
    const ceremony = await readCeremony(coordinator.ctx, ceremonyFilter.parse({ period }));
    expect([idsIn(ceremony), ceremony.total]).toEqual([[his], 1]);
    expect(await keyOf(presentAwards(coordinator.ctx, { ids: [hers] }))).toBe("reports.nothingToPresent");
    const report = await readRecognitions(coordinator.ctx, recognitionFilter.parse({ period }));
    expect(idsIn(report.page)).toEqual([his]);
    const { figures, now } = await readDashboard(coordinator.ctx, period);
    expect(figures?.awards.map(({ badges }) => badges)).toEqual([1]);
    expect([figures?.reached, now?.badges]).toEqual([1, 1]);
    await revokeBadge(coordinator.ctx, { id: hers, reason: "Gis på nytt" });
    await refreshDashboard(ctx);
    expect((await readDashboard(coordinator.ctx, period)).figures?.lapses).toEqual([]);
    const [row] = (await listAchievements(coordinator.ctx)).filter(({ id }) => id === achievement);
    expect(row?.awards).toBe(1);
  });

  test("is not among those who have an achievement", async () => {
    const { coordinator, achievement, his, decline } = await declined();
    await decline();
    const { awards, awardCount } = await getAchievementHistory(coordinator.ctx, { id: achievement });
    expect([awards.map(({ id }) => id), awardCount]).toEqual([[his], 1]);
    const [row] = (await listAchievements(coordinator.ctx)).filter(({ id }) => id === achievement);
    expect(row?.awards).toBe(1);
  });

  test("is not paid, also past the service, and stays in the ledger when it was paid before", async () => {
    const unpaid = await declined();
    await unpaid.decline();
    expect(await ledger(unpaid)).toEqual([unpaid.his]);
    expect(await keyOf(markPaid(unpaid.admin.ctx, { ids: [unpaid.hers] }))).toBe("reports.nothingToPay");
    const paying = database.everything.query(
      `INSERT INTO payments (organization_id, earned_badge_id, achievement_id, user_id, occurrence, amount, currency)
       SELECT organization_id, id, achievement_id, user_id, occurrence, 1500, 'NOK' FROM earned_badges WHERE id = $1`,
      [unpaid.hers],
    );
    await expect(paying).rejects.toMatchObject({ constraint: "payments_of_standing_awards" });
    await revokeBadge(unpaid.coordinator.ctx, { id: unpaid.hers, reason: "Gis på nytt" });
    expect(await ledger(unpaid, "revoked")).toEqual([]);

    const paid = await declined();
    await markPaid(paid.admin.ctx, { ids: [paid.hers] });
    await paid.decline();
    expect([await ledger(paid, "paid"), await ledger(paid, "open")]).toEqual([[paid.hers], [paid.his]]);
    await unmarkPaid(paid.admin.ctx, { ids: [paid.hers] });
    expect(await ledger(paid)).toEqual([paid.his]);
  });

  test("reads as declined to those who look after badges, and as nothing else", async () => {
    const { coordinator, kari, hers, his, decline } = await declined();
    await decline();
    const list = async (query: object) => {
      const { rows } = await listBadges(coordinator.ctx, badgeFilters.parse(query));
      return rows.map(({ id, standing }) => [id, standing]);
    };
    expect((await list({})).toSorted()).toEqual(
      [
        [hers, "declined"],
        [his, "awarded"],
      ].toSorted(),
    );
    expect(await list({ status: "awarded" })).toEqual([[his, "awarded"]]);
    expect(await list({ status: "declined" })).toEqual([[hers, "declined"]]);
    expect((await listBadgesOf(coordinator.ctx, kari.userId)).map(({ standing }) => standing)).toEqual([
      "declined",
    ]);
    expect((await getBadge(coordinator.ctx, hers)).standing).toBe("declined");
    await database.everything.query(
      "UPDATE earned_badges SET expires_at = now() - interval '1 second' WHERE id = $1",
      [hers],
    );
    expect(await list({ status: "expired" })).toEqual([]);
    expect(await list({ status: "declined" })).toEqual([[hers, "declined"]]);
    let csv = "";
    for await (const part of exportAwards(coordinator.ctx, { status: "declined" })) csv += part;
    expect(csv.trim().split("\n")).toHaveLength(2);
  });

  test("waits for nobody to decide whether it stands", async () => {
    const { ctx, coordinator, hers, his, decline } = await declined();
    await database.everything.query(
      "UPDATE earned_badges SET flagged_at = now(), flag_reason = 'x' WHERE organization_id = $1",
      [ctx.organization.id],
    );
    await decline();
    const { section } = await readQueueOf(coordinator.ctx, { kind: "flagged" });
    expect([section.count, section.rows.map(({ id }) => id)]).toEqual([1, [his]]);
    expect(await countFlagged(coordinator.ctx)).toBe(1);
    const flagged = await listBadges(coordinator.ctx, badgeFilters.parse({ flagged: "yes" }));
    expect(idsIn(flagged)).toEqual([his]);
    expect((await getBadge(coordinator.ctx, hers)).flag).toBeNull();
  });
});
