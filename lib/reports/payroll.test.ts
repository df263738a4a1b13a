import { afterAll, beforeAll, expect, test } from "vitest";
import { paymentFilter, wholePayroll } from "@/lib/reports/filter-schema";
import { readLedger } from "@/lib/reports/payment-queries";
import { markPaid } from "@/lib/reports/payment-service";
import { markWholePayroll } from "@/lib/reports/payroll-service";
import { award, keyOf, payingOrganization } from "@/lib/reports/reports.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const MAY = paymentFilter.parse({ period: "2026-05" });

/** Sixty to be paid in May, in two months around it one each; one was revoked, one is paid, one is the administrator's own. */
async function payroll() {
  const made = await payingOrganization(database);
  const { ctx, admin, achievement } = made;
  const people = await Promise.all(Array.from({ length: 30 }, () => createTestMember(database, ctx)));
  const give = (userId: string, occurrence: string, at: string, status = "awarded") =>
    award(database, ctx, [achievement, userId], { occurrence, at, status });
  for (const { userId } of people) {
    await give(userId, "1", "2026-04-30T22:00:00Z");
    await give(userId, "2", "2026-05-31T21:59:00Z");
  }
  const [one] = people;
  const userId = one?.userId ?? "";
  await give(userId, "3", "2026-04-30T21:59:00Z");
  await give(userId, "4", "2026-05-31T22:00:00Z");
  await give(userId, "5", "2026-05-10T10:00:00Z", "revoked");
  const paid = await give(userId, "6", "2026-05-10T10:00:00Z");
  await markPaid(admin.ctx, { ids: [paid] });
  await give(admin.userId, "1", "2026-05-10T10:00:00Z");
  return made;
}

const paymentsIn = async (organization: string) =>
  (await database.everything.query("SELECT FROM payments WHERE organization_id = $1", [organization]))
    .rowCount;

test("a month's payroll is marked as paid at one go: what was seen, and nothing around it", async () => {
  const { ctx, admin } = await payroll();
  const seen = await readLedger(admin.ctx, MAY);
  expect(seen.page.rows).toHaveLength(50);
  expect(seen.toMark).toEqual([{ currency: "NOK", count: 60, sum: 90_000 }]);
  expect(await markWholePayroll(admin.ctx, { period: MAY.period, count: 60 })).toEqual({ changed: 60 });
  const after = await readLedger(admin.ctx, MAY);
  expect(after.toMark).toEqual([]);
  expect(after.totals).toEqual([{ currency: "NOK", open: 1500, paid: 91_500 }]);
  expect(await paymentsIn(ctx.organization.id)).toBe(61);
  const { rows } = await database.everything.query(
    "SELECT count(*)::int AS entries FROM audit_log WHERE organization_id = $1 AND action = 'payment.marked'",
    [ctx.organization.id],
  );
  expect(rows).toEqual([{ entries: 61 }]);
});

test("nothing is marked when it is no longer what was seen", async () => {
  const { ctx, admin } = await payroll();
  for (const count of [59, 61])
    expect(await keyOf(markWholePayroll(admin.ctx, { period: MAY.period, count }))).toBe(
      "reports.payrollChanged",
    );
  expect(await paymentsIn(ctx.organization.id)).toBe(1);
});

test("pressed by several at once it is marked once", async () => {
  const { ctx, admin } = await payroll();
  const other = await createTestMember(database, ctx, { role: "org_admin" });
  // The other sees one more: that of the first.
  const outcomes = await Promise.all([
    keyOf(markWholePayroll(admin.ctx, { period: MAY.period, count: 60 })),
    keyOf(markWholePayroll(other.ctx, { period: MAY.period, count: 61 })),
    keyOf(markWholePayroll(admin.ctx, { period: MAY.period, count: 60 })),
  ]);
  const lost = outcomes.filter((outcome) => outcome === "reports.payrollChanged");
  expect(lost).toHaveLength(2);
  expect([61, 62]).toContain(await paymentsIn(ctx.organization.id));
});

test("it is for administrators, of their own organisation and its groups", async () => {
  const { coordinator, admin } = await payroll();
  const input = { period: MAY.period, count: 60 };
  expect(await keyOf(markWholePayroll(coordinator.ctx, input))).toBe("forbidden");
  const { rows } = await database.everything.query<{ id: string }>(
    "INSERT INTO groups (organization_id, key, name) VALUES ($1, 'elsewhere', 'Elsewhere') RETURNING id",
    [(await payroll()).ctx.organization.id],
  );
  const group = rows[0]?.id;
  expect(await keyOf(markWholePayroll(admin.ctx, { ...input, group }))).toBe("reports.payrollChanged");
  for (const wrong of [{ period: "2026-13" }, { count: 0 }, { count: 10_001 }, { group: "x" }, { more: 1 }])
    expect(wholePayroll.safeParse({ ...input, ...wrong }).success).toBe(false);
});
