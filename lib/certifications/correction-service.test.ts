import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { correctCertification } from "@/lib/certifications/correction-service";
import { sweepCertifications } from "@/lib/certifications/expiry-service";
import { type CertificateLife, certificateLife } from "@/lib/certifications/life.test-support";
import { correctionInput } from "@/lib/certifications/life-schema";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let life: CertificateLife;
let id: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  life = await certificateLife(database);
  ({ id } = await life.issue("2026-03-01"));
});

/** A correction on the first of May that leaves the end as it was, unless it says otherwise. */
const correct = (changes: object, moment = "2026-05-01") =>
  life.correct(moment, id, { expiresOn: "2027-03-01", ...changes });
const at = (field: string, key: string) => ({ code: "invalid", fields: { [field]: { key } } });

describe("correcting dates", () => {
  test("gives the first moment of the day of issue and all of the last day, by the organisation's clock", async () => {
    await correct({ issuedOn: "2026-02-10", expiresOn: "2027-06-30" });
    expect(await life.stored(id)).toMatchObject({
      issued_at: new Date("2026-02-09T23:00:00Z"),
      expires_at: new Date("2027-06-30T22:00:00Z"),
      status: "active",
    });
    expect((await life.seen("2027-06-30T21:59:59Z", id)).standing).toBe("expiring_soon");
    expect((await life.seen("2027-06-30T22:00:00Z", id)).standing).toBe("expired");
  });

  test("is audited with what was, what is and why, and looks at the holder's badges; the holder is not told", async () => {
    await life.rows("DELETE FROM evaluation_requests WHERE organization_id = $1");
    await correct({ expiresOn: "2027-06-30", reason: "Kurset varte lenger" });
    const [entry] = await life.rows(
      "SELECT before, after, actor_user_id FROM audit_log WHERE organization_id = $1 AND action = 'certification.corrected'",
    );
    expect(entry).toMatchObject({
      before: { expiresAt: "2027-03-01T12:00:00.000Z", status: "active" },
      after: { expiresAt: "2027-06-30T22:00:00.000Z", reason: "Kurset varte lenger" },
      actor_user_id: life.coordinator.userId,
    });
    expect(await life.rows("SELECT FROM evaluation_requests WHERE organization_id = $1")).toHaveLength(1);
    expect(await life.notices()).toEqual(["certificate_issued"]);
  });

  test("leaves the moment of a day that stays", async () => {
    await correct({ issuedOn: "2026-02-10" });
    expect((await life.stored(id)).expires_at).toEqual(new Date("2027-03-01T12:00:00Z"));
    await correct({ expiresOn: "2027-06-30" }, "2026-05-02");
    expect((await life.stored(id)).issued_at).toEqual(new Date("2026-02-09T23:00:00Z"));
  });

  test("out of the warning window makes it active again, and the next window warns again", async () => {
    await sweepCertifications(life.at("2027-02-10", life.ctx));
    expect(await life.stored(id)).toMatchObject({ status: "expiring_soon" });
    await correct({ expiresOn: "2027-09-30" }, "2027-02-11");
    expect(await life.stored(id)).toMatchObject({ status: "active", expiry_warning_sent_at: null });
    expect(await sweepCertifications(life.at("2027-02-12", life.ctx))).toEqual({ warned: 0, expired: 0 });
    expect(await sweepCertifications(life.at("2027-09-10", life.ctx))).toEqual({ warned: 1, expired: 0 });
    expect(await life.notices()).toEqual([
      "certificate_issued",
      "certificate_expiring",
      "certificate_expiring",
    ]);
  });

  test("inside the window keeps the warning that was sent, and warns nobody twice", async () => {
    await sweepCertifications(life.at("2027-02-10", life.ctx));
    const { expiry_warning_sent_at: sent } = await life.stored(id);
    await correct({ expiresOn: "2027-03-05" }, "2027-02-11");
    expect(await life.stored(id)).toMatchObject({ status: "expiring_soon", expiry_warning_sent_at: sent });
    expect(await sweepCertifications(life.at("2027-02-12", life.ctx))).toEqual({ warned: 0, expired: 0 });
  });

  test("sent again it happened once, and nothing to correct is said", async () => {
    const once = await life.correction("2026-05-01", id, { expiresOn: "2027-06-30" });
    await correctCertification(life.at("2026-05-01"), once);
    await correctCertification(life.at("2026-05-01"), once);
    expect(await life.events(id)).toEqual(["issued", "corrected"]);
    await expect(correct({ expiresOn: "2027-06-30" })).rejects.toMatchObject({
      text: { key: "certificateLife.nothingCorrected" },
    });
  });

  test("two at once notice each other", async () => {
    const [a, b] = await Promise.all(
      ["2027-06-30", "2027-07-31"].map((expiresOn) => life.correction("2026-05-01", id, { expiresOn })),
    );
    if (!a || !b) throw new Error("There were two");
    const answers = await Promise.allSettled(
      [a, b].map((input) => correctCertification(life.at("2026-05-01"), input)),
    );
    const refused = answers.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({
      code: "conflict",
      text: { key: "certificateLife.changedMeanwhile" },
    });
  });

  test("at the moment of a sweep: whichever is first, its end and its state agree", async () => {
    for (let round = 0; round < 6; round++) {
      const { userId } = await createTestMember(database, life.ctx);
      const one = await life.issue("2026-03-01", { userId });
      const now = "2027-02-25";
      const input = await life.correction(now, one.id, { expiresOn: "2027-12-01" });
      const [corrected] = await Promise.allSettled([
        correctCertification(life.at(now), input),
        sweepCertifications(life.at(now, life.ctx)),
      ]);
      expect(corrected?.status).toBe("fulfilled");
      expect(await life.stored(one.id)).toMatchObject({ status: "active", expiry_warning_sent_at: null });
    }
  });
});

describe("is not corrected:", () => {
  test.each([
    ["an issue still to come", { issuedOn: "2026-05-02" }, at("issuedOn", "certifications.inTheFuture")],
    ["the year before", { issuedOn: "2025-12-31" }, at("issuedOn", "certificateLife.yearStays")],
    [
      "an end before the issue",
      { issuedOn: "2026-04-20", expiresOn: "2026-04-19" },
      at("expiresOn", "certifications.expiresBeforeIssue"),
    ],
    ["an end that is over", { expiresOn: "2026-04-30" }, at("expiresOn", "certificateLife.alreadyOver")],
    ["no end", { expiresOn: undefined }, at("expiresOn", "certificateLife.endNeeded")],
  ])("%s", async (_, changes, expected) => {
    const before = await life.stored(id);
    await expect(correct(changes)).rejects.toMatchObject(expected);
    expect(await life.stored(id)).toEqual(before);
  });

  test("today is still a last day", async () => {
    await correct({ expiresOn: "2026-05-01" });
    expect((await life.seen("2026-05-01T21:59:00Z", id)).standing).toBe("expiring_soon");
  });

  test("what is over: revoked, expired before any job has said so, superseded", async () => {
    const renewed = await life.renew("2027-02-20", id);
    const first = id;
    id = renewed.id;
    await life.revoke("2027-03-01", renewed.id);
    await expect(correct({ expiresOn: "2029-01-01" }, "2027-03-02")).rejects.toMatchObject({
      text: { key: "certificateLife.notCorrectable", values: { status: "revoked" } },
    });
    id = first;
    await expect(correct({ expiresOn: "2029-01-01" }, "2027-03-02")).rejects.toMatchObject({
      text: { values: { status: "superseded" } },
    });
    const lapsed = await life.issue("2025-01-01", {
      userId: (await createTestMember(database, life.ctx)).userId,
    });
    id = lapsed.id;
    await expect(correct({ expiresOn: "2029-01-01" })).rejects.toMatchObject({
      text: { values: { status: "expired" } },
    });
  });

  test("one's own, a mentor's hands, another organisation's, and without a reason", async () => {
    const colleague = await createTestMember(database, life.ctx, { role: "coordinator" });
    const own = await life.issue("2026-03-01", { userId: colleague.userId });
    const input = { issuedOn: "2026-03-01", expiresOn: "2028-01-01" };
    await expect(life.correct("2026-05-01", own.id, input, colleague.ctx)).rejects.toMatchObject({
      text: { key: "certificateLife.ownDates" },
    });
    const asked = await life.correction("2026-05-01", id, input);
    await expect(correctCertification(life.mentor.ctx, asked)).rejects.toMatchObject({ code: "forbidden" });
    const elsewhere = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    await expect(correctCertification(elsewhere.ctx, asked)).rejects.toMatchObject({ code: "not_found" });
    for (const reason of ["", "   ", undefined])
      expect(correctionInput.safeParse({ ...asked, reason }).success).toBe(false);
  });

  test.each(["0000-01-01", "1899-12-31", "9999-12-31", "2201-01-01", "2026-02-30"])("the day %s", (day) => {
    const asked = { id, issuedOn: "2026-03-01", reason: "x", seenIssuedAt: "2026-03-01T12:00:00Z" };
    expect(correctionInput.safeParse({ ...asked, expiresOn: day }).success).toBe(false);
    expect(correctionInput.safeParse({ ...asked, issuedOn: day }).success).toBe(false);
  });
});

test("a certificate for life may get an end, and lose it again where its type has none", async () => {
  const lifetime = await createTestCertificationType(database, life.ctx, { validityMonths: null });
  ({ id } = await life.issue("2026-03-01", { certificationTypeId: lifetime }));
  await correct({ expiresOn: "2030-12-31" });
  expect((await life.stored(id)).expires_at).toEqual(new Date("2030-12-31T23:00:00Z"));
  await correct({ expiresOn: undefined }, "2026-05-02");
  expect((await life.stored(id)).expires_at).toBeNull();
});

describe("New Year's Eve", () => {
  test.each([
    // 23:30 UTC is the next year in Oslo already.
    ["Europe/Oslo", "2026-12-31T23:30:00Z", "2027", "2027-01-01", "2026-12-31"],
    ["UTC", "2026-12-31T23:30:00Z", "2026", "2026-12-31", "2027-01-01"],
  ])(
    "in %s: the number's year, what may be corrected, and the last day",
    async (timeZone, moment, year, may, mayNot) => {
      life = await certificateLife(database, { timeZone });
      const issued = await life.issue(moment);
      ({ id } = issued);
      expect(issued.certificateNumber).toContain(`-${year}-`);
      const later = "2027-01-02";
      await expect(
        life.correct(later, id, { issuedOn: mayNot, expiresOn: "2028-12-31" }),
      ).rejects.toMatchObject(at("issuedOn", "certificateLife.yearStays"));
      await life.correct(later, id, { issuedOn: may, expiresOn: "2028-12-31" });
      const midnight = timeZone === "UTC" ? "2029-01-01T00:00:00Z" : "2028-12-31T23:00:00Z";
      expect((await life.stored(id)).expires_at).toEqual(new Date(midnight));
      await sweepCertifications(life.at(new Date(Date.parse(midnight) - 1).toISOString(), life.ctx));
      expect((await life.stored(id)).status).toBe("expiring_soon");
      await sweepCertifications(life.at(midnight, life.ctx));
      expect((await life.stored(id)).status).toBe("expired");
      expect((await life.renew(midnight, id)).certificateNumber).toContain("-2029-");
    },
  );
});
