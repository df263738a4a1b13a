import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CertificateLife, certificateLife } from "@/lib/certifications/life.test-support";
import { renewalObstacles } from "@/lib/certifications/renewal-rules";
import { getCertificationType } from "@/lib/certifications/type-queries";
import { deactivateCertificationType, updateCertificationType } from "@/lib/certifications/type-service";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let life: CertificateLife;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  life = await certificateLife(database);
});

const refusedFor = (obstacle: string) => ({
  code: "conflict",
  text: { key: `certificateLife.notRenewable.${obstacle}` },
});

describe("renewing", () => {
  test("while it is running goes on from the old end, and the old one is superseded and linked", async () => {
    const old = await life.issue("2025-03-01");
    const { id, certificateNumber } = await life.renew("2026-02-20", old.id, { notes: "Etter samtale" });
    expect(certificateNumber).toBe(`${life.ctx.organization.certificatePrefix}-2026-00001`);
    expect(await life.stored(id)).toMatchObject({
      status: "active",
      source: "manual",
      issued_by_user_id: life.coordinator.userId,
      user_id: life.mentor.userId,
      certification_type_id: life.type,
      issued_at: new Date("2026-02-20T12:00:00Z"),
      expires_at: new Date("2027-03-01T12:00:00Z"),
      notes: "Etter samtale",
    });
    expect(await life.stored(old.id)).toMatchObject({
      status: "superseded",
      renewed_by_id: id,
      expires_at: new Date("2026-03-01T12:00:00Z"),
    });
    expect(await life.events(old.id)).toEqual(["issued", "superseded"]);
    expect(await life.events(id)).toEqual(["renewed"]);
    expect(await life.notices()).toEqual(["certificate_issued", "certificate_renewed"]);
  });

  test("when it has ended counts from today, and the old one stays expired and is linked", async () => {
    const old = await life.issue("2024-03-01");
    const { id } = await life.renew("2026-02-20", old.id);
    expect(await life.stored(id)).toMatchObject({ expires_at: new Date("2027-02-20T12:00:00Z") });
    expect(await life.stored(old.id)).toMatchObject({ status: "expired", renewed_by_id: id });
    expect(await life.events(old.id)).toEqual(["issued", "expired"]);
    expect(await life.notices()).toEqual([
      "certificate_issued",
      "certificate_expired",
      "certificate_renewed",
    ]);
  });

  test("asks to evaluate the holder in the same transaction", async () => {
    const old = await life.issue("2025-03-01");
    await life.rows("DELETE FROM evaluation_requests WHERE organization_id = $1");
    await life.renew("2026-02-20", old.id);
    expect(await life.rows("SELECT user_id FROM evaluation_requests WHERE organization_id = $1")).toEqual([
      { user_id: life.mentor.userId },
    ]);
  });

  test("a renewal can be renewed itself, and the chain is told both ways", async () => {
    const first = await life.issue("2025-03-01");
    const second = await life.renew("2026-02-20", first.id);
    const third = await life.renew("2027-02-20", second.id);
    expect(await life.stored(third.id)).toMatchObject({ expires_at: new Date("2028-03-01T12:00:00Z") });
    const { renews, renewedBy } = await life.seen("2027-02-21", second.id);
    expect([renews?.id, renewedBy?.id]).toEqual([first.id, third.id]);
  });

  test("the same key again is the same renewal, and with other input a conflict", async () => {
    const old = await life.issue("2025-03-01");
    const idempotencyKey = randomUUID();
    const first = await life.renew("2026-02-20", old.id, { idempotencyKey });
    expect(await life.renew("2026-02-21", old.id, { idempotencyKey })).toEqual(first);
    await expect(life.renew("2026-02-21", old.id, { idempotencyKey, notes: "Annet" })).rejects.toMatchObject({
      text: { key: "certifications.keyReused" },
    });
    const other = await life.issue("2026-02-20", {
      userId: (await createTestMember(database, life.ctx)).userId,
    });
    await expect(life.renew("2026-02-21", other.id, { idempotencyKey })).rejects.toMatchObject({
      text: { key: "certifications.keyReused" },
    });
  });

  test("twenty coordinators at once renew it once; the others are told which certificate there is", async () => {
    const old = await life.issue("2025-03-01");
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => life.renew("2026-02-20", old.id)),
    );
    const made = answers.flatMap((one) => (one.status === "fulfilled" ? [one.value.certificateNumber] : []));
    expect(made).toHaveLength(1);
    for (const one of answers) {
      if (one.status === "rejected")
        expect(one.reason).toMatchObject({
          text: { key: "certificateLife.notRenewable.renewed", values: { number: made[0] } },
        });
    }
    expect(
      await life.rows(
        "SELECT last_value FROM certificate_counters WHERE organization_id = $1 AND year = 2026",
      ),
    ).toEqual([{ last_value: 1 }]);
  });

  test("a retry with the same key at the same moment gets the same answer", async () => {
    const old = await life.issue("2025-03-01");
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => life.renew("2026-02-20", old.id, { idempotencyKey })),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  });
});

describe("is not renewed, and nothing is left of the try:", () => {
  const tries: Record<(typeof renewalObstacles)[number], () => Promise<string>> = {
    revoked: async () => {
      const { id } = await life.issue("2025-03-01");
      await life.revoke("2025-04-01", id);
      return id;
    },
    renewed: async () => {
      const { id } = await life.issue("2025-03-01");
      await life.renew("2026-02-01", id);
      return id;
    },
    lifetime: async () => {
      const lifetime = await createTestCertificationType(database, life.ctx, { validityMonths: null });
      return (await life.issue("2025-03-01", { certificationTypeId: lifetime })).id;
    },
    typeInactive: async () => {
      const { id } = await life.issue("2025-03-01");
      const admin = await createTestMember(database, life.ctx, { role: "org_admin" });
      await deactivateCertificationType(admin.ctx, { id: life.type });
      return id;
    },
    own: async () => {
      const other = await createTestMember(database, life.ctx, { role: "org_admin" });
      const { id } = await life.issue("2025-03-01", { userId: other.userId });
      life = { ...life, coordinator: other };
      return id;
    },
  };

  test.each(renewalObstacles)("%s", async (obstacle) => {
    const id = await tries[obstacle]();
    const count = "SELECT count(*)::int AS n FROM certifications WHERE organization_id = $1";
    const before = [await life.rows(count), await life.stored(id)];
    await expect(life.renew("2026-02-20", id, {}, life.coordinator.ctx)).rejects.toMatchObject(
      refusedFor(obstacle),
    );
    expect([await life.rows(count), await life.stored(id)]).toEqual(before);
  });

  test("a type that is for life by now", async () => {
    const { id } = await life.issue("2025-03-01");
    const admin = await createTestMember(database, life.ctx, { role: "org_admin" });
    const { code } = await getCertificationType(admin.ctx, { id: life.type });
    await updateCertificationType(admin.ctx, {
      id: life.type,
      code,
      name: "Bevis",
      description: "",
      accessScopes: [],
    });
    await expect(life.renew("2026-02-20", id)).rejects.toMatchObject(refusedFor("lifetime"));
  });

  test("an expired one whose holder got another since", async () => {
    const old = await life.issue("2024-03-01");
    const { certificateNumber } = await life.issue("2026-01-01");
    await expect(life.renew("2026-02-20", old.id)).rejects.toMatchObject({
      text: {
        key: "certificateLife.notRenewable.holdsAnother",
        values: { number: certificateNumber },
      },
    });
    expect((await life.stored(old.id)).renewed_by_id).toBeNull();
  });

  test("further than our times", async () => {
    const { id } = await life.issue("2026-03-01");
    const far = await life.correct("2026-04-01", id, { expiresOn: "2200-06-01" });
    await expect(life.renew("2026-05-01", far.id)).rejects.toMatchObject(refusedFor("tooFar"));
  });

  test("while issuing is paused", async () => {
    const { id } = await life.issue("2025-03-01");
    await life.rows(
      "UPDATE organizations SET issuing_paused_at = now(), issuing_paused_reason = 'x' WHERE id = $1",
    );
    await expect(life.renew("2026-02-20", id)).rejects.toMatchObject({ code: "unavailable" });
    expect((await life.stored(id)).status).toBe("active");
  });

  test("by a mentor, from another organisation, and with the module off", async () => {
    const { id } = await life.issue("2025-03-01");
    await expect(life.renew("2026-02-20", id, {}, life.mentor.ctx)).rejects.toMatchObject({
      code: "forbidden",
    });
    const elsewhere = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    await expect(life.renew("2026-02-20", id, {}, elsewhere.ctx)).rejects.toMatchObject({
      code: "not_found",
    });
    const off = { ...life.coordinator.ctx, modules: new Set<never>() };
    await expect(life.renew("2026-02-20", id, {}, off)).rejects.toMatchObject({ code: "not_found" });
  });
});

test("renewing and revoking at once: one happens, and the other is told how it stands", async () => {
  for (let round = 0; round < 10; round++) {
    const { userId } = await createTestMember(database, life.ctx);
    const { id } = await life.issue("2025-03-01", { userId });
    const [renewed, revoked] = await Promise.allSettled([
      life.renew("2026-02-20", id),
      life.revoke("2026-02-20", id),
    ]);
    const { status } = await life.stored(id);
    expect([renewed?.status, revoked?.status, status]).toEqual(
      status === "superseded" ? ["fulfilled", "rejected", status] : ["rejected", "fulfilled", "revoked"],
    );
  }
});
