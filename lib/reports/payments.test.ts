import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportDefinitions } from "@/lib/achievements/export-queries";
import { achievementInput } from "@/lib/achievements/schema";
import { updateAchievement } from "@/lib/achievements/service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import { recordHistory } from "@/lib/events/record-queries";
import { importRecords } from "@/lib/imports/import-service";
import { awardIds, paymentFilter } from "@/lib/reports/filter-schema";
import { readLedger, readWholeLedger } from "@/lib/reports/payment-queries";
import { markPaid, unmarkPaid } from "@/lib/reports/payment-service";
import { presentAwards } from "@/lib/reports/presenting-service";
import { award, payingOrganization } from "@/lib/reports/reports.test-support";
import { define } from "@/lib/testing/achievements";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const all = (changes: object = {}) => paymentFilter.parse({ period: "2026", ...changes });
const keyOf = (promise: Promise<unknown>) =>
  promise.then(
    (answer) => answer,
    (error: { text?: { key: string }; code?: string }) => error.text?.key ?? error.code ?? error,
  );

async function earned() {
  const made = await payingOrganization(database);
  const kari = await createTestMember(database, made.ctx, { name: "Kari", externalRef: "k-1" });
  const give = (occurrence: string, status?: string, at = "2026-05-01T10:00:00Z") =>
    award(database, made.ctx, [made.achievement, kari.userId], {
      occurrence,
      at,
      ...(status ? { status } : {}),
    });
  return { ...made, kari, give };
}

describe("the ledger", () => {
  test("lists each time somebody earned what is paid for, with the totals of each person", async () => {
    const { admin, coordinator, kari, give } = await earned();
    const [third, fifteenth] = [await give("3"), await give("15")];
    await give("30", "revoked");
    await give("60", undefined, "2025-12-31T22:30:00Z");
    await markPaid(admin.ctx, { ids: [third] });
    const { page, payees, totals } = await readLedger(coordinator.ctx, all());
    expect(
      page.rows.map(({ id, occurrence, amount, isRevoked, paidBy }) => [
        id === fifteenth,
        occurrence,
        amount,
        isRevoked,
        paidBy,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [false, "3", 1500, false, "Anna Admin"],
        [true, "15", 1500, false, null],
        [false, "30", 1500, true, null],
      ]),
    );
    expect(page.rows).toHaveLength(3);
    expect(payees).toMatchObject([
      { userId: kari.userId, reference: "k-1", open: 1500, paid: 1500, openCount: 1 },
    ]);
    expect(totals).toEqual([{ currency: "NOK", open: 1500, paid: 1500 }]);
    const of = async (state: string) =>
      (await readLedger(coordinator.ctx, all({ state }))).page.rows.map((row) => row.occurrence);
    expect([await of("open"), await of("paid"), await of("revoked")]).toEqual([["15"], ["3"], ["30"]]);
    // In Oslo it was still last year.
    expect(
      (await readWholeLedger(coordinator.ctx, all({ period: "2025" }))).rows.map((row) => row.occurrence),
    ).toEqual(["60"]);
  });

  test("keeps the amount that applied when it was earned", async () => {
    const { ctx, achievement, coordinator, give } = await earned();
    await give("3");
    const changed = define({
      key: "x",
      name: "Honorar",
      isRepeatable: true,
      paymentAmount: 2000.5,
      paymentCurrency: "NOK",
    });
    await updateAchievement(ctx, { ...changed, id: achievement });
    await give("15", undefined, "2026-06-01T10:00:00Z");
    const amounts = (await readLedger(coordinator.ctx, all())).page.rows.map(({ amount }) => amount);
    expect(amounts).toEqual([2000.5, 1500]);
  });

  test("is for coordinators, and of their own organisation", async () => {
    const { ctx, kari, give } = await earned();
    await give("3");
    expect(await keyOf(readLedger(kari.ctx, all()))).toBe("forbidden");
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    expect((await readLedger(stranger.ctx, all())).page.rows).toEqual([]);
    expect(await keyOf(readLedger({ ...ctx, modules: new Set() }, all()))).toBe("notFound.module");
  });
});

describe("marking as paid", () => {
  test("happens once, however many do it at once, and is written down", async () => {
    const { ctx, admin, coordinator, give } = await earned();
    const other = await createTestMember(database, ctx, { role: "org_admin" });
    const ids = [await give("3"), await give("15")];
    const outcomes = await Promise.all(
      [admin, other, admin, other].map((one, n) =>
        keyOf(markPaid(one.ctx, { ids: n % 2 ? ids : ids.toReversed() })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome !== "reports.nothingToPay")).toEqual([
      { changed: 2, ids: expect.toSatisfy((of: string[]) => ids.every((id) => of.includes(id))) },
    ]);
    const { rows } = await database.everything.query(
      "SELECT count(*)::int AS entries FROM audit_log WHERE organization_id = $1 AND action = 'payment.marked'",
      [ctx.organization.id],
    );
    expect(rows).toEqual([{ entries: 2 }]);
    expect(await unmarkPaid(admin.ctx, { ids })).toMatchObject({ changed: 2 });
    expect(await keyOf(unmarkPaid(admin.ctx, { ids }))).toBe("reports.notPaid");
    expect(await markPaid(admin.ctx, { ids })).toMatchObject({ changed: 2 });
    const told = async (who: Ctx) =>
      (await recordHistory(who, { kind: "badge", id: ids[0] ?? "", most: 10 })).deeds.map(({ deed }) => deed);
    const paid = ["payment_marked", "payment_undone", "payment_marked"];
    expect([await told(admin.ctx), await told(coordinator.ctx)]).toEqual([paid, paid]);
    await presentAwards(coordinator.ctx, { ids });
    expect(await told(coordinator.ctx)).toEqual(["presented", ...paid]);
    expect(await keyOf(told((await createTestMember(database, ctx)).ctx))).toBe("forbidden");
  });

  test("is not of what was revoked, is free, or is one's own", async () => {
    const { ctx, admin, achievement, give } = await earned();
    const revoked = await give("3", "revoked");
    const own = await award(database, ctx, [achievement, admin.userId], {
      occurrence: "3",
      at: "2026-05-01T10:00:00Z",
    });
    for (const id of [revoked, own])
      expect(await keyOf(markPaid(admin.ctx, { ids: [id] }))).toBe("reports.nothingToPay");
    await database.everything.query("DELETE FROM payments");
  });

  test("is not done again when the same is revoked and earned once more", async () => {
    const { admin, coordinator, give } = await earned();
    const first = await give("3");
    await markPaid(admin.ctx, { ids: [first] });
    await revokeBadge(coordinator.ctx, { id: first, reason: "En feil" });
    const second = await give("3");
    expect(await keyOf(markPaid(admin.ctx, { ids: [second] }))).toBe("reports.nothingToPay");
    const rows = (await readLedger(coordinator.ctx, all())).page.rows;
    expect(rows.find(({ id }) => id === second)).toMatchObject({ isPaidBefore: true, isRevoked: false });
    expect(rows.find(({ id }) => id === first)).toMatchObject({ isPaidBefore: false, isRevoked: true });
  });

  test("is for administrators, of awards of their own organisation", async () => {
    const { admin, coordinator, give } = await earned();
    const id = await give("3");
    expect(await keyOf(markPaid(coordinator.ctx, { ids: [id] }))).toBe("forbidden");
    expect(await keyOf(unmarkPaid(coordinator.ctx, { ids: [id] }))).toBe("forbidden");
    const theirs = await (await earned()).give("3");
    expect(await keyOf(markPaid(admin.ctx, { ids: [id, theirs] }))).toBe("notFound.badge");
    expect(await keyOf(markPaid(admin.ctx, { ids: ["00000000-0000-4000-8000-000000000000"] }))).toBe(
      "notFound.badge",
    );
    expect(awardIds.safeParse({ ids: [] }).success).toBe(false);
    expect(awardIds.safeParse({ ids: Array(501).fill(id) }).success).toBe(false);
  });
});

describe("the payment of a definition", () => {
  test.each([
    [{ paymentAmount: 100 }, ["paymentCurrency"]],
    [{ paymentCurrency: "NOK" }, ["paymentAmount"]],
    [{ paymentAmount: 0, paymentCurrency: "NOK" }, ["paymentAmount"]],
    [{ paymentAmount: 10.005, paymentCurrency: "NOK" }, ["paymentAmount"]],
    [{ paymentAmount: 100, paymentCurrency: "kr" }, ["paymentCurrency"]],
    [{ paymentAmount: "mye", paymentCurrency: "NOK" }, ["paymentAmount"]],
  ])("%j is refused at its field", (payment, path) => {
    const parsed = achievementInput.safeParse({ ...define(), ...payment });
    expect(parsed.error?.issues.map((issue) => issue.path)).toEqual([path]);
  });

  test("goes out with the definitions and comes in with them, and a file that does not speak of it leaves it", async () => {
    const { ctx } = await payingOrganization(database);
    const [exported] = await exportDefinitions(ctx);
    expect(exported).toMatchObject({ payment_amount: 1500, payment_currency: "NOK" });
    const other = await createTestOrganization(database);
    const load = (record: object) =>
      importRecords(other, {
        kind: "achievements",
        records: [record as Record<string, unknown>],
        fileName: "a.json",
      });
    expect(await load(exported ?? {})).toMatchObject({ rejected: [] });
    expect(await exportDefinitions(other)).toEqual([exported]);
    const { payment_amount: _, payment_currency: __, ...silent } = exported ?? {};
    await load(silent);
    await load({ ...exported, payment_amount: "1500,00" });
    expect(await exportDefinitions(other)).toEqual([exported]);
  });
});
