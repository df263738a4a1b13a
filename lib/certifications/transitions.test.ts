import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CertificateRows, certificateRows, refusal } from "@/lib/certifications/rows.test-support";
import { canBecome, certificationStatuses } from "@/lib/certifications/rules";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
let rows: CertificateRows;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  rows = await certificateRows(database);
});

describe("valid_status_transition and revoked_cert_cannot_be_reactivated", () => {
  const pairs = certificationStatuses.flatMap((from) =>
    certificationStatuses.filter((to) => to !== from).map((to) => [from, to] as const),
  );

  test.each(pairs)("%s to %s is what the table of rules.ts says", async (from, to) => {
    const { id, later } = await rows.inState(from);
    const outcome = await refusal(rows.set(id, rows.assignmentsFor(to, later)));
    expect(outcome).toBe(canBecome(from, to) ? "accepted" : "certifications_status_transition");
  });

  test.each(pairs)("%s to %s is open to a migration override", async (from, to) => {
    const { id, later } = await rows.inState(from);
    expect(await rows.setOver(id, rows.assignmentsFor(to, later))).toBe(1);
  });

  test("no such override works inside an organisation, nor across them without its name", async () => {
    const { id } = await rows.inState("revoked");
    const back = rows.assignmentsFor("active");
    expect(await refusal(rows.setByName(id, back))).toBe("certifications_status_transition");
    expect(await refusal(rows.setAcross(id, back))).toBe("certifications_status_transition");
  });
});

describe("the database refuses", () => {
  test("a successor of another person or type, itself, and a second one", async () => {
    const { id, later } = await rows.inState("expired");
    const other = await rows.inState("expired");
    const renewed = (by: string) => refusal(rows.set(id, `renewed_by_id = '${by}'`));
    expect(await renewed(other.id)).toBe("certifications_successor_fits");
    expect(await renewed(id)).toBe("certifications_successor_is_another");
    expect(await renewed(later)).toBe("accepted");
    expect(await refusal(rows.set(id, "renewed_by_id = NULL"))).toBe("certifications_renewal_is_final");
    const valid = await rows.inState("active");
    expect(await refusal(rows.set(valid.id, `renewed_by_id = '${valid.later}'`))).toBe(
      "certifications_renewed_is_over",
    );
  });

  test("a year of issue that is not the number's, also by a correction and by an override", async () => {
    const id = await rows.insert();
    const otherYear = "issued_at = '2025-12-31T22:59:59Z'";
    expect(await refusal(rows.set(id, otherYear))).toBe("certifications_number_year");
    expect(await refusal(rows.setOver(id, otherYear))).toBe("certifications_number_year");
    // In Oslo the year begins an hour earlier than in Greenwich.
    expect(await refusal(rows.set(id, "issued_at = '2025-12-31T23:00:00Z'"))).toBe("accepted");
  });

  test("expiry_warning_notification: a second warning of one end", async () => {
    const id = await rows.insert();
    await rows.set(id, "status = 'expiring_soon', expiry_warning_sent_at = '2027-02-01'");
    expect(await refusal(rows.set(id, "expiry_warning_sent_at = '2027-02-02'"))).toBe(
      "certifications_warned_once",
    );
    await rows.set(id, "status = 'active', expires_at = '2028-03-01', expiry_warning_sent_at = NULL");
    expect(await refusal(rows.set(id, "expiry_warning_sent_at = '2028-02-02'"))).toBe("accepted");
  });
});
